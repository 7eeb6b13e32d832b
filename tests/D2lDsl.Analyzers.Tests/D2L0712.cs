using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A gradient of another shape.</summary>
public class D2L0712
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static class Example
        {
            public static void Run()
            {
                var sgd = new Sgd(learningRate: 0.1);
                var (w, gradient) = (Tensor.Zeros(2, 1), Tensor.Ones(1, 2));
                {|D2L0712:sgd.Step(w, gradient)|};
            }
        }
        """,
        "Step moves w [2, 1] along gradient [1, 2]; a gradient has the shape of its parameter: pass the gradient of this parameter");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class Example
        {
            public static void Run()
            {
                var sgd = new Sgd(learningRate: 0.1);
                var (w, gradient) = (Tensor.Zeros(2, 1), Tensor.Ones(2, 1));
                sgd.Step(w, gradient);
            }
        }
        """);
}
