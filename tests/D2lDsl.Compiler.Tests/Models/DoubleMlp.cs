namespace D2lDsl.CompilerTests.Models;

/// <summary>As <see cref="Mlp"/>, in double and smooth everywhere, for central differences.</summary>
[Model]
public sealed partial class DoubleMlp
{
    [Parameter, Shape("d", "h")]
    public partial Tensor<double> W1 { get; }

    [Parameter(Init = Init.Normal), Shape("h")]
    public partial Tensor<double> B1 { get; }

    [Parameter, Shape("h", "c")]
    public partial Tensor<double> W2 { get; }

    [Parameter(Init = Init.Normal), Shape("c")]
    public partial Tensor<double> B2 { get; }

    [Model]
    public Tensor<double> Predict([Shape("n", "d")] Tensor<double> x) => MatMul(Tanh(MatMul(x, W1) + B1), W2) + B2;

    [Model]
    public Tensor<double> Loss([Shape("n", "d")] Tensor<double> x, [Shape("n")] Tensor<int> labels) => CrossEntropy(Predict(x), labels);
}
