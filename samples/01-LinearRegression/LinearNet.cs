using D2lDsl;
using static D2lDsl.Ops;

// The same model as a module: it owns its parameters. The generator writes the constructor (one argument for each size that is
// not fixed, here d), puts W and B into one buffer, and gives every [Model] method its kernel, here LinearNet.LossKernel.

[Model]
public sealed partial class LinearNet
{
    /// <summary>The weights, small normal numbers to begin with.</summary>
    [Parameter(Init = Init.Normal), Shape("d", 1)]
    public partial Tensor<float> W { get; }

    /// <summary>The bias, zero to begin with.</summary>
    [Parameter, Shape(1)]
    public partial Tensor<float> B { get; }

    /// <summary>The predicted labels x·W + B.</summary>
    [Model]
    [return: Shape("n", 1)]
    public Tensor<float> Predict([Shape("n", "d")] Tensor<float> x) => MatMul(x, W) + B;

    /// <summary>Half the mean squared error of the predictions.</summary>
    [Model]
    public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y)
        => Mean(Square(Predict(x) - y)) / 2;
}
