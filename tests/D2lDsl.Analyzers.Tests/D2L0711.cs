using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Samples and targets differ in number.</summary>
public class D2L0711
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                var loader = {|D2L0711:new DataLoader<float, float>(Tensor.Ones(2, 100), Tensor.Ones(100, 1), batchSize: 10)|};
            }
        }
        """,
        "The loader receives 2 samples and 100 targets; axis 0 of both counts the samples: cut or transpose one of them");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                var loader = new DataLoader<float, float>(Tensor.Ones(100, 2), Tensor.Ones(100, 1), batchSize: 10);
            }
        }
        """);
}
