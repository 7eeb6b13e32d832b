using D2lDsl;
using static D2lDsl.Ops;

namespace TrainingLoopSample;

/// <summary>The model and the loss as the notes write them, over parameters that we own.</summary>
public static partial class Notebook
{
    /// <summary>The predictions X·w + b, one a row.</summary>
    [Model]
    [return: Shape("n", 1)]
    public static Tensor<float> LinReg([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", 1)] Tensor<float> w, [Parameter, Shape(1)] Tensor<float> b)
        => MatMul(x, w) + b;

    /// <summary>Half the square of each difference. The declared shapes stand in for the notes' y.reshape(y_hat.shape).</summary>
    [Model]
    [return: Shape("n", 1)]
    public static Tensor<float> SquaredLoss([Shape("n", 1)] Tensor<float> yHat, [Shape("n", 1)] Tensor<float> y) => Square(yHat - y) / 2;

    /// <summary>The sum over the batch, which is what the notes differentiate.</summary>
    [Model]
    public static Tensor<float> Loss(
        [Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y,
        [Parameter, Shape("d", 1)] Tensor<float> w, [Parameter, Shape(1)] Tensor<float> b)
        => Sum(SquaredLoss(LinReg(x, w, b), y));
}
