using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Cannot be broadcast to this shape.</summary>
public class D2L0210
{
    [Fact]
    public Task A_size_other_than_1() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape(3, 2)] Tensor<float> w) => Sum({|D2L0210:BroadcastTo(w, 3, 4)|});
        }
        """,
        "BroadcastTo: w [3, 2] does not broadcast to [3, 4]: 2 ≠ 4; axes are added on the left, and only those of size 1 grow: Unsqueeze or Reshape it first");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape(3, 1)] Tensor<float> w) => Sum(BroadcastTo(w, 2, 3, 4));
        }
        """);
}
