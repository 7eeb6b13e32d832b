using D2lDsl;
using static D2lDsl.Ops;

namespace TrainingLoopSample;

/// <summary>The concise version, nn.Linear(2, 1) with MSELoss: the module owns its parameters.</summary>
[Model]
public sealed partial class Net
{
    /// <summary>The weights, normal with a deviation of 0.01 to begin with.</summary>
    [Parameter(Init = Init.Normal), Shape("d", 1)]
    public partial Tensor<float> W { get; }

    /// <summary>The bias, zero to begin with.</summary>
    [Parameter, Shape(1)]
    public partial Tensor<float> B { get; }

    /// <summary>The mean squared error, without the half of the version from scratch: its floor is σ², not σ²/2.</summary>
    [Model]
    public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y) => MseLoss(MatMul(x, W) + B, y);
}
