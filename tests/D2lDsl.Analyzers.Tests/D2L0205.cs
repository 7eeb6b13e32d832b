using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Reshape changes the number of elements.</summary>
public class D2L0205
{
    [Fact]
    public Task Other_sizes() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape(2, 3)] Tensor<float> w) => Sum({|D2L0205:Reshape(w, 2, 4)|});
        }
        """,
        "Reshape of w [2, 3] to [2, 4]: 6 elements do not fill 8");

    [Fact]
    public Task A_rest_that_does_not_divide() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape(2, 3)] Tensor<float> w) => Sum({|D2L0205:Reshape(w, 4, -1)|});
        }
        """,
        "Reshape of w [2, 3] to [4, -1]: 6 elements do not divide by 4");

    [Fact]
    public Task Samples_do_not_turn_into_a_number() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> w) => Sum({|D2L0205:Reshape(w, 2, -1)|});

            [Model]
            public static Tensor<float> G([Parameter, Shape("n", "d")] Tensor<float> w) => Sum({|D2L0205:Reshape(w, w.Shape[0], 2, w.Shape[1] / 3)|});
        }
        """,
        "Reshape of w [n, d] to [2, -1]: d*n elements cannot be known to divide by 2",
        "Reshape of w [n, d] to [n, 2, d/3]: d*n elements do not fill 2*(d/3)*n");

    [Fact]
    public Task Heads_that_divide_or_are_refused_by_the_call() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> w) => Sum(Reshape(w, w.Shape[0], 2, w.Shape[1] / 2) * Reshape(w, w.Shape[0], 2, -1));
        }
        """);

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 6)] Tensor<float> w) => Sum(Reshape(w, w.Shape[0], 2, -1));
        }
        """);
}
