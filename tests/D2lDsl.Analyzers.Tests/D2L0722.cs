using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A new kernel in every turn.</summary>
public class D2L0722
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
                for (int step = 0; step < 100; step++)
                {
                    var kernel = {|D2L0722:new Linear.LossKernel()|};
                    Console.WriteLine(kernel.ForwardBackward(x, y, w));
                }
            }
        }
        """,
        "'new Linear.LossKernel()' makes a kernel in every turn and with it new working memory; make it once, before the loop");

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
                var kernel = new Linear.LossKernel();
                for (int step = 0; step < 100; step++)
                    Console.WriteLine(kernel.ForwardBackward(x, y, w));
            }
        }
        """);
}
