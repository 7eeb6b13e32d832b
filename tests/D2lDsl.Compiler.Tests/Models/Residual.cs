namespace D2lDsl.CompilerTests.Models;

/// <summary>A module around another: its size goes in twice.</summary>
[Model]
public sealed partial class Residual
{
    [Shape("d", "2*d")]
    Dense Widen { get; }

    [Shape("2*d", "d")]
    readonly Dense narrow;

    [Parameter(Init = Init.Ones), Shape("d")]
    public partial Tensor<float> Scale { get; }

    [Model]
    [return: Shape("n", "d")]
    public Tensor<float> Predict([Shape("n", "d")] Tensor<float> x) => x + Scale * narrow.Predict(Tanh(Widen.Predict(x)));
}
