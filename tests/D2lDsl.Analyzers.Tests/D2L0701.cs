using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>An argument does not fit its declaration.</summary>
public class D2L0701
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
                kernel.ForwardBackward(Tensor.Ones(10, 2), {|D2L0701:Tensor.Ones(8, 1)|}, Tensor.Zeros(2, 1));
            }
        }
        """,
        "Linear.Loss declares y as [n, 1], but receives [8, 1]: 10 ≠ 8, where n = 10 from x; check it, or the sizes it must agree with");

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
                kernel.ForwardBackward(Tensor.Ones(10, 2), Tensor.Ones(10, 1), Tensor.Zeros(2, 1));
            }
        }
        """);
}
