using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Running;

/// <summary>A loop that gives a total and reads no tensor: on the way back of a sum over an axis whose size is a number.</summary>
public sealed class TotalsOfNothingReadTests
{
    [Fact]
    public void A_loop_over_a_size_in_numbers_that_reads_nothing_is_shared_among_threads_as_others_are()
    {
        using var generated = Generated.From("""
            public static partial class P
            {
                [Model]
                public static Tensor<double> Loss([Parameter, Shape(18)] Tensor<double> v, [Parameter, Shape("b", 7)] Tensor<double> g) => Sum(LogSoftmax(v, axis: -1)) * 0.5 + Mean(g) + Sum(v);
            }
            """);
        Assert.Contains("Work { _size = chunks.Size", generated.File("P.Loss.Kernel"));
        var (v, g) = (Tensor.RandN<double>(new Random(1), 18), Tensor.RandN<double>(new Random(2), 3, 7));
        dynamic kernel = Activator.CreateInstance(generated.Type("P+LossKernel"))!;
        double loss = kernel.ForwardBackward(v, g);
        Assert.Equal(Sum(LogSoftmax(v, axis: -1)).Item() * 0.5 + Mean(g).Item() + Sum(v).Item(), loss, 1e-12);
        Tensor<double> gradient = kernel.Gradients.V, expected = (1 - Softmax(v, axis: -1) * 18) * 0.5 + 1;
        Assert.Equal(0, Max(Abs(gradient - expected)).Item(), 1e-12);
    }
}
