using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A new tensor in every turn.</summary>
public class D2L0725
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                var x = Tensor.Zeros(3);
                for (int i = 0; i < 100; i++)
                    {|D2L0725:x = x + 1|};
            }
        }
        """,
        "'x = x + 1' makes a new tensor in every turn; 'x += 1' writes into the one there is");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                var x = Tensor.Zeros(3);
                for (int i = 0; i < 100; i++)
                    x += 1;
            }
        }
        """);
}
