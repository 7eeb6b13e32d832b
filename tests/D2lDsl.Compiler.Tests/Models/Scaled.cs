namespace D2lDsl.CompilerTests.Models;

/// <summary>A module whose model has a parameter of the caller's too, and names that a training step uses itself.</summary>
[Model]
public sealed partial class Scaled
{
    [Parameter, Shape("d", "c")]
    public partial Tensor<double> W { get; }

    [Parameter(Init = Init.Ones), Shape("c")]
    public partial Tensor<double> B { get; }

    [Model]
    public Tensor<double> Loss(
        [Shape("rule", "d")] Tensor<double> optimizer, [Shape("rule", "c")] Tensor<double> training, [Parameter, Shape("c")] Tensor<double> rule) =>
        Mean(Square((MatMul(optimizer, W) + B) * rule - training));

    /// <summary>Not the library's.</summary>
    public sealed class Optimizer;
}
