using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>One-hot labels where indices are expected.</summary>
public class D2L0706
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        [Model]
        public sealed partial class Net
        {
            [Parameter, Shape("d", "c")] public partial Tensor<float> W { get; }

            [Model]
            public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels) => CrossEntropy(MatMul(x, W), labels);

            [Model]
            public Tensor<float> Predict([Shape("n", "d")] Tensor<float> x) => MatMul(x, W);
        }

        public static class Example
        {
            public static void Run()
            {
                var kernel = new Net.LossKernel(new Net(d: 784, c: 10, seed: 1));
                var labels = OneHot(Tensor.Zeros<int>(60), 10);
                kernel.ForwardBackward(Tensor.Ones(60, 784), {|D2L0706:labels|});
            }
        }
        """,
        "Net.Loss declares labels as [n], but receives labels [60, 10], a row of classes a sample where one index is expected: 1 axis is declared, 2 given, where n = 60 from x; write labels.Argmax(axis: 1)");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        [Model]
        public sealed partial class Net
        {
            [Parameter, Shape("d", "c")] public partial Tensor<float> W { get; }

            [Model]
            public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels) => CrossEntropy(MatMul(x, W), labels);

            [Model]
            public Tensor<float> Predict([Shape("n", "d")] Tensor<float> x) => MatMul(x, W);
        }

        public static class Example
        {
            public static void Run()
            {
                var kernel = new Net.LossKernel(new Net(d: 784, c: 10, seed: 1));
                var labels = OneHot(Tensor.Zeros<int>(60), 10);
                kernel.ForwardBackward(Tensor.Ones(60, 784), labels.Argmax(axis: 1));
            }
        }
        """);
}
