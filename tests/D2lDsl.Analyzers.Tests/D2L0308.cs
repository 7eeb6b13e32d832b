using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>One target for a row of predictions.</summary>
public class D2L0308
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y, [Parameter, Shape("d", "k")] Tensor<float> w)
                => Mean(Square({|D2L0308:MatMul(x, w) - y|}));
        }
        """,
        "'-' meets [n, k] and the data y [n, 1]: all k predictions of a row are compared with one target; reduce them to a column, or BroadcastTo where that is meant");

    [Theory]
    [InlineData("""public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", "k")] Tensor<float> y, [Parameter, Shape("d", "k")] Tensor<float> w) => Mean(Square(MatMul(x, w) - y));""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> mask, [Parameter, Shape("d", "k")] Tensor<float> w) => Mean(MatMul(x, w) * mask);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> mean) => x - mean;""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
