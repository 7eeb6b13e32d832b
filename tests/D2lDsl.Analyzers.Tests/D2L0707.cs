using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>One number of several elements.</summary>
public class D2L0707
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                var loss = Tensor.Ones(3);
                float value = {|D2L0707:loss.Item()|};
                Console.WriteLine(value);
            }
        }
        """,
        "'loss.Item()' takes the one element of loss [3], which has 3; index one of them, or reduce them with Sum or Mean");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                var loss = Tensor.Ones(3);
                float value = loss.Mean().Item();
                Console.WriteLine(value);
            }
        }
        """);
}
