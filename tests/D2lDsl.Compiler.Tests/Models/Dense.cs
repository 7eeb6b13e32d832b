namespace D2lDsl.CompilerTests.Models;

/// <summary>A layer, to be held by other modules.</summary>
[Model]
public sealed partial class Dense
{
    [Parameter, Shape("i", "o")]
    public partial Tensor<float> W { get; }

    [Parameter(Init = Init.Normal), Shape("o")]
    private partial Tensor<float> B { get; }

    [Model]
    [return: Shape("n", "o")]
    public Tensor<float> Predict([Shape("n", "i")] Tensor<float> x) => MatMul(x, W) + B;
}
