using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Equality of computed numbers.</summary>
public class D2L0409
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Hits([Shape("n")] Tensor<float> x, [Shape("n")] Tensor<float> y, [Parameter, Shape] Tensor<float> w)
                => Sum(Where({|D2L0409:x * w == y|}, w, 2 * w));
        }
        """,
        "'==' compares [n] with y [n], which training changes: it holds by luck and has no gradient; compare Abs of the difference with a bound");

    [Theory]
    [InlineData("""public static Tensor<float> Hits([Shape("n")] Tensor<float> x, [Shape("n")] Tensor<float> y, [Parameter, Shape] Tensor<float> w) => Sum(Where(Abs(x * w - y) < 1e-3f, w, 2 * w));""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x, [Shape("n")] Tensor<float> y) => Mean((x == y).Cast<float>());""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("n")] Tensor<float> x) => Sum(Where(x == 0, 1f, x));""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("n")] Tensor<float> x) => Sum(Where(x == Max(x), x, 0f));""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");

    [Fact]
    public Task A_fraction() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P { [Model] public static Tensor<float> F([Shape("n")] Tensor<float> x, [Parameter, Shape("n")] Tensor<float> w) => Sum(Where({|D2L0409:x * w == 0.3f|}, x, w)); }
        """,
        "'==' compares [n] with 0.3, which training changes: it holds by luck and has no gradient; compare Abs of the difference with a bound");
}
