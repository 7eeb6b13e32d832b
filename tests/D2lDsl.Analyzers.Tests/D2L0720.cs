using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Gradients are never cleared.</summary>
public class D2L0720
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
                    {|D2L0720:kernel.ForwardBackward(x, y, w, accumulate: true)|};
                    sgd.Step(w, kernel.Gradients.W);
                }
            }
        }
        """,
        "'kernel.ForwardBackward(x, y, w, accum…' adds to the gradients in every turn, and nothing clears them: from the first turn on they are sums over all turns; leave out accumulate: true in the first call after each step");

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
                    for (int part = 0; part < 5; part++)
                        kernel.ForwardBackward(x[(2 * part)..(2 * part + 2)], y[(2 * part)..(2 * part + 2)], w, accumulate: part > 0);
                    sgd.Step(w, kernel.Gradients.W);
                }
            }
        }
        """);
}
