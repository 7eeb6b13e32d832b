using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Logarithm of a softmax.</summary>
public class D2L0502
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> LogProbabilities([Shape("n", "c")] Tensor<float> scores)
                => {|D2L0502:Log(Softmax(scores, axis: 1))|};
        }
        """,
        "Log of [n, c], a softmax, is −∞ where that rounds to 0; write LogSoftmax");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> x) { var p = Softmax(x, 1); return -Sum(p * {|D2L0502:Log(p)|}, axis: 1); }""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> x, [Shape("n", 1)] Tensor<int> y) => -Mean({|D2L0502:Log(Gather(Softmax(x, 1), 1, y))|});""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> x) { var e = Exp(x - Max(x, 1, keepDims: true)); return {|D2L0502:Log(e / Sum(e, 1, keepDims: true))|}; }""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> LogProbabilities([Shape("n", "c")] Tensor<float> scores) => LogSoftmax(scores, axis: 1);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> x) => Log(Softmax(x, 1) + 1e-9f);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> x) => Log(Maximum(Softmax(x, 1), 1e-9f));""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
