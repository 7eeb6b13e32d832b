using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Divided by the nominal batch size.</summary>
public class D2L0721
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                const int batchSize = 32;
                var loader = DataLoader.Of(Tensor.Ones(1000, 2), Tensor.Ones(1000, 1), batchSize);
                foreach (var (x, y) in loader)
                    Console.WriteLine({|D2L0721:Sum(y, axis: 0) / batchSize|});
            }
        }
        """,
        "'Sum(y, axis: 0) / batchSize' divides by batchSize, but the last batch may be shorter; divide by x.Shape[0], or use Mean in the model");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                const int batchSize = 32;
                var loader = DataLoader.Of(Tensor.Ones(1000, 2), Tensor.Ones(1000, 1), batchSize);
                foreach (var (x, y) in loader)
                    Console.WriteLine(Sum(y, axis: 0) / x.Shape[0]);
            }
        }
        """);
}
