using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Fixed number of samples.</summary>
public class D2L0224
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Loss([Shape(32, "d")] Tensor<float> {|D2L0224:x|}, [Shape(32)] Tensor<float> y, [Parameter, Shape("d")] Tensor<float> w)
                => Mean(Square(MatMul(x, w) - y));
        }
        """,
        "x and y begin with 32 samples each, and the last batch of an epoch may have fewer; declare a symbol, such as \"n\"");

    [Theory]
    [InlineData("""public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<float> y, [Parameter, Shape("d")] Tensor<float> w) => Mean(Square(MatMul(x, w) - y));""")]
    [InlineData("""public static Tensor<float> F([Shape(4, 3)] Tensor<float> x, [Shape(4)] Tensor<float> y) => MatMul(y, x);""")]
    [InlineData("""public static Tensor<float> F([Shape(3, 3)] Tensor<float> x, [Parameter, Shape(3)] Tensor<float> w) => MatMul(x, w);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
