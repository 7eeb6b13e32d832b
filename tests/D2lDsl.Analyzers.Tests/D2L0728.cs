using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A step that makes the loss grow.</summary>
public class D2L0728
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class Linear
        {
            [Model]
            public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y, [Parameter, Shape("d", 1)] Tensor<float> w)
                => Mean(Square(MatMul(x, w) - y)) / 2;
        }

        public static class Example
        {
            public static void Run()
            {
                var (x, y, w) = (Tensor.Ones(10, 2), Tensor.Ones(10, 1), Tensor.Zeros(2, 1));
                var (kernel, sgd) = (new Linear.LossKernel(), new Sgd(0.1));
                for (int step = 0; step < 100; step++)
                {
                    kernel.ForwardBackward(x, y, w);
                    {|D2L0728:w += 0.1f * kernel.Gradients.W|};
                }
            }
        }
        """,
        "'w += 0.1f * kernel.Gradients.W' moves w along its gradient, in which direction Linear.Loss grows; write -= to make it smaller");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class Linear
        {
            [Model]
            public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y, [Parameter, Shape("d", 1)] Tensor<float> w)
                => Mean(Square(MatMul(x, w) - y)) / 2;
        }

        public static class Example
        {
            public static void Run()
            {
                var (x, y, w) = (Tensor.Ones(10, 2), Tensor.Ones(10, 1), Tensor.Zeros(2, 1));
                var (kernel, sgd) = (new Linear.LossKernel(), new Sgd(0.1));
                for (int step = 0; step < 100; step++)
                {
                    kernel.ForwardBackward(x, y, w);
                    w -= 0.1f * kernel.Gradients.W;
                }
            }
        }
        """);
}
