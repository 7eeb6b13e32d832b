namespace D2lDsl.CompilerTests.Models;

/// <summary>The model of the README: two parameters that the caller owns.</summary>
public static partial class LinearRegression
{
    [Model]
    public static Tensor<float> Loss(
        [Shape("n", "d")] Tensor<float> x,
        [Shape("n", 1)] Tensor<float> y,
        [Parameter, Shape("d", 1)] Tensor<float> w,
        [Parameter, Shape(1)] Tensor<float> b)
        => Mean(Square(MatMul(x, w) + b - y)) / 2;
}
