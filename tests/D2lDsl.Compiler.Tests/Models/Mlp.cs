namespace D2lDsl.CompilerTests.Models;

/// <summary>A module of two layers.</summary>
[Model]
public sealed partial class Mlp
{
    [Parameter, Shape("d", "h")]
    public partial Tensor<float> W1 { get; }

    [Parameter, Shape("h")]
    public partial Tensor<float> B1 { get; }

    [Parameter(Init = Init.Kaiming), Shape("h", "c")]
    public partial Tensor<float> W2 { get; }

    [Parameter(Init = Init.Ones), Shape("c")]
    public partial Tensor<float> B2 { get; }

    [Model]
    [return: Shape("n", "c")]
    public Tensor<float> Predict([Shape("n", "d")] Tensor<float> x) => MatMul(Relu(MatMul(x, W1) + B1), W2) + B2;

    [Model]
    public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels) => CrossEntropy(Predict(x), labels);
}
