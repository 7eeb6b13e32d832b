using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Squeeze of an axis that is not 1.</summary>
public class D2L0206
{
    [Fact]
    public Task A_symbol_is_not_1() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 1)] Tensor<float> w) => Sum({|D2L0206:Squeeze(w, 0)|});
        }
        """,
        "Squeeze: axis 0 of w [n, 1] is n, not 1; it would stay: remove the call or choose the axis of size 1");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 1)] Tensor<float> w) => Sum(Squeeze(w, -1));
        }
        """);
}
