using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Memory is read before it is written.</summary>
public class D2L0715
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                var total = Tensor.Empty(3);
                Console.WriteLine({|D2L0715:total|} + 1);
            }
        }
        """,
        "'total' comes from Empty and nothing was written to it yet; write to it first, or make it with Zeros");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                var total = Tensor.Zeros(3);
                Console.WriteLine(total + 1);
            }
        }
        """);
}
