using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Nothing to differentiate.</summary>
public class D2L0401
{
    [Fact]
    public Task Only_truth_values() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<bool> {|D2L0401:F|}([Parameter, Shape("d")] Tensor<float> w) => w > 0;
        }
        """,
        "P.F has no result that a gradient can start from: it returns bool; return a floating-point tensor or remove [Parameter]");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static (Tensor<bool> Positive, Tensor<float> Loss) F([Parameter, Shape("d")] Tensor<float> w) => (w > 0, Sum(w));
        }
        """);
}
