using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Sizes do not broadcast.</summary>
public class D2L0301
{
    [Fact]
    public Task Numbers() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n", 3)] Tensor<float> x, [Parameter, Shape(4)] Tensor<float> w) => Mean({|D2L0301:x * w|});
        }
        """,
        "'*' meets x [n, 3] and w [4]: 3 ≠ 4; sizes must be equal or 1: unsqueeze or reshape one side, or check its declaration");

    [Fact]
    public Task Different_symbols_are_different_axes() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w) => Mean({|D2L0301:Maximum(x, w)|});
        }
        """,
        "Maximum meets x [n] and w [d]: n ≠ d; sizes must be equal or 1: unsqueeze or reshape one side, or check its declaration");

    [Fact]
    public Task Predictions_against_a_column_of_labels() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w, [Shape("m", 1)] Tensor<float> y) => Mean({|D2L0301:x * w - y|});
        }
        """,
        "'-' meets [n, d] and y [m, 1]: n ≠ m; sizes must be equal or 1: unsqueeze or reshape one side, or check its declaration");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("n", 1)] Tensor<float> w, [Shape("d")] Tensor<float> y) => Mean(x * w - y);
        }
        """);
}
