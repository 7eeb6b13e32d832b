#pragma warning disable D2L0222, D2L0223, D2L0302, D2L0307    // These models are there for their windows, not for what they mean.

namespace D2lDsl.CompilerTests.Models;

/// <summary>Windows of all there is, and all that can be done with windows.</summary>
public static partial class Windowed
{
    [Model]
    public static Tensor<double> Twice([Parameter, Shape("n", "d")] Tensor<double> x) => Sum(Square(Unfold(Unfold(x, 1, 4, step: 2), 1, 2) * Unfold(Unfold(x, 1, 4, 2), 1, 2)));

    [Model]
    public static Tensor<double> OfWindows([Parameter, Shape("n", "d")] Tensor<double> x) => Unfold(Unfold(x, 1, 5), 2, 3, step: 2) * Unfold(Unfold(x, 1, 5), 2, 3, 2);

    [Model]
    public static Tensor<double> Computed([Parameter, Shape("n", "d")] Tensor<double> x, [Parameter, Shape("d")] Tensor<double> v) => Sum(Unfold(Exp(x) * v, 1, 3) * Unfold(x + v, 1, 3), -1);

    [Model]
    public static Tensor<double> Cheap([Parameter, Shape("n", "d")] Tensor<double> x) => Unfold(x * 2 + 1, 0, 2) * 3;

    [Model]
    public static Tensor<double> Repeated([Parameter, Shape("d")] Tensor<double> v) => Square(Unfold(v.Expand(4, v.Shape[0]), 0, 2) + Unfold(v.Expand(3, v.Shape[0]), 0, 1).Squeeze(-1).Unsqueeze(-1));

    [Model]
    public static Tensor<double> Sliced([Parameter, Shape("n", "d")] Tensor<double> x) => Square(Unfold(x[.., 1..], 1, 3, 2)[.., .., 1..]) + Sum(Unfold(x, 1, 3, 2)[.., .., 0]);

    [Model]
    public static Tensor<double> Turned([Parameter, Shape("n", "d")] Tensor<double> x) => Flip(Unfold(x, 1, 3), 2) * Roll(Unfold(x, 1, 3), 1, 1).Permute(0, 1, 2);

    [Model]
    public static Tensor<double> Picked([Parameter, Shape("n", "d")] Tensor<double> x, [Shape("k")] Tensor<int> at) => IndexSelect(Unfold(x * 3, 1, 3), 2, at) * IndexSelect(Unfold(x, 1, 3), -1, at);

    [Model]
    public static Tensor<double> Reordered([Parameter, Shape("n", "d")] Tensor<double> x)
        => Unfold(x, 1, 2).Permute(2, 0, 1).Reshape(2, x.Shape[0] * (x.Shape[1] - 1)) + Unfold(x, 1, 2).Flatten()[..2].Unsqueeze(1);

    [Model]
    public static Tensor<double> Products([Parameter, Shape("n", "d")] Tensor<double> x, [Parameter, Shape(3, "k")] Tensor<double> w)
        => MatMul(Unfold(x, 1, 3), w) + Einsum("ndi,ik->ndk", Unfold(x, 1, 3, 1), w) * Sum(MatMul(Unfold(x, 0, 2).Permute(0, 2, 1), x.T.Reshape(x.Shape[1], x.Shape[0])));

    [Model]
    public static Tensor<double> Together([Parameter, Shape("n", "d")] Tensor<double> x) => Softmax(Unfold(x, 1, 4, 3), -1) * Max(Unfold(x, 1, 4, 3), 2, keepDims: true) + CumSum(Unfold(x, 1, 4, 3), 1);

    [Model]
    public static Tensor<double> Joined([Parameter, Shape("n", "d")] Tensor<double> x) => Concat([Unfold(x, 1, 2), Unfold(x * x, 1, 2)], 2) + Pad(Unfold(x, 1, 2), 1, 1);

    [Model]
    public static Tensor<double> Positions([Parameter, Shape("n", 7)] Tensor<double> x) => Sum(Unfold(x, 1, 3) * Unfold(Tensor.Arange<double>(7), 0, 3), -1);

    [Model]
    public static Tensor<double> Leading([Shape("...", "d")] Tensor<double> x, [Parameter, Shape("d")] Tensor<double> v) => Sum(Square(Mean(Unfold(x * v, -1, 3), -1)));

