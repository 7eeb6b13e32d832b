using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Samples merged with another axis.</summary>
public class D2L0223
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Layer([Shape("n", 28, 28)] Tensor<float> x, [Parameter, Shape(28, 10)] Tensor<float> w)
                => MatMul({|D2L0223:x.Reshape(-1, 28)|}, w);
        }
        """,
        "Reshape of x [n, 28, 28] to [28*n, 28] counts more than the n samples in its first axis; begin with n to keep them apart");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) => {|D2L0223:x.Reshape(-1, 1)|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Layer([Shape("n", 28, 28)] Tensor<float> x, [Parameter, Shape(784, 10)] Tensor<float> w) => MatMul(x.Reshape(-1, 784), w);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "t", "d")] Tensor<float> x) => x.Reshape(-1, x.Shape[2]);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", 28, 28)] Tensor<float> x) => x.Reshape(-1);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", 4, 3)] Tensor<float> x) => x.Reshape(x.Shape[0] * 4, 3);""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x) => x.Reshape(-1, 1);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "t", 28)] Tensor<float> z, [Shape("n", "t")] Tensor<int> y) => CrossEntropy(z.Reshape(-1, 28), y.Reshape(-1));""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
