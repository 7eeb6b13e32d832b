using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Exp overflows.</summary>
public class D2L0511
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Shares([Shape("n", "c")] Tensor<float> x)
            {
                var e = Exp(x);
                return {|D2L0511:e / Sum(e, axis: 1, keepDims: true)|};
            }
        }
        """,
        "Exp of x [n, c] is infinite above 88; Softmax is the same without overflow");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> x) => {|D2L0511:Log(Sum(Exp(x), axis: 1))|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Shares([Shape("n", "c")] Tensor<float> x) => Softmax(x, axis: 1);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> x) { var e = Exp(x - Max(x, axis: 1, keepDims: true)); return e / Sum(e, axis: 1, keepDims: true); }""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> x) => Log(Exp(x) + 1);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
