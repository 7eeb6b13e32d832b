using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>The last batch may be shorter.</summary>
public class D2L0714
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                var loader = DataLoader.Of(Tensor.Ones(10, 2), Tensor.Ones(10, 1), batchSize: 4);
                foreach (var (x, y) in loader)
                    Console.WriteLine({|D2L0714:x.Reshape(4, -1)|});
            }
        }
        """,
        "'x.Reshape(4, -1)' counts on batches of 4, but the last one may be shorter; use x.Shape[0] for the size of this batch, or make the loader with dropLast: true");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                var loader = DataLoader.Of(Tensor.Ones(10, 2), Tensor.Ones(10, 1), batchSize: 4);
                foreach (var (x, y) in loader)
                    Console.WriteLine(x.Reshape(x.Shape[0], -1));
            }
        }
        """);
}
