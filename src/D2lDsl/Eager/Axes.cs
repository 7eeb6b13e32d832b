namespace D2lDsl.Eager;

/// <summary>Which axes a reduction goes over: one flag an axis.</summary>
static class Axes
{
    public static bool[] All<T>(Tensor<T> x)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(x);
        var reduced = new bool[x.Rank];
        reduced.AsSpan().Fill(true);
        return reduced;
    }

    public static bool[] Of<T>(string op, Tensor<T> x, int axis)
        where T : unmanaged => Of(op, x, [axis]);

    public static bool[] Of<T>(string op, Tensor<T> x, ReadOnlySpan<int> axes)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(x);
        if (axes.IsEmpty)
            throw new ArgumentException($"{op}: no axes are named; leave the argument out to reduce all of shape {x.Shape}");
        var reduced = new bool[x.Rank];
        foreach (int axis in axes)
        {
            int counted = axis < 0 ? axis + x.Rank : axis;
            if ((uint)counted >= (uint)x.Rank)
                throw new ArgumentException(x.Rank == 0
                    ? $"{op}: axis {axis} does not exist; a scalar, shape [], has no axes"
                    : $"{op}: axis {axis} does not exist in shape {x.Shape}; axes run from 0 to {x.Rank - 1} or from -{x.Rank} to -1");
            if (reduced[counted])
                throw new ArgumentException($"{op}: {Layout.Text(axes)} names axis {counted} of shape {x.Shape} twice");
            reduced[counted] = true;
        }

        return reduced;
    }

    /// <summary>A result with its reduced axes, which have size 1, or without them.</summary>
    public static Tensor<T> Drop<T>(Tensor<T> result, bool[] reduced, bool keepDims)
        where T : unmanaged
    {
        if (keepDims)
            return result;
        var sizes = new List<int>(result.Rank);
        for (int axis = 0; axis < result.Rank; axis++)
        {
            if (!reduced[axis])
                sizes.Add(result.Sizes[axis]);
        }

        return Views.Reshape(result, [.. sizes]);
    }
}
