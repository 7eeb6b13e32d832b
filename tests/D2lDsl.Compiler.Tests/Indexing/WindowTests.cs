using System.Reflection;
using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Indexing;

/// <summary>Windows in kernels, of whatever they are made and whatever is done with them: as the method gives, with gradients that are differences.</summary>
public class WindowTests
{
    static readonly Random Random = new(3);

    static Tensor<double> Normal(params int[] sizes) => Tensor.RandN<double>(Random, sizes);

    public static TheoryData<string> Names => [.. typeof(Windowed).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.IsDefined(typeof(ModelAttribute))).Select(m => m.Name)];

    /// <summary>Arguments of a model, for several sizes.</summary>
    static IEnumerable<object[]> Arguments(string name) => name switch
    {
        "Computed" => [[Normal(3, 5), Normal(5)], [Normal(2, 40), Normal(40)]],
        "Repeated" => [[Normal(5)], [Normal(19)]],
        "Picked" => [[Normal(3, 5), Tensor.Of(new[] { 2, 0, 2, 1 })], [Normal(2, 21), Tensor.Of(new[] { 1 })]],
        "Products" => [[Normal(3, 5), Normal(3, 4)], [Normal(2, 21), Normal(3, 17)], [Normal(2, 3), Normal(3, 1)]],
        "Positions" => [[Normal(3, 7)], [Normal(1, 7)]],
        "Leading" => [[Normal(5), Normal(5)], [Normal(3, 5), Normal(5)], [Normal(2, 3, 20), Normal(20)]],
        "OneByOne" => [[Normal(2, 3, 4, 5), Normal(4, 3, 1, 1)], [Normal(1, 1, 1, 20), Normal(1, 1, 1, 1)]],
        "AlongOneAxis" => [[Normal(2, 3, 9), Normal(4, 3, 3)], [Normal(3, 1, 41), Normal(2, 1, 3)], [Normal(1, 2, 5), Normal(1, 2, 3)]],
        "ChannelsBehind" => [[Normal(2, 9, 3), Normal(4, 3, 2)], [Normal(3, 20, 1), Normal(2, 1, 5)], [Normal(1, 4, 17), Normal(1, 17, 4)]],
        "WithEachOther" => [[Normal(2, 9), Normal(2, 9)], [Normal(1, 20), Normal(1, 20)]],
        "Twofold" => [[Normal(2, 3, 5, 6), Normal(4, 3, 2, 3)], [Normal(1, 1, 3, 20), Normal(2, 1, 2, 3)]],
        "Grouped" => [[Normal(2, 3, 4, 5), Normal(3, 2, 2)], [Normal(1, 1, 2, 20), Normal(1, 2, 2)]],
        "Channelwise" => [[Normal(2, 3, 5, 6), Normal(3, 1, 3, 2), Normal(3)], [Normal(1, 3, 3, 21), Normal(3, 1, 3, 2), Normal(3)]],
        "Pooled" => [[Normal(2, 3, 6, 7)], [Normal(1, 1, 3, 41)]],
        "Transposed" => [[Normal(2, 3, 3, 4), Normal(3, 4, 3, 2), Normal(4)], [Normal(1, 1, 2, 19), Normal(1, 1, 3, 2), Normal(1)]],
        "InGroups" => [[Normal(2, 4, 3, 4), Normal(6, 2, 3, 3), Normal(4, 6, 2, 2)], [Normal(1, 4, 2, 20), Normal(2, 2, 3, 3), Normal(4, 2, 2, 2)]],
        _ => [[Normal(3, 8)], [Normal(2, 41)], [Normal(4, 10)]],
    };

    [Theory, MemberData(nameof(Names))]
    public void A_kernel_gives_what_the_method_gives(string name)
    {
        var kernel = Activator.CreateInstance(typeof(Windowed).GetNestedType(name + "Kernel")!)!;
        foreach (var arguments in Arguments(name))
        {
            var eager = (Tensor<double>)typeof(Windowed).GetMethod(name)!.Invoke(null, arguments)!;
            var compiled = Call("Forward", arguments);
            double[] values = compiled is Tensor<double> tensor ? tensor.ToArray() : [(double)compiled];
            Assert.Equal(eager.Length, values.Length);
            Assert.All(eager.ToArray().Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * (1 + Math.Abs(pair.First))));
            var check = (GradientCheck)Call("CheckGradients", arguments);
            Assert.True(check.Passed(1e-5), $"{eager.Shape}: {check}");
        }

        object Call(string method, object[] given)
        {
            var member = kernel.GetType().GetMethods().First(m => m.Name == method);
            return member.Invoke(kernel, [.. given, .. member.GetParameters().Skip(given.Length).Select(p => p.DefaultValue)])!;
        }
    }
}
