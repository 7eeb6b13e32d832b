using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>An argument has another number of axes.</summary>
public class D2L0702
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
                var kernel = new Linear.LossKernel();
                var y = Tensor.Ones(10);
                kernel.ForwardBackward(Tensor.Ones(10, 2), {|D2L0702:y|}, Tensor.Zeros(2, 1));
            }
        }
        """,
        "Linear.Loss declares y as [n, 1], but receives y [10]: 2 axes are declared, 1 given, where n = 10 from x; write y.Unsqueeze(1)");

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
                var kernel = new Linear.LossKernel();
                var y = Tensor.Ones(10);
                kernel.ForwardBackward(Tensor.Ones(10, 2), y.Unsqueeze(1), Tensor.Zeros(2, 1));
            }
        }
        """);
}
