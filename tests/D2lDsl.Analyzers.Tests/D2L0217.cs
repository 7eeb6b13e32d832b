using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Step is not positive.</summary>
public class D2L0217
{
    [Fact]
    public Task Zero() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 4)] Tensor<float> w) => Sum({|D2L0217:w.Slice(1, 0, 3, 0)|});
        }
        """,
        "Slice(1, 0, 3, 0): step 0 is not positive; steps run forward, by 1 or another positive constant");

    [Fact]
    public Task Backwards() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 4)] Tensor<float> w) => Sum({|D2L0217:Slice(w, 1, 3, 0, -1)|});
        }
        """,
        "Slice(1, 3, 0, -1): step -1 is not positive; steps run forward, by 1 or another positive constant");

    [Fact]
    public Task Of_a_size() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 4)] Tensor<float> w) => Sum({|D2L0217:w.Slice(0, 0, w.Shape[0], w.Shape[0])|});
        }
        """,
        "Slice(0, 0, n, n): step n is not positive; steps run forward, by 1 or another positive constant");

    [Fact]
    public Task Of_a_range() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 4)] Tensor<float> w) => Sum({|D2L0217:w[.., (1..3, 0)]|});
        }
        """,
        "(1..3, 0): step 0 is not positive; steps run forward, by 1 or another positive constant");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 4)] Tensor<float> w) => Sum(w.Slice(1, 0, 3, 2)) + Sum(w.Slice(0, 0, 0));
        }
        """);
}
