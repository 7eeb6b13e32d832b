using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Gradients are never cleared.</summary>
public class D2L0720
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class Linear
        {
            [Model]
            public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y, [Parameter, Shape("d", 1)] Tensor<float> w)
                => Mean(Square(MatMul(x, w) - y)) / 2;
        }

        public static class Example
        {
            public static void Run()
            {
                var (x, y, w) = (Tensor.Ones(10, 2), Tensor.Ones(10, 1), Tensor.Zeros(2, 1));
                var (kernel, sgd) = (new Linear.LossKernel(), new Sgd(0.1));
                for (int step = 0; step < 100; step++)
                {
                    {|D2L0720:kernel.ForwardBackward(x, y, w, accumulate: true)|};
                    sgd.Step(w, kernel.Gradients.W);
                }
            }
        }
        """,
        "'kernel.ForwardBackward(x, y, w, accum…' adds to the gradients in every turn, and nothing clears them: from the first turn on they are sums over all turns; leave out accumulate: true in the first call after each step");

    [Theory]
    [InlineData("foreach (var (a, b) in DataLoader.Of(x, y, 5)) for (int i = 0; i < 2; i++) { {|D2L0720:k.ForwardBackward(a, b, w, accumulate: true)|}; sgd.Step(w, k.Gradients.W); }")]
    [InlineData("for (int i = 0; i < 9; i++) { {|D2L0720:k.ForwardBackward(x, y, w, accumulate: true)|}; var g = k.Gradients; sgd.Step(w, g.W); Console.WriteLine(Norm(g.W)); }")]
    [InlineData("for (int i = 0; i < 9; i++) { {|D2L0720:k.ForwardBackward(x, y, w, accumulate: true)|}; w -= 0.1f * k.Gradients.W; }")]
    [InlineData("bool add = true; for (int i = 0; i < 9; i++) { {|D2L0720:k.ForwardBackward(x, y, w, add)|}; sgd.Step(w, k.Gradients.W); }")]
    [InlineData("{|D2L0720:kept.ForwardBackward(x, y, w, accumulate: true)|}; sgd.Step(w, kept.Gradients.W);")]
    public Task Reported_too(string body) => Diagnose<ModelAnalyzer>.With(Inside(body));

    [Theory]
    [InlineData("for (int i = 0; i < 9; i++) { k.Gradients.Flat.Fill(0); k.ForwardBackward(x, y, w, accumulate: true); sgd.Step(w, k.Gradients.W); }")]
    [InlineData("for (int i = 0; i < 9; i++) { k.ForwardBackward(x, y, w, accumulate: true); sgd.Step(w, k.Gradients.W); var g = k.Gradients.W; g.Fill(0); }")]
    [InlineData("for (int i = 0; i < 9; i++) { k.ForwardBackward(x, y, w, accumulate: true); sgd.Step(w, k.Gradients.W); k.Gradients.W[..] = 0; }")]
    [InlineData("for (int i = 0; i < 9; i++) { k.ForwardBackward(x, y, w, accumulate: true); sgd.Step(w, k.Gradients.W); Zero(k.Gradients); }")]
    [InlineData("bool add = true; for (int i = 0; i < 9; i++) { k.ForwardBackward(x, y, w, add); add = i % 3 != 2; sgd.Step(w, k.Gradients.W); }")]
    [InlineData("shared.ForwardBackward(x, y, w, accumulate: true); sgd.Step(w, shared.Gradients.W);")]
    public Task Quiet_too(string body) => Diagnose<ModelAnalyzer>.Quiet(Inside(body));

    static string Inside(string body) => $$"""
        public static partial class Linear
        {
            [Model]
            public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y, [Parameter, Shape("d", 1)] Tensor<float> w)
                => Mean(Square(MatMul(x, w) - y)) / 2;
        }

        public class Example
        {
            readonly Linear.LossKernel kept = new(), shared = new();

            public void Run()
            {
                var (x, y, w) = (Tensor.Ones(10, 2), Tensor.Ones(10, 1), Tensor.Zeros(2, 1));
                var k = new Linear.LossKernel();
                var sgd = new Sgd(0.1);
                {{body}}
            }

            public void Clear() => shared.Gradients.Flat.Fill(0);

            static void Zero(Gradients<float> gradients) => gradients.Flat.Fill(0);
        }
        """;

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class Linear
        {
            [Model]
            public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y, [Parameter, Shape("d", 1)] Tensor<float> w)
                => Mean(Square(MatMul(x, w) - y)) / 2;
        }

        public static class Example
        {
            public static void Run()
            {
                var (x, y, w) = (Tensor.Ones(10, 2), Tensor.Ones(10, 1), Tensor.Zeros(2, 1));
                var (kernel, sgd) = (new Linear.LossKernel(), new Sgd(0.1));
                for (int step = 0; step < 100; step++)
                {
                    for (int part = 0; part < 5; part++)
                        kernel.ForwardBackward(x[(2 * part)..(2 * part + 2)], y[(2 * part)..(2 * part + 2)], w, accumulate: part > 0);
                    sgd.Step(w, kernel.Gradients.W);
                }
            }
        }
        """);
}
