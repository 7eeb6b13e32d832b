using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Nothing equals NaN.</summary>
public class D2L0512
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class Example
        {
            [Model]
            public static Tensor<float> Clean([Shape("n")] Tensor<float> x) => Where({|D2L0512:x == float.NaN|}, 0f, x);
        }
        """,
        "'==' with NaN is false for every number, NaN included; IsNan(x) tells where x is NaN, IsFinite(x) where it is an ordinary number");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class Example
        {
            [Model]
            public static Tensor<float> Clean([Shape("n")] Tensor<float> x) => Where(IsNan(x), 0f, x);
        }
        """);

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x) => Where(x == float.PositiveInfinity, 0f, x);""")]
    public Task Quiet_too(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