    [Model]
    public static Tensor<double> Looped([Parameter, Shape("n", "d")] Tensor<double> x)
    {
        var y = x;
        for (int i = 0; i < 3; i++)
            y = Tanh(Mean(Unfold(Pad(y, 1, 1), 1, 3), -1) + x);
        return Sum(y) > 0 ? Unfold(y, 1, 2) : Unfold(y * 2, 1, 2);
    }

    [Model]
    public static Tensor<double> OneByOne([Parameter, Shape("n", "c", "h", "w")] Tensor<double> x, [Parameter, Shape("o", "c", 1, 1)] Tensor<double> k)
        => MaxPool2d(Conv2d(x, k), 1) + Conv2d(x, k, stride: 1);

    [Model]
    public static Tensor<double> AlongOneAxis([Parameter, Shape("n", "c", "l")] Tensor<double> x, [Parameter, Shape("o", "c", 3)] Tensor<double> k)
        => Einsum("oci,ncli->nol", k, Unfold(x, 2, 3, step: 2)) * Sum(Einsum("oci,ncli->onl", k, Unfold(Tanh(x), 2, 3, 1, 2)));

    [Model]
    public static Tensor<double> ChannelsBehind([Parameter, Shape("n", "l", "c")] Tensor<double> x, [Parameter, Shape("o", "c", "k")] Tensor<double> w)
        => Einsum("nlci,oci->nlo", Unfold(x, 1, w.Shape[2]), w) + Sum(Einsum("oci,nlci->oln", w, Unfold(Square(x), 1, w.Shape[2])));

    [Model]
    public static Tensor<double> WithEachOther([Parameter, Shape("n", "d")] Tensor<double> x, [Parameter, Shape("n", "d")] Tensor<double> y)
        => Einsum("nli,nmi->nlm", Unfold(x, 1, 3), Unfold(y, 1, 3)) + Sum(Einsum("nli,mli->nm", Unfold(x, 1, 3), Unfold(y, 1, 3)));

    [Model]
    public static Tensor<double> Twofold([Parameter, Shape("n", "c", "h", "w")] Tensor<double> x, [Parameter, Shape("o", "c", 2, 3)] Tensor<double> k)
        => Conv2d(x, k, padding: 1) + Conv2d(x, k, padding: 1, stride: 1).Flip(3) * Sum(Conv2d(x, Square(k), stride: 3, dilation: 2, padding: 2));

    [Model]
    public static Tensor<double> Grouped([Parameter, Shape("n", "c", "h", "w")] Tensor<double> x, [Parameter, Shape("c", 2, 2)] Tensor<double> k)
        => Einsum("nchwij,cij->nchw", Unfold(Unfold(x, 2, 2), 3, 2), k);

    [Model]
    public static Tensor<double> Channelwise([Parameter, Shape("n", 3, "h", "w")] Tensor<double> x, [Parameter, Shape(3, 1, 3, 2)] Tensor<double> k, [Parameter, Shape(3)] Tensor<double> b)
        => Relu(Conv2d(x, k, b, stride: (2, 1), padding: 1, groups: 3)) + Sum(Einsum("cij,nchwij->hnc", k.Squeeze(1), Unfold(Unfold(x, 2, 3), 3, 2)));

    [Model]
    public static Tensor<double> Pooled([Parameter, Shape("n", "c", "h", "w")] Tensor<double> x)
        => MaxPool2d(x * 2, (2, 3), (3, 3)) * Sum(AvgPool2d(Square(x), (1, 2), (2, 2))) + Sum(MaxPool2d(x, 3, 2, 1));

    [Model]
    public static Tensor<double> Transposed([Parameter, Shape("n", "c", "h", "w")] Tensor<double> x, [Parameter, Shape("c", "o", 3, 2)] Tensor<double> k, [Parameter, Shape("o")] Tensor<double> b)
        => ConvTranspose2d(Relu(ConvTranspose2d(x, k, b, stride: 2, padding: (1, 0))), Square(k).Permute(1, 0, 2, 3)) * Sum(Conv2d(x, k.Permute(1, 0, 2, 3), b, padding: 1, groups: 1));

    [Model]
    public static Tensor<double> InGroups([Parameter, Shape("n", 4, "h", "w")] Tensor<double> x, [Parameter, Shape("o", 2, 3, 3)] Tensor<double> k, [Parameter, Shape(4, "o", 2, 2)] Tensor<double> t)
        => Conv2d(Tanh(x).Permute(0, 1, 3, 2), k, padding: 1, groups: 2).Permute(0, 1, 3, 2) + ConvTranspose2d(x, t[.., ..(t.Shape[1] / 2)], groups: 2)[.., .., 1.., 1..];
}
