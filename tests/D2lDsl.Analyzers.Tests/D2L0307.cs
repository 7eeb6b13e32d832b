using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A vector meets the wrong axis.</summary>
public class D2L0307
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Centre([Shape("n", "c", "h", "w")] Tensor<float> images, [Shape("c")] Tensor<float> mean)
                => {|D2L0307:images - mean|};
        }
        """,
        "'-' meets images [n, c, h, w] and mean [c]: a vector lies along the last axis, and axis 1 is c; give it its axis with Reshape(-1, 1, 1)");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<float> weight) => {|D2L0307:weight * x|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n", 3, 32, 32)] Tensor<float> x, [Shape(3)] Tensor<float> std) => {|D2L0307:x / std|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<bool> keep) => {|D2L0307:Where(keep, x, 0f)|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Centre([Shape("n", "c", "h", "w")] Tensor<float> images, [Shape("c")] Tensor<float> mean) => images - mean.Reshape(-1, 1, 1);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("d")] Tensor<float> weight) => weight * x;""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
