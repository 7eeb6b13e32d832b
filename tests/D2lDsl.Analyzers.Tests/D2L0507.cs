using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Divided by a fixed number of samples.</summary>
public class D2L0507
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Loss([Shape("n")] Tensor<float> p, [Shape("n")] Tensor<float> y)
                => {|D2L0507:Sum(Square(p - y)) / 32|};
        }
        """,
        "The sum of [n] goes over n elements and is divided by 32, which a short last batch does not have; write Mean, or divide by the size");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) => {|D2L0507:Sum(x, axis: 0) / 10|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) => {|D2L0507:Sum(x * x) / 2 / 10|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Loss([Shape("n")] Tensor<float> p, [Shape("n")] Tensor<float> y) => Sum(Square(p - y)) / p.Shape[0];""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) => Sum(x * x) / 2;""")]
    [InlineData("""public static Tensor<float> F([Shape("n", 8)] Tensor<float> x) => Sum(x, axis: 1) / 8;""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) => Mean(x) / 32;""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
