using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A reduced axis is missed.</summary>
public class D2L0304
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Shares([Shape("n", "d")] Tensor<float> a) => {|D2L0304:a / Sum(a, axis: 1)|};
        }
        """,
        "'/' meets a [n, d] and [n], whose axis was reduced away; write keepDims: true in Sum, so that it broadcasts along it");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> a) => {|D2L0304:a - Mean(a, axis: 1)|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> a) => {|D2L0304:a / Sqrt(Sum(a * a, axis: 1) + 1)|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> a) => {|D2L0304:(a - Mean(a, axis: 1, keepDims: true)) / Std(a, axis: 1)|};""")]
    [InlineData("""public static Tensor<float> F([Shape("b", "t", "d")] Tensor<float> a) { var e = Exp(a); return {|D2L0304:e / e.Sum(axis: 2)|}; }""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Shares([Shape("n", "d")] Tensor<float> a) => a / Sum(a, axis: 1, keepDims: true);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> a) => a / Sum(a, axis: 0);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> a) => a / Sum(a);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
