using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Logarithm of a sigmoid.</summary>
public class D2L0503
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Loss([Shape("n")] Tensor<float> scores) => -Mean({|D2L0503:Log(Sigmoid(scores))|});
        }
        """,
        "Log of Sigmoid(x) is −∞ where that rounds to 0; write -Softplus(-x)");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> z, [Shape("n")] Tensor<float> y) { var p = Sigmoid(z); return -Mean(y * {|D2L0503:Log(p)|} + (1 - y) * {|D2L0503:Log(1 - p)|}); }""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> z) { var p = Sigmoid(z); return Mean({|D2L0503:Log1p(-p)|}); }""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Loss([Shape("n")] Tensor<float> scores) => Mean(Softplus(-scores));""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> z) => Log(Sigmoid(z) + 1e-7f);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
