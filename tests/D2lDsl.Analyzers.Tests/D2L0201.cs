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
        "MatMul joins x [n, 784] with w [256, 784]: 784 ≠ 256; transpose one of them or check its declaration");

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
}
