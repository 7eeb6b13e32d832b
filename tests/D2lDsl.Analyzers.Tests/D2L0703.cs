using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>The batch axis is missing.</summary>
public class D2L0703
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
                var net = new Net(d: 784, c: 10, seed: 1);
                var image = Tensor.Ones(784);
                var scores = net.Predict({|D2L0703:image|});
            }
        }
        """,
        "Net.Predict declares x as [n, d], but receives image [784], one sample without the batch axis: 2 axes are declared, 1 given, where d = 784 from the constructor; write image.Unsqueeze(0)");

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
                var net = new Net(d: 784, c: 10, seed: 1);
                var image = Tensor.Ones(784);
                var scores = net.Predict(image.Unsqueeze(0));
            }
        }
        """);
}
