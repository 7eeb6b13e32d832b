using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>The branch not taken gives NaN.</summary>
public class D2L0408
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Roots([Parameter, Shape("d")] Tensor<float> x) => Sum({|D2L0408:Where(x > 0, Sqrt(x), 0f)|});
        }
        """,
        "Where chooses among values, but the gradient of Sqrt is infinite in elements it does not choose, and 0 · ∞ is NaN; make Sqrt of x safe first, as in Where(condition, x, 1f)");

    [Theory]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x) => Sum({|D2L0408:Where(x == 0, 0f, 1 / x)|});""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x) => Sum({|D2L0408:Where(x > 0, x * Log(x), 0f)|});""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x) => Sum({|D2L0408:Where(x > 0, Pow(x, 0.3f), x)|});""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x) => Sum({|D2L0408:Where(x != 0, Sin(x) / x, 1f)|});""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Roots([Parameter, Shape("d")] Tensor<float> x) => Sum(Where(x > 0, Sqrt(Where(x > 0, x, 1f)), 0f));""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x) => Sum(Where(x > 0, Log(Maximum(x, 1e-6f)), 0f));""")]
    [InlineData("""public static Tensor<float> F([Shape("d")] Tensor<float> x) => Sum(Where(x > 0, Sqrt(x), 0f));""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x) => Sum(Where(x > 0, x, 0.1f * x));""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x) => Sum(Where(x > 0, Sqrt(Square(x) + 1), x));""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
