using D2lDsl;
using static D2lDsl.Ops;

namespace D2lLayers;

/// <summary>Two layers with a way around them: x + second(ReLU(first(x))).</summary>
[Model]
public sealed partial class ResidualBlock
{
    [Shape("d", "h")] readonly Dense first;
    [Shape("h", "d")] readonly Dense second;

    /// <summary>The block's output; it has the shape of x.</summary>
    [Model]
    [return: Shape("n", "d")]
    public Tensor<float> Apply([Shape("n", "d")] Tensor<float> x) => x + second.Apply(Relu(first.Apply(x)));
}
