using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A reduced tensor broadcasts along another axis.</summary>
public class D2L0305
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Transitions([Shape("n", "n")] Tensor<float> counts)
                => {|D2L0305:counts / Sum(counts, axis: 1)|};
        }
        """,
        "'/' meets counts [n, n] and [n], which is Sum over axis 1 and now lies along the last axis; write keepDims: true");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) { var s = MatMul(x, x.T); return {|D2L0305:s - Max(s, axis: 1)|}; }""")]
    [InlineData("""public static Tensor<float> F([Shape(4, 4)] Tensor<float> x) => {|D2L0305:x - Mean(x, axis: 1)|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Transitions([Shape("n", "n")] Tensor<float> counts) => counts / Sum(counts, axis: 1, keepDims: true);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "n")] Tensor<float> a) => a / Sum(a, axis: 0);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "n")] Tensor<float> a, [Shape("n", "n")] Tensor<float> b) => a + Sum(b, axis: 1);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
