namespace D2lDsl.CompilerTests.Models;

/// <summary>Models that differ in what they return.</summary>
public static partial class Results
{
    [Model]
    public static Tensor<float> Number([Parameter, Shape("n")] Tensor<float> a) => Sum(a * a);

    [Model]
    [return: Shape("n", "c")]
    public static Tensor<float> Scores([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "c")] Tensor<float> weight, [Parameter, Shape("c")] Tensor<float> bias)
        => Tanh(MatMul(x, weight) + bias);

    [Model]
    public static (Tensor<float> Loss, Tensor<float> Rows, Tensor<bool> Positive, Tensor<float> Doubled) Several(
        [Parameter, Shape("n", "d")] Tensor<float> x)
        => (Sum(x * x), Sum(x, axis: 1), x > 0, 2 * x);

    [Model]
    public static (Tensor<float> Loss, Tensor<float> Mean, Tensor<float> Next) Running([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> scale, [Shape("d")] Tensor<float> mean)
    {
        var y = x * scale;
        var m = Mean(y, axis: 0);
        return (Sum(Square(y - m)), 0.75f * mean + 0.25f * Detach(m), scale * 2);
    }

    [Model]
    public static Tensor<int> Counts([Shape("n")] Tensor<int> a) => Sum(a * 2);

    [Model]
    public static Tensor<float> NoParameter([Shape("n")] Tensor<float> a) => Exp(a);
}
