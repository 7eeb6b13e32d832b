using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>== compares element by element.</summary>
public class D2L0719
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                Tensor<float>? best = null;
                if ({|D2L0719:best == null|})
                    best = Tensor.Ones(3);
            }
        }
        """,
        "'best == null' compares element by element, which nothing has with null; write 'best is null'");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                Tensor<float>? best = null;
                if (best is null)
                    best = Tensor.Ones(3);
            }
        }
        """);
}
