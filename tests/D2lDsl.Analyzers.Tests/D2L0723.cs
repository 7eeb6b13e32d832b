using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A new optimiser in every turn.</summary>
public class D2L0723
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                var (w, gradient) = (Tensor.Zeros(2), Tensor.Ones(2));
                for (int step = 0; step < 100; step++)
                {
                    var sgd = {|D2L0723:new Sgd(learningRate: 0.1, momentum: 0.9)|};
                    sgd.Step(w, gradient);
                }
            }
        }
        """,
        "'new Sgd(learningRate: 0.1, momentum: …' makes an optimiser in every turn, which forgets what it learnt in the last one; make it once, before the loop");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                var (w, gradient) = (Tensor.Zeros(2), Tensor.Ones(2));
                var sgd = new Sgd(learningRate: 0.1, momentum: 0.9);
                for (int step = 0; step < 100; step++)
                    sgd.Step(w, gradient);
            }
        }
        """);
}
