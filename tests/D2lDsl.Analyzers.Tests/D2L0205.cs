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
        "Reshape of w [2, 3] to [4, -1]: 6 elements cannot be known to divide by 4");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 6)] Tensor<float> w) => Sum(Reshape(w, w.Shape[0], 2, -1));
        }
        """);
}
