using System.Reflection;
using D2lDsl.Compiler.Ops;
using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Reading;

/// <summary>The table of factories is that of the class Tensor, and a kernel makes the same elements as the factory.</summary>
public class CreationTests
{
    static IEnumerable<MethodInfo> Factories => typeof(Tensor).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.ReturnType.Name == "Tensor`1" && m.Name is not ("Of" or "From"));

    [Fact]
    public void The_table_has_every_factory_and_no_other() =>
        Assert.Equal(Factories.Select(m => m.Name).Distinct().Order(), Creations.All.Select(c => c.Surface).Order());

    [Fact]
    public void Every_overload_takes_parameters_of_the_entry() => Assert.All(Factories, factory =>
    {
        var creation = Creations.Named(factory.Name)!;
        var names = factory.GetParameters().Select(p => p.Name!).ToArray();
        Assert.Empty(names.Except(creation.Parameters.Select(p => p.Name)));
        Assert.Empty(creation.Parameters.Where(p => p.Default is null && p.Kind != CreationKind.Other).Select(p => p.Name).Except(names));
    });

    [Fact]
    public void What_a_model_cannot_have_says_what_to_do() => Assert.All(Creations.All, creation => Assert.Equal(creation.Body is null, creation.Instead.Length > 0));

    /// <summary>Each gives what it is run with: sizes n and m of two vectors.</summary>
    static readonly string[] Bodies =
    [
        "Tensor.Zeros<T>(n, m)", "Tensor.Ones<T>(n)", "Tensor.Full<T>([m, n], 3)", "Tensor.ZerosLike(x)", "Tensor.OnesLike(x)",
        "Tensor.Arange<T>(n)", "Tensor.Arange<T>(2, n + 2)", "Tensor.Arange<T>(0, n, 2)", "Tensor.Arange<T>(1, n + m, 3)", "Tensor.Arange<T>(n, 0, -1)", "Tensor.Arange<T>(n + m, m - 1, -4)",
        "Tensor.Arange<T>(7)", "Tensor.Arange<T>(start: 3, stop: 20, step: 5)", "Tensor.Arange<T>(10, 10, 3)", "Tensor.Eye<T>(n)", "Tensor.Eye<T>(4)", "Tensor.Eye<T>(n + m)",
    ];

    static readonly string[] FloatingBodies =
    [
        "Tensor.Arange<T>(0, 1, (T)0.1f)", "Tensor.Arange<T>(1, (T)(-0.5f), (T)(-0.3f))", "Tensor.LinSpace<T>(0, 1, n)", "Tensor.LinSpace<T>(-3, n, m)", "Tensor.LinSpace<T>((T)0.1f, (T)0.7f, n + m)",
        "Tensor.LinSpace<T>(2, -1, 5)", "Tensor.LinSpace<T>(m, n, 2 * n)", "Tensor.LinSpace<T>(0, 1, 1)", "Tensor.LinSpace<T>(5, 5, n)",
    ];

    static readonly (string Body, string Type)[] Models =
    [
        .. from type in (string[])["float", "double", "int", "long"] from body in Bodies select (body, type),
        .. from type in (string[])["float", "double"] from body in FloatingBodies select (body, type),
        ("Tensor.Eye<bool>(n)", "bool"), ("Tensor.Zeros<bool>(n)", "bool"), ("Tensor.Arange(n)", "long"), ("Tensor.Arange(1, n + 1, 2)", "long"), ("Tensor.Eye(n)", "float"), ("Tensor.LinSpace(0, 10, n)", "float"),
    ];

    static readonly Lazy<Generated> Compiled = new(() => Generated.From($$"""
        public static partial class Made
        {
            {{string.Concat(Models.Select((m, i) => $$"""
            [Model] public static Tensor<{{m.Type}}> F{{i}}([Shape("n")] Tensor<{{m.Type}}> x, [Shape("m")] Tensor<{{m.Type}}> y)
            {
                var (n, m) = (x.Shape[0], y.Shape[0]);
                return {{m.Body.Replace("<T>", $"<{m.Type}>").Replace("(T)", $"({m.Type})")}};
            }

            """))}}
        }
        """));

    public static IEnumerable<object[]> Cases => Models.Select((m, i) => new object[] { i, $"{m.Type} {m.Body}" });

    [Theory, MemberData(nameof(Cases))]
    public void A_kernel_makes_what_the_factory_makes(int number, string what)
    {
        var type = Compiled.Value.Type("Made");
        var method = type.GetMethod($"F{number}")!;
        dynamic kernel = Activator.CreateInstance(type.GetNestedType($"F{number}Kernel")!)!;
        foreach (var (n, m) in ((int, int)[])[(0, 0), (1, 1), (2, 1), (3, 5), (17, 4), (64, 33)])
        {
            var (x, y) = (Vector(n), Vector(m));
            var (expected, actual) = ((dynamic)method.Invoke(null, [x, y])!, kernel.Forward((dynamic)x, (dynamic)y));
            Assert.Equal((string)expected.Shape.ToString(), (string)actual.Shape.ToString());
            // To the last bit: both compute the same in the same type.
            Assert.True(Enumerable.SequenceEqual(expected.ToArray(), actual.ToArray()), $"{what} with n = {n}, m = {m}: {actual}, the factory makes {expected}");
        }

        object Vector(int size) => typeof(CreationTests).GetMethod(nameof(Of), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(method.GetParameters()[0].ParameterType.GetGenericArguments()).Invoke(null, [size])!;
    }

    static Tensor<T> Of<T>(int size) where T : unmanaged => Tensor.Zeros<T>(size);

    [Theory]
    [InlineData("Tensor.Rand(n)", "'Tensor.Rand(n)' cannot be compiled inside a [Model]; a model has no source of random numbers: write RandLike or RandNLike with a seed that is an argument, or make the tensor before the call and pass it")]
    [InlineData("Tensor.Empty<float>(n)", "'Tensor.Empty<float>(n)' cannot be compiled inside a [Model]; nothing is written into a tensor of a model: use Zeros")]
    [InlineData("Tensor.Arange<float>(0, n, 0.5f)", "'Tensor.Arange<float>(0, n, 0.5f)' cannot be compiled inside a [Model]; how many elements it has must follow from ints made of constants and sizes")]
    [InlineData("Tensor.Arange<float>(0, 5, n)", "'Tensor.Arange<float>(0, 5, n)' cannot be compiled inside a [Model]; how many elements it has must follow from ints made of constants and sizes")]
    [InlineData("Tensor.Arange<float>(5, 2)", "'Tensor.Arange<float>(5, 2)' cannot be compiled inside a [Model]; how many elements it has must follow from ints made of constants and sizes")]
    public void What_cannot_be_made_is_said(string body, string message)
    {
        var result = Running.Compiled.Read($$"""
            public static partial class M
            {
                [Model] public static Tensor<float> F([Shape("n")] Tensor<float> x) { var n = x.Shape[0]; return {{body}}; }
            }
            """);
        Assert.Equal(message, result.Model?.Error ?? Assert.Single(result.Findings).Message);
    }

    [Theory]
    [InlineData("Tensor.Arange<float>(3, x.Shape[0])", 2)]
    [InlineData("Tensor.Arange<float>(3, x.Shape[0], 2)", 1)]
    [InlineData("Tensor.Arange<float>(x.Shape[0], 5, -1)", 4)]
    public void Steps_that_lead_away_are_refused_by_the_call(string body, int size)
    {
        using var generated = Generated.From($$"""
            public static partial class M { [Model] public static Tensor<float> F([Shape("n")] Tensor<float> x) => {{body}}; }
            """);
        dynamic kernel = Activator.CreateInstance(generated.Type("M").GetNestedType("FKernel")!)!;
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => (object)kernel.Forward(Tensor.Zeros<float>(size)));
        Assert.StartsWith($"M.F: {body} has the size ", error.Message);
        Assert.Throws<ArgumentException>(() => generated.Type("M").GetMethod("F")!.CreateDelegate<Func<Tensor<float>, Tensor<float>>>()(Tensor.Zeros<float>(size)));
    }
}
