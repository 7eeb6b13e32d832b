using static D2lDsl.Ops;

namespace D2lDsl.EagerTests;

/// <summary>Windows, convolutions and pooling: the book's numbers, and what does not fit.</summary>
public class WindowTests
{
    [Fact]
    public void Windows_are_a_view()
    {
        var x = Tensor.Arange<float>(5);
        var windows = x.Unfold(0, 3);
        Expect.Is(windows, [3, 3], 0, 1, 2, 1, 2, 3, 2, 3, 4);
        x[2] = 7f;
        Expect.Is(windows, [3, 3], 0, 1, 7, 1, 7, 3, 7, 3, 4);
        Expect.Is(Unfold(x, -1, 2, step: 3), [2, 2], 0, 1, 3, 4);
        Expect.Is(Unfold(x, 0, 2, dilation: 4), [1, 2], 0, 4);
    }

    [Fact]
    public void Cross_correlation_is_the_books()
    {
        var (x, k) = (Tensor.Arange<float>(9).Reshape(3, 3), Tensor.Arange<float>(4).Reshape(2, 2));
        Expect.Is(Sum(Unfold(Unfold(x, 0, 2), 1, 2) * k, [-2, -1]), [2, 2], 19, 25, 37, 43);
        Expect.Is(Conv2d(x.Reshape(1, 1, 3, 3), k.Reshape(1, 1, 2, 2)), [1, 1, 2, 2], 19, 25, 37, 43);
        // Two channels, each with a kernel of its own, added up.
        var (two, kernels) = (Stack([x, x + 1], 0).Unsqueeze(0), Stack([k, k + 1], 0).Unsqueeze(0));
        Expect.Is(Conv2d(two, kernels), [1, 1, 2, 2], 56, 72, 104, 120);
    }

    [Fact]
    public void Sizes_are_the_books()
    {
        var x = Tensor.Ones(1, 1, 8, 8);
        Assert.Equal([1, 1, 8, 8], Conv2d(x, Tensor.Ones(1, 1, 3, 3), padding: 1).Shape.ToArray());
        Assert.Equal([1, 1, 4, 4], Conv2d(x, Tensor.Ones(1, 1, 3, 3), stride: 2, padding: 1).Shape.ToArray());
    }

    [Fact]
    public void Transposed_convolution_is_the_books()
    {
        var (x, k) = (Tensor.Arange<float>(4).Reshape(1, 1, 2, 2), Tensor.Arange<float>(4).Reshape(1, 1, 2, 2));
        Expect.Is(ConvTranspose2d(x, k), [1, 1, 3, 3], 0, 0, 1, 0, 4, 6, 4, 12, 9);
        Expect.Is(x.ConvTranspose2d(k, padding: 1), [1, 1, 1, 1], 4);
        Expect.Is(ConvTranspose2d(x, k, stride: 2), [1, 1, 4, 4], 0, 0, 0, 1, 0, 0, 2, 3, 0, 2, 0, 3, 4, 6, 6, 9);
        Assert.Equal([1, 20, 16, 16], Conv2d(ConvTranspose2d(Tensor.Ones(1, 10, 16, 16), Tensor.Ones(10, 10, 5, 5), 3, 2), Tensor.Ones(20, 10, 5, 5), 3, padding: 2).Shape.ToArray());
    }

    [Fact]
    public void Pooling_is_the_books()
    {
        var x = Tensor.Arange<float>(9).Reshape(1, 1, 3, 3);
        Expect.Is(MaxPool2d(x, 2, stride: 1), [1, 1, 2, 2], 4, 5, 7, 8);
        Expect.Is(x.AvgPool2d(2, 1), [1, 1, 2, 2], 2, 3, 5, 6);
        var y = Tensor.Arange<float>(16).Reshape(1, 1, 4, 4);
        Expect.Is(MaxPool2d(y, 3), [1, 1, 1, 1], 10);
        Expect.Is(MaxPool2d(y, 3, stride: 2, padding: 1), [1, 1, 2, 2], 5, 7, 13, 15);
        // Padding never wins, whatever is beside it.
        Expect.Is(MaxPool2d(y - 20, 3, 2, 1), [1, 1, 2, 2], -15, -13, -7, -5);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        var x = Tensor.Zeros(2, 3);
        Assert.Equal("Unfold: a window takes 5 positions, but axis 1 of shape [2, 3] has 3; make the window smaller or pad the axis",
            Expect.Error<ArgumentException>(() => Unfold(x, 1, 3, dilation: 2)));
        Assert.Equal("Unfold takes a size, a step and a dilation of 1 or more; here they are 2, 0 and 1", Expect.Error<ArgumentException>(() => Unfold(x, 1, 2, 0)));
        var images = Tensor.Zeros(1, 3, 4, 4);
        Assert.Contains("3", Expect.Error<ArgumentException>(() => Conv2d(images, Tensor.Zeros(6, 1, 2, 2))));
        Assert.Equal("MaxPool2d: padding is at most half of kernelSize; here it is 2 where kernelSize is 3", Expect.Error<ArgumentException>(() => MaxPool2d(images, 3, padding: 2)));
        Assert.Equal("Conv2d joins x [1, 3, 4, 4] with weight [6, 3, 2, 2]: axis 1 of x has 3 where 2 groups of 3 were expected",
            Expect.Error<ArgumentException>(() => Conv2d(images, Tensor.Zeros(6, 3, 2, 2), Tensor.Zeros(6), groups: 2)));
        Assert.Equal("Conv2d: 3 groups share the channels, but axis 0 of shape [5, 1, 2, 2] has 5; give it a multiple of 3", Expect.Error<ArgumentException>(() => Conv2d(images, Tensor.Zeros(5, 1, 2, 2), groups: 3)));
        Assert.Equal("ConvTranspose2d: outputPadding is 0 or more and less than the stride or the dilation, here 2; it is 2",
            Expect.Error<ArgumentException>(() => ConvTranspose2d(images, Tensor.Zeros(3, 1, 2, 2), stride: (2, 3), outputPadding: 2)));
        Assert.Equal("A padding is 0 or more; here it is -1", Expect.Error<ArgumentException>(() => MaxPool2d(images, 2, padding: -1)));
    }
}
