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
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x) => {|D2L0408:Where(Sum(x) != 0, Sum(x * x) / Sum(x), 1f)|};""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x) => Sum({|D2L0408:MaskedFill(Log(x), x <= 0, 0)|});""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x) => Sum({|D2L0408:(x > 0).Cast<float>() * Sqrt(x)|});""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Roots([Parameter, Shape("d")] Tensor<float> x) => Sum(Where(x > 0, Sqrt(Where(x > 0, x, 1f)), 0f));""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x) => Sum(Where(x > 0, Log(Maximum(x, 1e-6f)), 0f));""")]
    [InlineData("""public static Tensor<float> F([Shape("d")] Tensor<float> x) => Sum(Where(x > 0, Sqrt(x), 0f));""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x) => Sum(Where(x > 0, x, 0.1f * x));""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x) => Sum(Where(x > 0, Sqrt(Square(x) + 1), x));""")]
    // A divisor made of sizes, and one number for all elements: no element is chosen because of them.
    [InlineData("""public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> x, [Shape("n", "n")] Tensor<bool> mask) => Sum(Softmax(Where(mask, MatMul(x, x.T) / MathF.Sqrt(x.Shape[1]), -1e9f), axis: 1));""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x, [Shape("d")] Tensor<bool> mask, [Parameter, Shape] Tensor<float> temperature) => Sum(Where(mask, x / temperature, 0f));""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x) => Sum((x > 0).Cast<float>() * x);""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> x, [Shape] Tensor<int> seed) => Sum((RandLike(x, seed) > 0.5f).Cast<float>() * (x / Std(x, 1, keepDims: true)));""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
