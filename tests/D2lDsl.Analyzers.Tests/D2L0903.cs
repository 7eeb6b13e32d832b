using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>What a model costs.</summary>
public class D2L0903
{
    [Fact]
    public Task Reported() => Diagnose<ProgramAnalyzer>.With("""
        public static partial class Example
        {
            [Model]
            public static Tensor<float> {|D2L0903:Layer|}([Shape("n", "d")] Tensor<float> x, [Shape("d", "h")] Tensor<float> w) => MatMul(x, w);
        }
        """,
        "Cost of Example.Layer: Forward about 2*d*h*n flops and 4*d*h + 4*d*n + 4*h*n bytes");

    [Fact]
    public async Task Quiet() => Assert.Empty(await Diagnose<ProgramAnalyzer>.In("""
        public static class Example
        {
            public static Tensor<float> Layer(Tensor<float> x, Tensor<float> w) => MatMul(x, w);
        }
        """, ["D2L0903"]));

    [Fact]
    public Task Off_unless_asked_for() => Diagnose<ProgramAnalyzer>.Quiet("""
        public static partial class Example
        {
            [Model]
            public static Tensor<float> Layer([Shape("n", "d")] Tensor<float> x, [Shape("d", "h")] Tensor<float> w) => MatMul(x, w);
        }
        """);
}
