using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Data of another precision.</summary>
public class D2L0602
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Loss([Shape("n", "d")] Tensor<double> x, [Parameter, Shape("d")] Tensor<float> w)
                => Mean(MatMul({|D2L0602:x.Cast<float>()|}, w));
        }
        """,
        "x [n, d] holds double and is converted to float at every call; load the data as float, or Cast it once");

    [Theory]
    [InlineData("""public static Tensor<double> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<double> w) => Mean(MatMul({|D2L0602:x.Cast<double>()|}, w));""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w) => Mean(MatMul(x, w));""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<byte> x, [Parameter, Shape("d")] Tensor<float> w) => Mean(MatMul(x.Cast<float>(), w));""")]
    [InlineData("""public static Tensor<double> F([Parameter, Shape("d")] Tensor<float> w) => Sum(Square(w).Cast<double>());""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
