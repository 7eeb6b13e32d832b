using D2lDsl;
using static D2lDsl.Ops;

namespace D2lApp;

/// <summary>
/// One hidden layer from d features to one number. The build derives the gradients of Loss and writes fused kernels for both
/// methods: Regressor.LossKernel and Regressor.PredictKernel.
/// </summary>
[Model]
public sealed partial class Regressor
{
    [Parameter, Shape("d", "h")] public partial Tensor<float> W1 { get; }
    [Parameter, Shape("h")]      public partial Tensor<float> B1 { get; }
    [Parameter, Shape("h", 1)]   public partial Tensor<float> W2 { get; }
    [Parameter, Shape(1)]        public partial Tensor<float> B2 { get; }

    [Model]
    [return: Shape("n", 1)]
    public Tensor<float> Predict([Shape("n", "d")] Tensor<float> x) => MatMul(Tanh(MatMul(x, W1) + B1), W2) + B2;

    [Model]
    public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y) => Mean(Square(Predict(x) - y)) / 2;
}
