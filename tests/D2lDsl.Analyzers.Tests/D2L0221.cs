using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Squeeze without an axis.</summary>
public class D2L0221
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Rows([Shape("n", 1, "d")] Tensor<float> x) => {|D2L0221:Squeeze(x)|};
        }
        """,
        "Squeeze of x [n, 1, d] drops axis n too when it is 1; name the axis, Squeeze(1)");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape(2, 3)] Tensor<float> x) => {|D2L0221:x.Squeeze()|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) => {|D2L0221:x.Squeeze()|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Rows([Shape("n", 1, "d")] Tensor<float> x) => Squeeze(x, 1);""")]
    [InlineData("""public static Tensor<float> F([Shape(1, 3)] Tensor<float> x) => x.Squeeze();""")]
    [InlineData("""public static Tensor<float> F([Shape("n", 1)] Tensor<float> x) => x.Squeeze(-1);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
