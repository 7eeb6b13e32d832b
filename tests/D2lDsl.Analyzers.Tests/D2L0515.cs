using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>The largest value for its place.</summary>
public class D2L0515
{
    [Theory]
    [InlineData("""public static Tensor<float> Accuracy([Shape("n", "c")] Tensor<float> z, [Shape("n")] Tensor<float> y) => Mean(({|D2L0515:Max(z, axis: 1) == y|}).Cast<float>());""", "'==' compares Max of z [n, c], which is a value, with y [n]; Argmax along axis 1 says where it is")]
    public Task Reported(string model, string message) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}", message);

    [Theory]
    [InlineData("""public static Tensor<float> Errors([Shape("n", "c")] Tensor<float> z, [Shape("n")] Tensor<int> y) => Mean(({|D2L0515:y != z.Max(1).Cast<int>()|}).Cast<float>());""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Accuracy([Shape("n", "c")] Tensor<float> z, [Shape("n")] Tensor<int> y) => Mean((z.Argmax(1) == y).Cast<float>());""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) => (x == Max(x, 1, keepDims: true)).Cast<float>();""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) => (Max(x, 1) == Min(x, 1)).Cast<float>();""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) => (Max(x, 1) == 1).Cast<float>();""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
