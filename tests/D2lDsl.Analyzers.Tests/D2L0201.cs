using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Sizes of a product differ.</summary>
public class D2L0201
{
    [Fact]
    public Task A_transposed_weight() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n", 784)] Tensor<float> x, [Parameter, Shape(256, 784)] Tensor<float> w) => Mean({|D2L0201:MatMul(x, w)|});
        }
        """,
        "MatMul joins x [n, 784] with w [256, 784]: 784 ≠ 256; transpose w or check its declaration");

    [Fact]
    public Task Different_symbols() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("h")] Tensor<float> w) => Mean({|D2L0201:x.Mv(w)|});
        }
        """,
        "Mv joins x [n, d] with w [h]: d ≠ h; transpose one of them or check its declaration");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n", 784)] Tensor<float> x, [Parameter, Shape(256, 784)] Tensor<float> w) => Mean(MatMul(x, w.Transpose()));
        }
        """);

    [Theory]
    [InlineData("""[Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "h")] Tensor<float> w""", "MatMul(w, x)", "MatMul joins w [d, h] with x [n, d]: h ≠ n; exchange them, or check their declarations")]
    [InlineData("""[Shape("b", "m", "k")] Tensor<float> x, [Shape("c", "k", "n")] Tensor<float> w""", "MatMul(x, w)", "MatMul joins x [b, m, k] with w [c, k, n]: b ≠ c; the axes before the last two must be equal or 1")]
    [InlineData("""[Shape("b", "m", "k")] Tensor<float> x, [Shape("c", "k", "n")] Tensor<float> w""", "Bmm(x, w)", "Bmm joins x [b, m, k] with w [c, k, n]: b ≠ c; the axes before the last two must be equal")]
    [InlineData("""[Shape("n", 28, 28)] Tensor<float> x, [Parameter, Shape(784, 10)] Tensor<float> w""", "MatMul(x.Flatten(), w)", "MatMul joins [784*n] with w [784, 10]: 784*n ≠ 784; write Flatten(1), which keeps the samples apart")]
    [InlineData("""[Shape("d", "n")] Tensor<float> x, [Parameter, Shape("d", "h")] Tensor<float> w""", "MatMul(x, w)", "MatMul joins x [d, n] with w [d, h]: n ≠ d; transpose x or check its declaration")]
    [InlineData("""[Shape("n", "d")] Tensor<float> x, [Shape("n", "d")] Tensor<float> w""", "MatMul(x, w)", "MatMul joins x [n, d] with w [n, d]: d ≠ n; transpose one of them or check its declaration")]
    [InlineData("""[Shape("n", 28, 28)] Tensor<float> x, [Parameter, Shape(784, 10)] Tensor<float> w""", "MatMul(x, w)", "MatMul joins x [n, 28, 28] with w [784, 10]: 28 ≠ 784; write Flatten(1) behind x for one row of each sample")]
    [InlineData("""[Shape("n", "c", "h", "v")] Tensor<float> x, [Parameter, Shape("c", 10)] Tensor<float> w""", "MatMul(Mean(x, [2, 3], keepDims: true), w)", "MatMul joins [n, c, 1, 1] with w [c, 10]: 1 ≠ c; write Flatten(1) behind the left side for one row of each sample")]
    public Task What_has_to_change(string parameters, string product, string message) =>
        Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] public static Tensor<float> F({parameters}) => {{|D2L0201:{product}|}}; }}", message);
}
