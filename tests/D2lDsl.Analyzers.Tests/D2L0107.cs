using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Result is no tensor.</summary>
public class D2L0107
{
    [Fact]
    public Task An_int() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static int {|D2L0107:F|}([Shape("n")] Tensor<float> x) => x.Shape[0];
        }
        """,
        "F returns int; a [Model] returns a tensor or a tuple of tensors");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static (Tensor<float> Sum, Tensor<float> Max) F([Parameter, Shape("n")] Tensor<float> w) => (Sum(w), Max(w));
        }
        """);
}
