namespace D2lDsl.CompilerTests.Models;

/// <summary>Models of tensors with any number of leading axes.</summary>
public static partial class Leading
{
    [Model]
    public static Tensor<double> Layer([Shape("...", "d")] Tensor<double> x, [Parameter, Shape("d", "h")] Tensor<double> w) => Tanh(MatMul(x, w));

    [Model]
    public static Tensor<double> Similarity([Shape("...", "d")] Tensor<double> x, [Shape("...", "d")] Tensor<double> y) => Sum(x * y, axis: -1);

    [Model]
    public static Tensor<double> Shares([Shape("...", "d")] Tensor<double> x) => Softmax(x, axis: -1);

    [Model]
    public static Tensor<double> Running([Shape("...", "d")] Tensor<double> x) => CumSum(Square(x), axis: -1);

    [Model]
    public static Tensor<double> Sizes([Shape("...", "d")] Tensor<double> x) => Norm(x, p: 3, axis: -1, keepDims: true);

    [Model]
    public static Tensor<double> Perpendicular([Shape("...", 3)] Tensor<double> x, [Shape("...", 3)] Tensor<double> y) => Cross(x, y);

    [Model]
    public static Tensor<double> Longer([Shape("...", "d")] Tensor<double> x) => Std(x, axis: -1) * Sum(RepeatInterleave(Flip(x, -1), 2, -1), axis: -1);
}
