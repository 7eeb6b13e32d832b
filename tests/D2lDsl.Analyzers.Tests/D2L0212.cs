using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Branches differ in shape.</summary>
public class D2L0212
{
    [Fact]
    public Task Of_a_conditional_expression() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> w) => Sum({|D2L0212:Sum(w) > 0 ? w : Sum(w, axis: 0)|});
        }
        """,
        "One branch gives float [n, d], the other float [d]; both must give the same shape and element type");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> w) => Sum(Sum(w) > 0 ? w : Square(w));
        }
        """);
}
