namespace D2lDsl.SeedsTests;

/// <summary>A perceptron with one hidden layer.</summary>
[Model]
public sealed partial class TwoLayers
{
    [Parameter, Shape("d", "h")] public partial Tensor<float> W1 { get; }
    [Parameter, Shape("h")] public partial Tensor<float> B1 { get; }
    [Parameter, Shape("h", "c")] public partial Tensor<float> W2 { get; }
    [Parameter, Shape("c")] public partial Tensor<float> B2 { get; }

    [Model]
    public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels)
        => CrossEntropy(MatMul(Relu(MatMul(x, W1) + B1), W2) + B2, labels);
}
