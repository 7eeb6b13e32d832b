namespace D2lDsl.SeedsTests;

/// <summary>The models of the numbered examples of the course notes on training.</summary>
public static partial class Training
{
    [Model]
    public static Tensor<float> Parabola([Parameter, Shape("n")] Tensor<float> x) => Sum(x * x);

    [Model]
    [return: Shape("n", 1)]
    public static Tensor<float> Line([Shape("n", 2)] Tensor<float> x, [Parameter, Shape(2, 1)] Tensor<float> w, [Parameter, Shape(1)] Tensor<float> b) =>
        MatMul(x, w) + b;

    /// <summary>The notes' loss: half the squared errors, summed over the batch.</summary>
    [Model]
    public static Tensor<float> TotalLoss(
        [Shape("n", 2)] Tensor<float> x, [Shape("n", 1)] Tensor<float> y, [Parameter, Shape(2, 1)] Tensor<float> w, [Parameter, Shape(1)] Tensor<float> b) =>
        Sum(Square(Line(x, w, b) - y) / 2);

    [Model]
    public static Tensor<float> MeanLoss(
        [Shape("n", 2)] Tensor<float> x, [Shape("n", 1)] Tensor<float> y, [Parameter, Shape(2, 1)] Tensor<float> w, [Parameter, Shape(1)] Tensor<float> b) =>
        Mean(Square(Line(x, w, b) - y) / 2);
}
