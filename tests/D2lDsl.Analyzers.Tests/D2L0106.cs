using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Size cannot be found.</summary>
public class D2L0106
{
    [Fact]
    public Task A_symbol_only_inside_an_expression() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n")] Tensor<float> x, [Parameter, Shape("h/2")] Tensor<float> {|D2L0106:w|}) => Sum(w) + Sum(x);
        }
        """,
        "Size h of w cannot be found from the arguments; use h alone as a size of some argument");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("h")] Tensor<float> x, [Parameter, Shape("h/2")] Tensor<float> w) => Sum(w) + Sum(x);
        }
        """);
}
