using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Both sides are repeated.</summary>
public class D2L0302
{
    [Fact]
    public Task A_column_of_predictions_less_a_vector_of_targets() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<float> y, [Parameter, Shape("d", 1)] Tensor<float> w)
            {
                var p = MatMul(x, w);
                return Mean(Square({|D2L0302:p - y|}));
            }
        }
        """,
        "'-' meets p [n, 1] and y [n]: each is repeated along the other, to [n, n]; give both one shape with Reshape or Squeeze, or Unsqueeze both where every pair is meant");

    [Theory]
    [InlineData("{|D2L0302:{|D2L0409:p == y|}|}")]
    [InlineData("{|D2L0302:(p > 0).Cast<int>() == (y > 0).Cast<int>()|}")]
    [InlineData("{|D2L0302:Maximum(p, y)|}")]
    [InlineData("{|D2L0302:p.Maximum(y)|}")]
    [InlineData("{|D2L0302:Where(p > 0, y, 0f)|}")]
    [InlineData("{|D2L0302:Where(y > 0, p, 0f)|}")]
    [InlineData("{|D2L0302:p - Unsqueeze(y, 0)|}")]
    [InlineData("{|D2L0302:y.Reshape(1, -1) * p|}")]
    [InlineData("{|D2L0302:y.Reshape(1, -1) * y.Reshape(-1, 1)|}")]
    [InlineData("{|D2L0302:p - Abs(y)|}")]
    [InlineData("{|D2L0302:Sum(p, axis: 1, keepDims: true) * y|}")]
    [InlineData("{|D2L0302:p.T - p|}")]
    public Task Whatever_the_op(string expression) => Diagnose<ModelAnalyzer>.With(Result(expression.Replace("p.T", "q.T")));

    [Theory]
    [InlineData("Squeeze(p, 1) - y")]
    [InlineData("p - y.Reshape(-1, 1)")]
    [InlineData("Unsqueeze(y, 1) - Unsqueeze(y, 0)")]
    [InlineData("Unsqueeze(y, 1) - y")]
    [InlineData("Unsqueeze(y, 1) == Unsqueeze(y, 0)")]
    [InlineData("Sum(x * x, axis: 1, keepDims: true) + Sum(x * x, axis: 1) - 2 * MatMul(x, x.T)")]
    [InlineData("Sum(x * x, axis: 1, keepDims: true) + Sum(x * x, axis: 1, keepDims: true).T")]
    [InlineData("Exp(Unsqueeze(y, 1)) * (2 * Unsqueeze(y, 0))")]
    [InlineData("(p + p) * p")]
    [InlineData("x - Mean(x, axis: 0)")]
    [InlineData("x / Sum(x, axis: 1, keepDims: true)")]
    [InlineData("p * w")]
    public Task Quiet(string expression) => Diagnose<ModelAnalyzer>.Quiet(Result(expression));

    [Fact]
    public Task Quiet_where_every_pair_is_declared() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            [return: Shape("n", "n")]
            public static Tensor<float> Differences([Shape("n", 1)] Tensor<float> x, [Shape("n")] Tensor<float> y) => x - y;
        }
        """);

    [Fact]
    public Task Numbers_too() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Grid([Shape(3, 1)] Tensor<float> a, [Shape(1, 2)] Tensor<float> b) => {|D2L0302:a + b|};
        }
        """,
        "'+' meets a [3, 1] and b [1, 2]: each is repeated along the other, to [3, 2]; give both one shape with Reshape or Squeeze, or Unsqueeze both where every pair is meant");

    [Fact]
    public Task Where_the_model_is_called_it_is_reported_once() => Diagnose<ModelAnalyzer>.With("""
        [Model]
        public sealed partial class Net
        {
            [Parameter, Shape("d", 1)] public partial Tensor<float> W { get; }

            [Model]
            public Tensor<float> Error([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<float> y) => {|D2L0302:MatMul(x, W) - y|};

            [Model]
            public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<float> y) => Mean(Square(Error(x, y)));
        }
        """);

    [Fact]
    public void It_is_a_warning_and_the_kernel_is_there()
    {
        using var generated = Generated.From(Result("p - y").Replace("{|D2L0302:", "").Replace("|}", ""));
        Assert.NotNull(generated.Type("P+ResultKernel"));
    }

    static string Result(string expression) => $$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Result([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<float> y, [Shape("n", 1)] Tensor<float> q, [Parameter, Shape("d", 1)] Tensor<float> v, [Parameter, Shape(1)] Tensor<float> w)
            {
                var p = MatMul(x, v);
                var result = {{expression}};
                return Mean(result.Cast<float>()) + Mean(p * w);
            }
        }
        """;
}
