using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A parameter that no result depends on.</summary>
public class D2L0404
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w, [Parameter, Shape] Tensor<float> {|D2L0404:b|})
                => Mean(MatMul(x, w));
        }
        """,
        "No result depends on b, so its gradient is 0 and it never learns; use it, or remove it");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w, [Parameter, Shape("d")] Tensor<float> {|D2L0404:v|}) { var unused = x * v; return Mean(MatMul(x, w)); }""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w, [Parameter, Shape] Tensor<float> b) => Mean(MatMul(x, w) + b);""")]
    [InlineData("""public static (Tensor<float>, Tensor<float>) F([Parameter, Shape("d")] Tensor<float> w, [Parameter, Shape] Tensor<float> b) => (Sum(w), b * 2);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
