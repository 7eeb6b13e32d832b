using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Type must be partial.</summary>
public class D2L0102
{
    [Fact]
    public Task The_type_of_the_method() => Diagnose<ModelAnalyzer>.With("""
        public static class {|D2L0102:P|}
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w) => Sum(w);
        }
        """,
        "P must be declared partial, so that the kernel of F can be generated into it");

    [Fact]
    public Task A_type_around_it() => Diagnose<ModelAnalyzer>.With("""
        public static class {|D2L0102:Outer|}
        {
            public static partial class Inner
            {
                [Model]
                public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w) => Sum(w);
            }
        }
        """,
        "Outer must be declared partial, so that the kernel of F can be generated into it");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class Outer
        {
            public static partial class Inner
            {
                [Model]
                public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w) => Sum(w);
            }
        }
        """);
}
