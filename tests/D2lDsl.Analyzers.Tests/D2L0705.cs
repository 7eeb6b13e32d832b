using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>An argument is not flattened.</summary>
public class D2L0705
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
                var images = Tensor.Ones(60, 28, 28);
                var scores = net.Predict({|D2L0705:images|});
            }
        }
        """,
        "Net.Predict declares x as [n, d], but receives images [60, 28, 28], which is not flattened: 2 axes are declared, 3 given, where d = 784 from the constructor; write images.Flatten(1)");

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
                var images = Tensor.Ones(60, 28, 28);
                var scores = net.Predict(images.Reshape(images.Shape[0], -1));
            }
        }
        """);
}
