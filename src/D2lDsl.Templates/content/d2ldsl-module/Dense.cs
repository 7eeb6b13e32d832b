using D2lDsl;
using static D2lDsl.Ops;

namespace D2lLayers;

/// <summary>
/// A fully connected layer from i features to o. A module of another project holds it as
/// <c>[Shape("d", "h")] readonly Dense hidden;</c> and calls <c>hidden.Apply(x)</c>: its graph travels in this assembly, so it is
/// checked, differentiated and fused as if it were written there.
/// </summary>
[Model]
public sealed partial class Dense
{
    /// <summary>The weights.</summary>
    [Parameter, Shape("i", "o")] public partial Tensor<float> W { get; }

    /// <summary>The bias.</summary>
    [Parameter, Shape("o")] public partial Tensor<float> B { get; }

    /// <summary>x·W + B.</summary>
    [Model]
    [return: Shape("n", "o")]
    public Tensor<float> Apply([Shape("n", "i")] Tensor<float> x) => MatMul(x, W) + B;
}
