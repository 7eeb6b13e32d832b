using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A loop over elements.</summary>
public class D2L0724
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                var x = Tensor.RandN(3, 4);
                var total = Tensor.Of(0f);
                {|D2L0724:for (int i = 0; i < 3; i++)
                    for (int j = 0; j < 4; j++)
                        total += x[i, j];|}
            }
        }
        """,
        "This loop adds up elements of x one by one, a tensor each; write Sum(x)");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                var x = Tensor.RandN(3, 4);
                var total = Sum(x);
            }
        }
        """);
}
