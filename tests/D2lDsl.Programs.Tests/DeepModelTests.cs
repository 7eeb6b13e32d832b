using System.Diagnostics;
using System.Text;
using D2lDsl.Testing;

namespace D2lDsl.ProgramsTests;

/// <summary>A model of two thousand operations: the compiler must neither overflow its stack nor take long.</summary>
public class DeepModelTests
{
    const int Layers = 500;

    /// <summary>Each layer is four operations: two products, a tanh and a sum.</summary>
    static string Source()
    {
        var body = new StringBuilder();
        for (var layer = 0; layer < Layers; layer++)
            body.Append($"        h = h * 0.99 + Tanh(h) * {0.01 + 0.001 * (layer % 7):0.000};\n");
        return $$"""
            public static partial class Deep
            {
                [Model]
                public static Tensor<double> Loss([Parameter, Shape("n", "d")] Tensor<double> x)
                {
                    var h = x;
            {{body}}        return Sum(h * h);
                }
            }
            """;
    }

    [Fact]
    public void Two_thousand_operations_are_compiled_in_seconds_and_give_the_eager_values()
    {
        var source = Source();
        Generated.From("public static partial class Warm { [Model] public static Tensor<double> Up([Parameter, Shape(\"n\")] Tensor<double> x) => Sum(x); }").Dispose();
        var watch = Stopwatch.StartNew();
        using var generated = Generated.WithErrors(source);
        // Five seconds on an idle machine; the margin is for a loaded one.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"the generator took {watch.Elapsed}");
        generated.RequireClean();

        var type = generated.Type("Deep");
        var eager = type.GetMethod("Loss")!.CreateDelegate<Func<Tensor<double>, Tensor<double>>>();
        dynamic kernel = Activator.CreateInstance(type.GetNestedType("LossKernel")!)!;
        var x = Tensor.RandN<double>(new Random(1), 3, 5);
        double value = kernel.ForwardBackward(x);
        Assert.Equal(eager(x).Item(), value, 1e-9);

        const double step = 1e-6;
        var moved = x.Clone();
        moved.AsSpan()[7] += step;
        var up = eager(moved).Item();
        moved.AsSpan()[7] -= 2 * step;
        var slope = (up - eager(moved).Item()) / (2 * step);
        Assert.Equal(slope, ((Gradients<double>)kernel.Gradients).At(0).AsSpan()[7], 1e-6);
    }
}
