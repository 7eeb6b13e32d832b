namespace D2lDsl.SeedsTests;

/// <summary>The notes' <c>nn.Sequential(nn.Linear(2, 1))</c>.</summary>
[Model]
public sealed partial class LinearNet
{
    [Parameter(Init = Init.Normal), Shape("d", 1)]
    public partial Tensor<float> W { get; }

    [Parameter, Shape(1)]
    public partial Tensor<float> B { get; }

    [Model]
    [return: Shape("n", 1)]
    public Tensor<float> Predict([Shape("n", "d")] Tensor<float> x) => MatMul(x, W) + B;

    [Model]
    public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y) => MseLoss(Predict(x), y);
}
