using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Slice leaves its axis.</summary>
public class D2L0216
{
    [Fact]
    public Task Of_an_index() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 4)] Tensor<float> w) => Sum({|D2L0216:w[.., 4]|});
        }
        """,
        "4 does not fit axis 1 of w [n, 4], which has size 4; choose positions inside of the axis");

    [Fact]
    public Task Of_a_negative_index() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 4)] Tensor<float> w) => Sum({|D2L0216:w[0, -5]|});
        }
        """,
        "-5 does not fit axis 1 of w [n, 4], which has size 4; choose positions inside of the axis");

    [Fact]
    public Task Of_a_range() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 4)] Tensor<float> w) => Sum({|D2L0216:w[.., 2..5]|});
        }
        """,
        "2..5 does not fit axis 1 of w [n, 4], which has size 4; choose positions inside of the axis");

    [Fact]
    public Task Of_a_range_that_ends_before_it_starts() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 4)] Tensor<float> w) => Sum({|D2L0216:w[.., 3..1]|});
        }
        """,
        "3..1 does not fit axis 1 of w [n, 4], which has size 4; choose positions inside of the axis");

    [Fact]
    public Task Of_a_symbol() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 4)] Tensor<float> w) => Sum({|D2L0216:w[w.Shape[0]]|});
        }
        """,
        "w.Shape[0] does not fit axis 0 of w [n, 4], which has size n; choose positions inside of the axis");

    [Fact]
    public Task Of_Slice() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 4)] Tensor<float> w) => Sum({|D2L0216:w.Slice(1, 0, 5)|});
        }
        """,
        "Slice(1, 0, 5, 1) does not fit axis 1 of w [n, 4], which has size 4; choose positions inside of the axis");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 4)] Tensor<float> w) => Sum(w[1.., 3]) + Sum(w[^1, ..^1]) + Sum(w.Slice(0, 0, w.Shape[0], 2)) + Sum(w[-1]) + Sum(w[.., 4..]);
        }
        """);
}
