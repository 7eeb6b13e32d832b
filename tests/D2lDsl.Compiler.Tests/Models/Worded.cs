namespace D2lDsl.CompilerTests.Models;

/// <summary>Sizes, parameters and arguments that are called as C# words and as what a module has anyway.</summary>
[Model]
public sealed partial class Worded
{
    [Parameter, Shape("in", "out")] public partial Tensor<float> W { get; }
    [Parameter, Shape("seed", "slice", "Parameters", "W", "field")] public partial Tensor<float> @base { get; }
    [Shape("in", "out", "seed1")] readonly Mlp @class;

    [Model]
    public Tensor<float> Apply([Shape("n", "in")] Tensor<float> @out) => Tanh(MatMul(@out, W)) + Sum(@base) + Sum(@class.Predict(@out));
}
