using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Samples compete with each other.</summary>
public class D2L0218
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Predict([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "c")] Tensor<float> w)
                => {|D2L0218:Softmax(MatMul(x, w), axis: 0)|};
        }
        """,
        "Softmax goes along axis 0 of [n, c], where n counts the samples; choose another axis, such as 1");

    [Theory]
    [InlineData("""public static (Tensor<float>, Tensor<int>) F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "c")] Tensor<float> w) { var z = MatMul(x, w); return (Sum(z), {|D2L0218:Argmax(z, axis: 0)|}); }""")]
    [InlineData("""public static (Tensor<float>, Tensor<int>) F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "c")] Tensor<float> w) { var z = MatMul(x, w); return (Sum(z), {|D2L0218:Argmin(z)|}); }""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "c")] Tensor<float> w) => {|D2L0218:LogSoftmax(MatMul(x, w).T, axis: -1)|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "c")] Tensor<float> w) { var e = Exp(MatMul(x, w) - 1); return {|D2L0218:{|D2L0511:e / Sum(e, axis: 0)|}|}; }""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "t", "d")] Tensor<float> x, [Shape("n")] Tensor<float> y, [Parameter, Shape("d", "c")] Tensor<float> w) => Sum({|D2L0218:Softmax(MatMul(x, w), axis: 0)|}, [1, 2]) * y;""")]
    [InlineData("""public static Tensor<float> Loss([Shape("n", "c")] Tensor<float> z, [Shape("n")] Tensor<int> y) => Mean({|D2L0218:LogSumExp(z, axis: 0)|}) - Mean(Gather(z, 1, y.Unsqueeze(1)));""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Predict([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "c")] Tensor<float> w) => Softmax(MatMul(x, w), axis: 1);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", 1)] Tensor<float> w) => Softmax(MatMul(x, w), axis: 0);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) => Softmax(MatMul(x, x.T), axis: 0);""")]
    [InlineData("""public static Tensor<float> F([Shape("t", "d")] Tensor<float> x) => Softmax(x, axis: 0);""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x) => Softmax(x, axis: 0);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("m", "d")] Tensor<float> y) => Softmax(MatMul(x, y.T), axis: 0);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) => x - Mean(x, axis: 0);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
