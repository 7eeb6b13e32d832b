using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A result was overwritten.</summary>
public class D2L0716
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class Linear
        {
            [Model]
            public static Tensor<float> Predict([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", 1)] Tensor<float> w) => MatMul(x, w);
        }

        public static class Example
        {
            public static void Run()
            {
                var kernel = new Linear.PredictKernel();
                var w = Tensor.Ones(2, 1);
                var before = kernel.Forward(Tensor.Ones(3, 2), w);
                var after = kernel.Forward(Tensor.Zeros(3, 2), w);
                Console.WriteLine(after - {|D2L0716:before|});
            }
        }
        """,
        "before lies in memory of kernel, which overwrites it with the next result; keep a copy with Clone()");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class Linear
        {
            [Model]
            public static Tensor<float> Predict([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", 1)] Tensor<float> w) => MatMul(x, w);
        }

        public static class Example
        {
            public static void Run()
            {
                var kernel = new Linear.PredictKernel();
                var w = Tensor.Ones(2, 1);
                var before = kernel.Forward(Tensor.Ones(3, 2), w).Clone();
                var after = kernel.Forward(Tensor.Zeros(3, 2), w);
                Console.WriteLine(after - before);
            }
        }
        """);
}
