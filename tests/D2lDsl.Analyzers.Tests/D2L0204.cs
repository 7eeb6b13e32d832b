using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Axis listed twice.</summary>
public class D2L0204
{
    [Fact]
    public Task The_same_number_twice() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("b", "n", "d")] Tensor<float> w) => Sum({|D2L0204:Max(w, axes: [1, 1])|});
        }
        """,
        "Max: axis 1 of w [b, n, d] is listed twice");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("b", "n", "d")] Tensor<float> w) => Sum(Max(w, axes: [1, -3]));
        }
        """);
}
