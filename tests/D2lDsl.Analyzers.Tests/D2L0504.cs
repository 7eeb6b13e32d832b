using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Logarithm of a probability.</summary>
public class D2L0504
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Loss([Shape("n")] Tensor<float> p, [Shape("n")] Tensor<float> y)
                => -Mean(y * {|D2L0504:Log(p)|});
        }
        """,
        "Log of p [n], a probability, is −∞ where that is 0; keep it away from 0 with Maximum, or work with raw scores");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> predicted, [Shape("n")] Tensor<float> y) => -Mean(y * Log(predicted) + {|D2L0504:(1 - y) * Log(1 - predicted)|});""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> probabilities) => -Sum(probabilities * {|D2L0504:Log(probabilities)|});""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Loss([Shape("n")] Tensor<float> p, [Shape("n")] Tensor<float> y) => -Mean(y * Log(Maximum(p, 1e-7f)));""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> price) => Log(price);""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> u) => -Log(1 - u);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
