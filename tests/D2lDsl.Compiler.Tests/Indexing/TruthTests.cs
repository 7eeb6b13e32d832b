using D2lDsl.CompilerTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Indexing;

/// <summary>Masks that lie in memory are lanes like numbers: loops that read them run on vectors.</summary>
public class TruthTests
{
    const string Source = """
        public static partial class Truths
        {
            [Model]
            [return: Shape("n", "m")]
            public static Tensor<double> Masked([Parameter, Shape("n", "m")] Tensor<double> x, [Shape("n", "m")] Tensor<bool> mask)
                => Softmax(Where(mask, x, -1e9), axis: 1);

            [Model]
            [return: Shape("n", "m")]
            public static Tensor<float> Both([Parameter, Shape("n", "m")] Tensor<float> x, [Shape("n", "m")] Tensor<bool> mask, [Shape("m")] Tensor<bool> there)
                => Softmax(Where(mask & there, x, -1e9f), axis: 1) * (!mask).Cast<float>();
        }
        """;

    static readonly Lazy<Generated> Compiled = new(() => Generated.From(Source));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(45)]
    public void Kernels_and_gradients_are_right(int m)
    {
        var random = new Random(m);
        var mask = Tensor.RandN(random, 5, m) > 0.3f;
        var x = Tensor.RandN(random, 5, m);
        var type = Compiled.Value.Type("Truths");
        dynamic masked = Activator.CreateInstance(Compiled.Value.Type("Truths+MaskedKernel"))!, both = Activator.CreateInstance(Compiled.Value.Type("Truths+BothKernel"))!;
        var there = Tensor.RandN(random, m) > -0.5f;
        Close((Tensor<double>)type.GetMethod("Masked")!.Invoke(null, [x.Cast<double>(), mask])!, (Tensor<double>)masked.Forward(x.Cast<double>(), mask), 1e-12);
        Close(((Tensor<float>)type.GetMethod("Both")!.Invoke(null, [x, mask, there])!).Cast<double>(), ((Tensor<float>)both.Forward(x, mask, there)).Cast<double>(), 1e-6);
        Assert.True(((GradientCheck)masked.CheckGradients(x.Cast<double>(), mask)).RelativeError < 1e-6);

        static void Close(Tensor<double> expected, Tensor<double> actual, double within)
        {
            foreach (var (a, b) in expected.ToArray().Zip(actual.ToArray()))
                Assert.Equal(a, b, within);
        }
    }

    [Fact]
    public void Their_loops_run_on_vectors()
    {
        Assert.Contains("VectorMath.DoubleTruths(ref maskRow, (nuint)j, 8)", Compiled.Value.File("Masked.Kernel"));
        Assert.Contains("VectorMath.SingleTruths(ref maskRow, (nuint)j, 16)", Compiled.Value.File("Both.Kernel"));
    }
}
