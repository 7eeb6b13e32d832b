using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Logarithm of 0.</summary>
public class D2L0505
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Scale([Shape("n")] Tensor<float> x) => {|D2L0505:Log(Relu(x))|};
        }
        """,
        "Log meets the result of Relu, which may be 0, and gives −∞; add a small number to it");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x) => {|D2L0505:Log(Abs(x))|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x) => {|D2L0505:Log(Maximum(x, 0f))|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Scale([Shape("n")] Tensor<float> x) => Log(Relu(x) + 1e-6f);""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x) => Log(Maximum(x, 1f));""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x) => Log(Sum(Square(x)));""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x) => Log1p(Relu(x));""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
