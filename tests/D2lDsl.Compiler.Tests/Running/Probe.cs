using System.Reflection;
using System.Runtime.ExceptionServices;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.CompilerTests.Running;

/// <summary>
/// One model of generated code, called by reflection with arguments made from its declared shapes: the eager method, the kernel,
/// and central differences of the eager method.
/// </summary>
sealed class Probe
{
    readonly MethodInfo eager;
    readonly object? module;
    readonly object kernel;
    readonly IReadOnlyDictionary<string, int> sizes;
    readonly Random random;

    public Probe(Type type, string method, IReadOnlyDictionary<string, int> sizes, int seed = 1)
    {
        this.sizes = sizes;
        random = new(seed);
        eager = type.GetMethod(method) ?? throw new InvalidOperationException($"{type.Name} has no method {method}");
        module = eager.IsStatic ? null : Module(type);
        var kernelType = type.GetNestedType(method + "Kernel") ?? throw new InvalidOperationException($"{type.Name} has no {method}Kernel");
        kernel = module is null ? Activator.CreateInstance(kernelType)! : Activator.CreateInstance(kernelType, module)!;
        Arguments = [.. eager.GetParameters().Select(p => Make(p.ParameterType, p.GetCustomAttribute<ShapeAttribute>()!))];
    }

    public object[] Arguments { get; set; }

    public object Kernel => kernel;

    /// <summary>Forward and ForwardBackward give what the eager method gives.</summary>
    public void KernelAgreesWithEager()
    {
        var expected = Figures.Of(Call(eager, module, Arguments));
        Compare(expected, Figures.Of(Call(Method("Forward"), kernel, Arguments)), "Forward");
        if (kernel.GetType().GetMethod("ForwardBackward") is { } backward)
            Compare(expected, Figures.Of(Call(backward, kernel, [.. Arguments, .. Seeds(expected), false])), "ForwardBackward");
    }

    /// <summary>Every element of every gradient is the central difference of the eager results, weighted by the seeds. For double.</summary>
    public void GradientsAreCentralDifferences(double tolerance = 1e-7)
    {
        var seeds = Seeds(Figures.Of(Call(eager, module, Arguments)));
        Call(Method("ForwardBackward"), kernel, [.. Arguments, .. seeds, false]);
        var gradients = (Gradients<double>)kernel.GetType().GetProperty("Gradients")!.GetValue(kernel)!;
        foreach (var (name, tensor) in Parameters())
        {
            var gradient = gradients[name];
            Assert.Equal(tensor.Shape, gradient.Shape);
            var values = tensor.AsSpan();
            var analytic = gradient.ToArray();
            for (var i = 0; i < values.Length; i++)
            {
                const double step = 1e-5;
                var value = values[i];
                values[i] = value + step;
                var above = Weighted(seeds);
                values[i] = value - step;
                var below = Weighted(seeds);
                values[i] = value;
                var difference = (above - below) / (2 * step);
                Assert.True(Math.Abs(analytic[i] - difference) <= tolerance * (1 + Math.Abs(difference)),
                    $"d{name}[{i}] is {analytic[i]:R}, central differences give {difference:R}");
            }
        }
    }

    IEnumerable<(string Name, Tensor<double> Value)> Parameters() =>
        eager.GetParameters().Zip(Arguments).Where(p => p.First.GetCustomAttribute<ParameterAttribute>() is not null)
            .Select(p => (p.First.Name!, (Tensor<double>)p.Second))
            .Concat(module?.GetType().GetProperty("Parameters")?.GetValue(module) is Parameters<double> own ? own.Select(p => (p.Name, p.Value)) : []);

    double Weighted(IReadOnlyList<object> seeds)
    {
        var (sum, next) = (0.0, 0);
        foreach (var result in Figures.Of(Call(eager, module, Arguments)))
            if (result.Type is "float" or "double")
                sum += result.Shape.Length == 0 ? result.Values[0] : result.Values.Zip(Figures.One(seeds[next++]).Values, (v, s) => v * s).Sum();
        return sum;
    }

    /// <summary>One seed per floating-point result of rank above 0; the same each time.</summary>
    static IReadOnlyList<object> Seeds(IReadOnlyList<Figures> results)
    {
        var fixedRandom = new Random(7);
        return [.. results.Where(r => r.Type is "float" or "double" && r.Shape.Length > 0).Select(r =>
            r.Type == "float" ? (object)Tensor.Rand<float>(fixedRandom, r.Shape) : Tensor.Rand<double>(fixedRandom, r.Shape))];
    }

    static void Compare(IReadOnlyList<Figures> expected, IReadOnlyList<Figures> actual, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
            Figures.AssertClose(expected[i], actual[i], what);
    }

    MethodInfo Method(string name) => kernel.GetType().GetMethod(name) ?? throw new InvalidOperationException($"{kernel.GetType().Name} has no {name}");

    object Module(Type type)
    {
        if (type.GetConstructors().FirstOrDefault(c => c.GetParameters().LastOrDefault()?.ParameterType.Name.StartsWith("ParameterSlice") != true) is not { } constructor)
            return Activator.CreateInstance(type)!;
        // The last argument is the seed.
        var parameters = constructor.GetParameters();
        return parameters.Length == 0 ? constructor.Invoke([]) : constructor.Invoke([.. parameters.Select((p, i) => i == parameters.Length - 1 ? (object)5 : sizes[p.Name!])]);
    }

    /// <summary>Values above 0.2, so that roots and logarithms exist; ints are 0, 1 or 2.</summary>
    object Make(Type type, ShapeAttribute declared)
    {
        int[] shape = [.. declared.Sizes.Select(s => (int)DimParser.Parse(s.ToString()!).Dim!.Substitute(name => sizes[name]).Value!)];
        var element = type.GetGenericArguments()[0];
        return element == typeof(float) ? Tensor.Rand<float>(random, shape) + 0.2f
            : element == typeof(double) ? Tensor.Rand<double>(random, shape) + 0.2
            : element == typeof(int) ? Tensor.RandInt<int>(random, 0, 3, shape)
            : element == typeof(long) ? Tensor.RandInt<long>(random, 0, 3, shape)
            : Tensor.Rand<float>(random, shape) > 0.5f;
    }

    /// <summary>The call, its own exception and not the reflection's.</summary>
    static object Call(MethodInfo method, object? target, object[] arguments)
    {
        try
        {
            return method.Invoke(target, arguments)!;
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }
}
