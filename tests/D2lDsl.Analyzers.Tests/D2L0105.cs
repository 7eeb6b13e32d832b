using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Not a size.</summary>
public class D2L0105
{
    [Fact]
    public Task A_size_that_does_not_parse() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, {|D2L0105:Shape("d", "2*")|}] Tensor<float> w) => Sum(w);
        }
        """,
        "'2*' is not a size: it ends too early; a size is a number, a symbol or an expression such as \"2*d\"");

    [Fact]
    public Task A_negative_size() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, {|D2L0105:Shape(-1)|}] Tensor<float> w) => Sum(w);
        }
        """,
        "'-1' is not a size: it is negative; a size is a number, a symbol or an expression such as \"2*d\"");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("d")] Tensor<float> x, [Parameter, Shape("2*d", 0)] Tensor<float> w) => Sum(w) + Sum(x);
        }
        """);
}
