using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Detached from its parameters.</summary>
public class D2L0405
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<float> y, [Parameter, Shape("d")] Tensor<float> w)
                => Mean(Square({|D2L0405:Detach(MatMul(x, w))|} - y));
        }
        """,
        "Detach cuts the only way from w to a result: the gradient is 0; detach a copy, or remove the call");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w, [Parameter, Shape] Tensor<float> b) => Mean({|D2L0405:MatMul(x, w).Detach()|} + b);""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<float> y, [Parameter, Shape("d")] Tensor<float> w) => Mean(Square(MatMul(x, w) - y));""")]
    [InlineData("""public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x) { var u = (x * x).Detach(); return Sum(u * x); }""")]
    [InlineData("""public static (Tensor<float>, Tensor<float>) F([Parameter, Shape("d")] Tensor<float> x) => (Sum(x * x), x.Detach());""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
