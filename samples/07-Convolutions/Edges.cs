using D2lDsl;
using static D2lDsl.Ops;

namespace ConvolutionsSample;

/// <summary>Finding edges with a window of two pixels.</summary>
public static partial class Edges
{
    /// <summary>The book's cross-correlation of one image with one kernel: every window times the kernel, added up.</summary>
    [Model]
    [return: Shape("h - kh + 1", "w - kw + 1")]
    public static Tensor<float> Corr2d([Shape("h", "w")] Tensor<float> x, [Shape("kh", "kw")] Tensor<float> k)
        => Sum(Unfold(Unfold(x, 0, k.Shape[0]), 1, k.Shape[1]) * k, [-2, -1]);

    /// <summary>How far a kernel is from giving y.</summary>
    [Model]
    public static Tensor<float> Loss([Shape("n", 1, "h", "w")] Tensor<float> x, [Shape("n", 1, "h", "w - 1")] Tensor<float> y, [Parameter, Shape(1, 1, 1, 2)] Tensor<float> k)
        => Sum(Square(Conv2d(x, k) - y));
}
