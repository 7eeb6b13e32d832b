using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A step taken twice.</summary>
public class D2L0730
{
    [Theory]
    [InlineData("k.TrainingStep(y, m, sgd); {|D2L0730:sgd.Step(m, k.Gradients.M)|};", "'sgd.Step(m, k.Gradients.M)' moves along the gradients that k.TrainingStep has moved along already; leave one of the two out")]
    [InlineData("k.TrainingStep(y, m, sgd); {|D2L0730:m -= 0.1f * k.Gradients.M|};", "'m -= 0.1f * k.Gradients.M' moves along the gradients that k.TrainingStep has moved along already; leave one of the two out")]
    public Task Reported(string turn, string message) => Diagnose<ModelAnalyzer>.With(Training(turn), message);

    [Theory]
    [InlineData("k.TrainingStep(y, m, sgd); Console.WriteLine(Norm(k.Gradients.M));")]
    [InlineData("k.TrainingStep(y, m, sgd); k.ForwardBackward(y, m); sgd.Step(m, k.Gradients.M);")]
    [InlineData("if (turn < 3) k.TrainingStep(y, m, sgd); else { k.ForwardBackward(y, m); sgd.Step(m, k.Gradients.M); }")]
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
