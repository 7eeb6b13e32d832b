using static D2lDsl.Ops;

namespace D2lDsl.CompilerTests.Models;

/// <summary>Sizes that stand nowhere alone.</summary>
public static partial class Solved
{
    [Model] [return: Shape("n", "h", "w")]
    public static Tensor<float> Pool([Parameter, Shape("n", "2*h", "2*w")] Tensor<float> x) =>
        Max(Reshape(x, x.Shape[0], x.Shape[1] / 2, 2, x.Shape[2] / 2, 2), axes: [2, 4]);

    [Model] [return: Shape("t")]
    public static Tensor<float> Differences([Shape("t + 1")] Tensor<float> x) => x[1..] - x[..^1];

    [Model]
    public static Tensor<float> Called([Parameter, Shape("n", "4*k", 6)] Tensor<float> x) => Sum(Pool(x) * Pool(x));
}
