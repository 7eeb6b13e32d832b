using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Gradients that nothing computes.</summary>
public class D2L0726
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
                    kernel.Forward(x, y, w);
                    {|D2L0726:sgd.Step(w, kernel.Gradients.W)|};
                }
            }
        }
        """,
        "'sgd.Step(w, kernel.Gradients.W)' moves along the gradients of kernel, which only runs forward: they stay 0; call kernel.ForwardBackward");

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
                    sgd.Step(w, kernel.Gradients.W);
                }
            }
        }
        """);
}
