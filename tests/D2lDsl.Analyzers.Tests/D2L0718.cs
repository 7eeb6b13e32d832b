using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>^ is no power.</summary>
public class D2L0718
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                var x = Tensor.Ones(3);
                Console.WriteLine({|D2L0718:x ^ 2|});
            }
        }
        """,
        "'x ^ 2': in C# ^ is exclusive or, not a power; write Pow(x, 2)");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                var x = Tensor.Ones(3);
                Console.WriteLine(Pow(x, 2));
            }
        }
        """);
}
