using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Not a permutation.</summary>
public class D2L0208
{
    [Fact]
    public Task An_axis_is_missing() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> w) => Sum({|D2L0208:Permute(w, 1)|});
        }
        """,
        "Permute of w [n, d] by (1): every axis must be listed once");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("b", "n", "d")] Tensor<float> w) => Sum(Permute(w, 1, -1, 0));
        }
        """);
}
