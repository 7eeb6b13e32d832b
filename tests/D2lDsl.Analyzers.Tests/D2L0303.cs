using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A vector becomes a new axis.</summary>
public class D2L0303
{
    [Fact]
    public Task A_loss_for_each_row_times_a_weight_for_each_class() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n", 1)] Tensor<float> losses, [Shape("c")] Tensor<float> weights) => Mean({|D2L0303:losses * weights|});
        }
        """,
        "'*' meets losses [n, 1] and weights [c] and gives every pair, [n, c]; Unsqueeze one of them to say so");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n", 1)] Tensor<float> losses, [Shape("c")] Tensor<float> weights) => Mean(losses * Unsqueeze(weights, 0));

            [Model]
            public static Tensor<float> Frequencies([Shape("t", 1)] Tensor<float> position, [Parameter, Shape("k")] Tensor<float> frequency) => Sum(Sin(position * frequency));
        }
        """);
}
