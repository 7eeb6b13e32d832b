namespace D2lDsl.CompilerTests.Models;

/// <summary>The regression as a module.</summary>
[Model]
public sealed partial class Linear
{
    [Parameter, Shape("d", 1)]
    public partial Tensor<float> W { get; }

    [Parameter, Shape(1)]
    public partial Tensor<float> B { get; }

    [Model]
    public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y) => Mean(Square(MatMul(x, W) + B - y)) / 2;
}
