using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Infinite slope at 0.</summary>
public class D2L0407
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Lengths([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "k")] Tensor<float> w)
                => {|D2L0407:Sqrt(Sum(Square(MatMul(x, w)), axis: 1))|};
        }
        """,
        "Sqrt of [n], which may be 0: its gradient there is infinite, and NaN follows; use Norm, or add a small number to it");

    [Theory]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w) => Sum({|D2L0407:Sqrt(Relu(w))|});""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w) => {|D2L0407:Sqrt(Sum(w * w))|};""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w) => Sum({|D2L0407:Pow(Abs(w), 0.5f)|});""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> w) => Sum({|D2L0407:Sqrt(Var(w, axis: 1))|});""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Lengths([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "k")] Tensor<float> w) => Norm(MatMul(x, w), axis: 1);""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w) => Sum(Sqrt(Square(w) + 1e-6f));""")]
    [InlineData("""public static Tensor<float> F([Shape("d")] Tensor<float> w) => Sqrt(Sum(w * w));""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> y, [Parameter, Shape("n")] Tensor<float> p) => Sqrt(Mean(Square(p - y)));""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w) => Sum(Sqrt(Exp(w)));""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
