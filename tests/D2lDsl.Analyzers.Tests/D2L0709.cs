using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Rows of different lengths.</summary>
public class D2L0709
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                var a = Tensor.Of([[1f, 2f, 3f], {|D2L0709:[4f, 5f]|}]);
            }
        }
        """,
        "Row 1 has length 2 where row 0 has 3; the rows of a tensor are equally long");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                var a = Tensor.Of([[1f, 2f, 3f], [4f, 5f, 6f]]);
            }
        }
        """);
}
