namespace D2lDsl;

/// <summary>Movements that merge, repeat, turn round or pick along axes.</summary>
static partial class Views
{
    /// <summary>The axes from the first to the last as one.</summary>
    public static Tensor<T> Flatten<T>(Tensor<T> x, int start, int stop)
        where T : unmanaged
    {
        if (x.Rank == 0)
            return Reshape(x, 1);
        var (first, last) = (Layout.Axis(start, x.Sizes), Layout.Axis(stop, x.Sizes));
        if (first > last)
            throw new ArgumentException($"Flatten: axis {start} of shape {x.Shape} lies behind axis {stop}");
        return Reshape(x, [.. x.Sizes.AsSpan(0, first), Layout.Count(x.Sizes.AsSpan(first, last - first + 1)), .. x.Sizes.AsSpan(last + 1)]);
    }

    /// <summary>The whole tensor several times along each axis; a copy.</summary>
    public static Tensor<T> Repeat<T>(Tensor<T> x, params ReadOnlySpan<int> times)
        where T : unmanaged
    {
        int added = times.Length - x.Rank;
        if (added < 0)
            throw new ArgumentException($"Repeat: {Layout.Text(times)} has {times.Length} numbers for the {Layout.Axes(x.Rank)} of shape {x.Shape}");
        var (apart, wide, sizes) = (new int[2 * times.Length], new int[2 * times.Length], new int[times.Length]);
        for (int axis = 0; axis < times.Length; axis++)
        {
            RequireCount("Repeat", x, times[axis]);
            int size = axis < added ? 1 : x.Sizes[axis - added];
            (apart[2 * axis], apart[2 * axis + 1]) = (1, size);
            (wide[2 * axis], wide[2 * axis + 1]) = (times[axis], size);
            sizes[axis] = times[axis] * size;
        }

        return Reshape(Expand(Reshape(x, apart), wide), sizes);
    }

    /// <summary>Every position of an axis several times in a row; a copy.</summary>
    public static Tensor<T> RepeatInterleave<T>(Tensor<T> x, int times, int axis)
        where T : unmanaged
    {
        axis = Layout.Axis(axis, x.Sizes);
        RequireCount("RepeatInterleave", x, times);
        var apart = Unsqueeze(x, axis + 1);
        int[] wide = [.. apart.Sizes], sizes = [.. x.Sizes];
        wide[axis + 1] = times;
        sizes[axis] *= times;
        return Reshape(Expand(apart, wide), sizes);
    }

    /// <summary>The positions of an axis in reverse order; a copy, for strides are never negative.</summary>
    public static Tensor<T> Flip<T>(Tensor<T> x, int axis)
        where T : unmanaged
    {
        axis = Layout.Axis(axis, x.Sizes);
        int size = x.Sizes[axis];
        return Eager.Assembly.IndexSelect(x, axis, Tensor.Of(Enumerable.Range(0, size).Select(i => size - 1 - i).ToArray()));
    }

    /// <summary>The positions of an axis moved on, round its end; a copy of its two ends the other way round.</summary>
    public static Tensor<T> Roll<T>(Tensor<T> x, int shift, int axis)
        where T : unmanaged
    {
        axis = Layout.Axis(axis, x.Sizes);
        int size = x.Sizes[axis];
        int by = size == 0 ? 0 : (shift % size + size) % size;
        return by == 0 ? x : Eager.Assembly.Concat<T>("Roll", [Slice(x, axis, size - by, size, 1), Slice(x, axis, 0, size - by, 1)], axis);
    }

    /// <summary>A copy inside of a tensor of zeros.</summary>
    public static Tensor<T> Pad<T>(Tensor<T> x, params ReadOnlySpan<int> widths)
        where T : unmanaged
    {
        if (widths.Length == 0 || widths.Length % 2 != 0 || widths.Length > 2 * x.Rank)
            throw new ArgumentException($"Pad takes two widths for each of the last axes; {Layout.Text(widths)} has {widths.Length} for shape {x.Shape}");
        int[] sizes = [.. x.Sizes];
        for (int i = 0; i < widths.Length; i++)
        {
            if (widths[i] < 0)
                throw new ArgumentException($"Pad takes widths of 0 or more; widths[{i}] is {widths[i]}");
            sizes[^(i / 2 + 1)] += widths[i];
        }

        var result = Tensor.Zeros<T>(sizes);
        var inside = result;
        for (int i = 0; i < widths.Length; i += 2)
        {
            int axis = x.Rank - 1 - i / 2;
            inside = Slice(inside, axis, widths[i], widths[i] + x.Sizes[axis], 1);
        }

        inside.CopyFrom(x);
        return result;
    }

    /// <summary>The diagonal of a matrix as a view, or a vector as the diagonal of a new matrix.</summary>
    public static Tensor<T> Diag<T>(Tensor<T> x, int offset)
        where T : unmanaged
    {
        if (x.Rank is not (1 or 2))
            throw new ArgumentException($"Diag takes [n] or [n, m]; x has shape {x.Shape}");
        int row = Math.Max(-offset, 0), column = Math.Max(offset, 0);
        if (x.Rank == 1)
        {
            int size = x.Length + row + column;
            var result = new Tensor<T>([size, size]);
            Diag(result, offset).Assign("Diag", x);
            return result;
        }

        if (row > x.Sizes[0] || column > x.Sizes[1])
            throw new ArgumentException($"Diag: diagonal {offset} begins outside of shape {x.Shape}");
        return Diagonal(Slice(Slice(x, 0, row, x.Sizes[0], 1), 1, column, x.Sizes[1], 1), 0, 1);
    }

    /// <summary>A view of the elements whose positions along two axes are the same; the second axis goes away.</summary>
    public static Tensor<T> Diagonal<T>(Tensor<T> x, int along, int across)
        where T : unmanaged
    {
        var (sizes, strides) = (x.Sizes.ToList(), x.Strides.ToList());
        sizes[along] = Math.Min(sizes[along], sizes[across]);
        strides[along] += strides[across];
        sizes.RemoveAt(across);
        strides.RemoveAt(across);
        return new Tensor<T>(x.Storage, x.Offset, [.. sizes], [.. strides]);
    }

    static void RequireCount<T>(string op, Tensor<T> x, int times)
        where T : unmanaged
    {
        if (times < 0)
            throw new ArgumentException($"{op}: {times} times of shape {x.Shape}; a number of times is 0 or more");
    }
}
