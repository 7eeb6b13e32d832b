using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A model calls itself.</summary>
public class D2L0109
{
    [Fact]
    public Task Directly() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w) => {|D2L0109:F(w)|} * 2;
        }
        """,
        "F calls itself; its graph would never end: write a loop or a helper without the call");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            static Tensor<float> F([Shape("d")] Tensor<float> w, [Shape("d")] Tensor<float> v) => Dot(w, v);

            [Model]
            public static Tensor<float> G([Parameter, Shape("d")] Tensor<float> w) => F(w, w);
        }
        """);
}
