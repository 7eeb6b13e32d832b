using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Clipped without effect.</summary>
public class D2L0729
{
    [Theory]
    [InlineData("k.ForwardBackward(y, m); sgd.Step(m, k.Gradients.M); {|D2L0729:k.Gradients.ClipNorm(1)|};", "'k.Gradients.ClipNorm(1)' clips gradients that the next call of k computes anew; clip between k.ForwardBackward and the step")]
    [InlineData("{|D2L0729:k.Gradients.ClipValue(0.5)|}; k.ForwardBackward(y, m); m -= 0.1f * k.Gradients.M;", "'k.Gradients.ClipValue(0.5)' clips gradients that the next call of k computes anew; clip between k.ForwardBackward and the step")]
    [InlineData("{|D2L0729:k.Gradients.ClipNorm(1)|}; k.TrainingStep(y, m, sgd);", "'k.Gradients.ClipNorm(1)' clips gradients that the next call of k computes anew; clip between k.ForwardBackward and the step")]
    public Task Reported(string turn, string message) => Diagnose<ModelAnalyzer>.With(Training(turn), message);

    [Theory]
    [InlineData("k.ForwardBackward(y, m); k.Gradients.ClipNorm(1); sgd.Step(m, k.Gradients.M);")]
    [InlineData("k.ForwardBackward(y, m); if (turn > 3) k.Gradients.ClipNorm(1); sgd.Step(m, k.Gradients.M);")]
    [InlineData("k.ForwardBackward(y, m, accumulate: turn % 4 != 0); k.Gradients.ClipNorm(1); if (turn % 4 == 3) sgd.Step(m, k.Gradients.M);")]
    public Task Quiet(string turn) => Diagnose<ModelAnalyzer>.Quiet(Training(turn));

    static string Training(string turn) => $$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Loss([Shape("n")] Tensor<float> y, [Parameter, Shape] Tensor<float> m) => Mean(Square(y - m));

            public static void Run(Tensor<float> y, Tensor<float> m)
            {
                var (k, sgd) = (new LossKernel(), new Sgd(0.1));
                for (int turn = 0; turn < 10; turn++)
                {
                    {{turn}}
                }
            }
        }
        """;
}
