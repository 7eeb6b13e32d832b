using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>One element has no spread.</summary>
public class D2L0220
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Spread([Shape(1, "d")] Tensor<float> x) => {|D2L0220:Var(x, axis: 0)|};
        }
        """,
        "Var of x [1, d] goes over one element: it is NaN; choose an axis of several elements");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", 1)] Tensor<float> x) => {|D2L0220:Std(x, axis: 1, keepDims: true)|};""")]
    [InlineData("""public static Tensor<float> F([Shape] Tensor<float> x) => {|D2L0220:Std(x)|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Spread([Shape("n", "d")] Tensor<float> x) => Var(x, axis: 0);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", 1)] Tensor<float> x) => Std(x, axis: 0);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
