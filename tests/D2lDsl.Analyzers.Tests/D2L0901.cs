using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>The shape of a variable.</summary>
public class D2L0901
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                var {|D2L0901:x|} = Tensor.Arange(12).Reshape(3, 4);
                Console.WriteLine(x);
            }
        }
        """,
        "x is long [3, 4]");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                Console.WriteLine(Tensor.Arange(12).Reshape(3, 4));
            }
        }
        """);
}
