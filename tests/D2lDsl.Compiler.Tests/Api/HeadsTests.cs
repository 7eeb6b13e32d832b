using D2lDsl.CompilerTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Api;

/// <summary>Axes that are split by a number which need not divide them: <c>[b, t, d]</c> into 4 heads of <c>d / 4</c>.</summary>
public class HeadsTests
{
    const string Source = """
        public static partial class Heads
        {
            [Model]
            [return: Shape("b", "t", "d")]
            public static Tensor<double> Quotient([Parameter, Shape("b", "t", "d")] Tensor<double> x, [Parameter, Shape("d", "d")] Tensor<double> w)
            {
                int b = x.Shape[0], t = x.Shape[1], d = x.Shape[2];
                var q = MatMul(x, w).Reshape(b, t, 4, d / 4).Transpose(1, 2);
                var mixed = MatMul(Softmax(MatMul(q, q.Transpose(-2, -1)) / MathF.Sqrt(d / 4), axis: -1), q);
                return x + mixed.Transpose(1, 2).Reshape(b, t, d);
            }

            [Model]
            [return: Shape("b", "t", "d")]
            public static Tensor<double> Rest([Parameter, Shape("b", "t", "d")] Tensor<double> x)
            {
                int b = x.Shape[0], t = x.Shape[1];
                var heads = x.Reshape(b, t, 4, -1).Transpose(1, 2);
                return x * Tanh(heads).Transpose(1, 2).Reshape(b, t, -1);
            }
        }
        """;

    static readonly Lazy<Generated> Compiled = new(() => Generated.From(Source));

    [Theory]
    [InlineData("Quotient")]
    [InlineData("Rest")]
    public void Kernels_and_gradients_are_right(string model)
    {
        var probe = new Probe(Compiled.Value.Type("Heads"), model, new Dictionary<string, int> { ["b"] = 2, ["t"] = 3, ["d"] = 8 });
        probe.KernelAgreesWithEager();
        probe.GradientsAreCentralDifferences();
    }

    [Fact]
    public void A_size_that_does_not_divide_is_refused_by_the_call()
    {
        dynamic kernel = Activator.CreateInstance(Compiled.Value.Type("Heads+RestKernel"))!;
        var error = Assert.ThrowsAny<ArgumentException>(() => kernel.Forward(Tensor.Zeros<double>(2, 3, 10)));
        Assert.StartsWith("Heads.Rest: Reshape(b, t, 4, -1) does not fit x [b, t, d]: 4 does not divide d, which must be a multiple of it; b = 2, d = 10, t = 3", error.Message);
        kernel.Forward(Tensor.Zeros<double>(2, 3, 12));
    }
}
