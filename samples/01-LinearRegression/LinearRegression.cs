using D2lDsl;
using static D2lDsl.Ops;

// The model from scratch: a method, and two parameters that we own.
//
// [Model] asks for kernels, [Shape] says what each axis is: n examples, d features. While you build, D2lDsl checks the shapes,
// derives the gradients of w and b, and emits LinearRegression.LossKernel with one fused loop for the value and its gradients.
// The method itself stays an ordinary method: call it, step through it, print what is in it.

public static partial class LinearRegression
{
    /// <summary>Half the mean squared error of the line x·w + b.</summary>
    [Model]
    public static Tensor<float> Loss(
        [Shape("n", "d")] Tensor<float> x,
        [Shape("n", 1)] Tensor<float> y,
        [Parameter, Shape("d", 1)] Tensor<float> w,
        [Parameter, Shape(1)] Tensor<float> b)
        => Mean(Square(MatMul(x, w) + b - y)) / 2;
}
