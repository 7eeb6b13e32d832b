using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Axis out of range.</summary>
public class D2L0203
{
    [Fact]
    public Task Of_a_reduction() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> w) => Sum({|D2L0203:Mean(w, axis: -3)|});
        }
        """,
        "Mean: axis -3 does not exist in w [n, d]; axes run from -2 to 1");

    [Fact]
    public Task Of_a_movement() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> w) => Sum({|D2L0203:w.Transpose(0, 2)|});
        }
        """,
        "Transpose: axis 2 does not exist in w [n, d]; axes run from -2 to 1");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> w) => Sum(Mean(w, axis: -2)) + Sum(w.Transpose(0, -1));
        }
        """);
}
