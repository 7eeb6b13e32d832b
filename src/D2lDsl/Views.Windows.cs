namespace D2lDsl;

/// <summary>Windows that slide over tensors.</summary>
static partial class Views
{
    /// <summary>Windows along an axis as a view: an element that lies in several windows is seen several times.</summary>
    public static Tensor<T> Unfold<T>(Tensor<T> x, int axis, int size, int step, int dilation)
        where T : unmanaged
    {
        axis = Layout.Axis(axis, x.Sizes);
        if (size < 1 || step < 1 || dilation < 1)
            throw new ArgumentException($"Unfold takes a size, a step and a dilation of 1 or more; here they are {size}, {step} and {dilation}");
        long span = (size - 1L) * dilation + 1;
        if (span > x.Sizes[axis])
            throw new ArgumentException($"Unfold: a window takes {span} positions, but axis {axis} of shape {x.Shape} has {x.Sizes[axis]}; make the window smaller or pad the axis");
        int[] sizes = [.. x.Sizes, size], strides = [.. x.Strides, x.Strides[axis] * dilation];
        sizes[axis] = (x.Sizes[axis] - (int)span) / step + 1;
        strides[axis] *= step;
        return new Tensor<T>(x.Storage, x.Offset, sizes, strides);
    }

    /// <summary>So many equal numbers before and behind each of the last two axes; x itself where there are none.</summary>
    public static Tensor<T> Border<T>(Tensor<T> x, int width, T fill)
        where T : unmanaged
    {
        if (width < 0)
            throw new ArgumentException($"A padding is 0 or more; here it is {width}");
        if (width == 0)
            return x;
        int[] sizes = [.. x.Sizes];
        sizes[^1] += 2 * width;
        sizes[^2] += 2 * width;
        var result = Tensor.Full(sizes, fill);
        Slice(Slice(result, -2, width, sizes[^2] - width, 1), -1, width, sizes[^1] - width, 1).CopyFrom(x);
        return result;
    }
}
