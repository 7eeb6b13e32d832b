using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A loop that did not fuse.</summary>
public class D2L0904
{
    [Fact]
    public async Task Reported() => Assert.StartsWith("Loop2 of Example.Share, Forward, is a loop of its own because divide needs ", Assert.Single(await Diagnose<ProgramAnalyzer>.In("""
        public static partial class Example
        {
            [Model]
            public static Tensor<float> Share([Shape("n", "d")] Tensor<float> x) => x / Sum(x);
        }
        """, ["D2L0904"])).GetMessage());

    [Fact]
    public async Task Quiet() => Assert.Empty(await Diagnose<ProgramAnalyzer>.In("""
        public static partial class Example
        {
            [Model]
            public static Tensor<float> Share([Shape("n", "d")] Tensor<float> x) => x / Sum(x, axis: 1, keepDims: true);
        }
        """, ["D2L0904"]));

    [Fact]
    public Task Off_unless_asked_for() => Diagnose<ProgramAnalyzer>.Quiet("""
        public static partial class Example
        {
            [Model]
            public static Tensor<float> Share([Shape("n", "d")] Tensor<float> x) => x / Sum(x);
        }
        """);
}
