using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Result differs from its declaration.</summary>
public class D2L0207
{
    [Fact]
    public Task Another_order() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            [return: Shape("d", "n")]
            public static Tensor<float> {|D2L0207:F|}([Parameter, Shape("n", "d")] Tensor<float> w) => Tanh(w);
        }
        """,
        "F declares its result as [d, n], but it is [n, d]");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            [return: Shape("d", "n")]
            public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> w) => Tanh(w.Transpose());
        }
        """);
}
