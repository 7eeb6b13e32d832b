namespace D2lDsl.CompilerTests.Models;

/// <summary>Models of tensors with any number of leading axes.</summary>
public static partial class Leading
{
    [Model]
    public static Tensor<double> Layer([Shape("...", "d")] Tensor<double> x, [Parameter, Shape("d", "h")] Tensor<double> w) => Tanh(MatMul(x, w));

    [Model]
    public static Tensor<double> Similarity([Shape("...", "d")] Tensor<double> x, [Shape("...", "d")] Tensor<double> y) => Sum(x * y, axis: -1);
}
