using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A view is written to.</summary>
public class D2L0717
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                var a = Tensor.Arange(12);
                var b = a.Reshape(3, 4);
                {|D2L0717:b|}[0] = 2;
            }
        }
        """,
        "b is a view of a, so this changes a too; write to a Clone() if it should not");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                var a = Tensor.Arange(12);
                var b = a.Reshape(3, 4).Clone();
                b[0] = 2;
            }
        }
        """);
}
