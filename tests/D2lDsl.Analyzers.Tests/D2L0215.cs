using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>An axis among any number of axes.</summary>
public class D2L0215
{
    [Fact]
    public Task Counted_from_the_front() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("...", "n", "d")] Tensor<float> x) => {|D2L0215:Sum(x, axis: 2)|};
        }
        """,
        "Sum names an axis of x [..., n, d] from the front or one of '...'; that tensor has any number of leading axes: count from the end, -1 to -2");

    [Fact]
    public Task Of_a_movement() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("...", "d")] Tensor<float> x) => {|D2L0215:x.Reshape(-1)|};
        }
        """,
        "Reshape names an axis of x [..., d] from the front or one of '...'; that tensor has any number of leading axes: count from the end, or declare every axis");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("...", "n", "d")] Tensor<float> x) => Sum(x.Transpose(-1, -2), axis: -1, keepDims: true) / x.Shape[^1];
        }
        """);
}
