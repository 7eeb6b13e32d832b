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
    public static Tensor<T> Border<T>(Tensor<T> x, int rows, int columns, T fill)
        where T : unmanaged
    {
        if (rows < 0 || columns < 0)
            throw new ArgumentException($"A padding is 0 or more; here it is {new RowsAndColumns(rows, columns)}");
        if (rows == 0 && columns == 0)
            return x;
        int[] sizes = [.. x.Sizes];
        sizes[^2] += 2 * rows;
        sizes[^1] += 2 * columns;
        var result = Tensor.Full(sizes, fill);
        Slice(Slice(result, -2, rows, sizes[^2] - rows, 1), -1, columns, sizes[^1] - columns, 1).CopyFrom(x);
        return result;
    }

    /// <summary>An axis as groups and what is in each.</summary>
    public static Tensor<T> Split<T>(string op, Tensor<T> x, int axis, int groups)
        where T : unmanaged
    {
        if (x.Sizes[axis] % groups != 0)
            throw new ArgumentException($"{op}: {groups} groups share the channels, but axis {axis} of shape {x.Shape} has {x.Sizes[axis]}; give it a multiple of {groups}");
        return x.Reshape([.. x.Sizes[..axis], groups, x.Sizes[axis] / groups, .. x.Sizes[(axis + 1)..]]);
    }

    /// <summary>Windows [..., h, w, kh, kw] added up where they lie in images [..., H, W], without what is cut off at the sides.</summary>
    public static Tensor<T> Fold<T>(
        string op, Tensor<T> x, int strideRows, int strideColumns, int dilationRows, int dilationColumns, int paddingRows, int paddingColumns, int extraRows, int extraColumns)
        where T : unmanaged
    {
        int[] sizes = [.. x.Sizes[..^2]];
        sizes[^2] = Whole(sizes[^2], x.Sizes[^2], strideRows, dilationRows, paddingRows, extraRows);
        sizes[^1] = Whole(sizes[^1], x.Sizes[^1], strideColumns, dilationColumns, paddingColumns, extraColumns);
        var result = Tensor.Zeros<T>(sizes);
        for (int i = 0; i < x.Sizes[^2]; i++)
        for (int j = 0; j < x.Sizes[^1]; j++)
        {
            var target = Part(Part(result, -2, i * dilationRows, x.Sizes[^4], strideRows), -1, j * dilationColumns, x.Sizes[^3], strideColumns);
            target += Squeeze(Slice(Squeeze(Slice(x, -1, j, j + 1, 1), -1), -1, i, i + 1, 1), -1);
        }

        return Slice(Slice(result, -2, paddingRows, sizes[^2] - paddingRows, 1), -1, paddingColumns, sizes[^1] - paddingColumns, 1);

        int Whole(int count, int size, int stride, int dilation, int padding, int extra)
        {
            if (count < 1 || size < 1)
                throw new ArgumentException($"{op} takes images and windows of 1 element or more; here they have {count} and {size}");
            if (stride < 1 || dilation < 1 || padding < 0)
                throw new ArgumentException($"{op} takes a stride and a dilation of 1 or more and a padding of 0 or more; here they are {stride}, {dilation} and {padding}");
            if (extra < 0 || extra >= Math.Max(stride, dilation))
                throw new ArgumentException($"{op}: outputPadding is 0 or more and less than the stride or the dilation, here {Math.Max(stride, dilation)}; it is {extra}");
            int whole = (count - 1) * stride + (size - 1) * dilation + extra + 1;
            return whole > 2 * padding ? whole
                : throw new ArgumentException($"{op}: {padding} positions cut off at each side leave nothing of {whole}; make padding smaller");
        }

        static Tensor<T> Part(Tensor<T> x, int axis, int start, int count, int step) => Slice(x, axis, start, start + (count - 1) * step + 1, step);
    }
}
