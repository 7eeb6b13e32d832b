namespace D2lDsl;

/// <summary>Stride arithmetic: tensors that share the elements of another. Every error says what met what.</summary>
static partial class Views
{
    public static Tensor<T> Index<T>(Tensor<T> x, ReadOnlySpan<TensorIndex> indices)
        where T : unmanaged
    {
        if (indices.Length > x.Rank)
            throw new ArgumentException($"Shape {x.Shape} has {Layout.Axes(x.Rank)} and cannot take {Layout.Indices(indices.Length)}");
        int rank = x.Rank;
        foreach (var index in indices)
            rank -= index.KeepsAxis ? 0 : 1;
        var (sizes, strides) = (new int[rank], new int[rank]);
        int offset = x.Offset, to = 0;
        for (int axis = 0; axis < x.Rank; axis++)
        {
            TensorIndex index = axis < indices.Length ? indices[axis] : Range.All;
            var (start, count) = index.Resolve(axis, x.Sizes);
            offset += count == 0 ? 0 : start * x.Strides[axis];
            if (index.KeepsAxis)
                (sizes[to], strides[to++]) = (count, x.Strides[axis] * index.Step);
        }

        return new Tensor<T>(x.Storage, offset, sizes, strides);
    }

    public static Tensor<T> Slice<T>(Tensor<T> x, int axis, int start, int stop, int step)
        where T : unmanaged
    {
        axis = Layout.Axis(axis, x.Sizes);
        int size = x.Sizes[axis];
        if (step < 1)
            throw new ArgumentOutOfRangeException(null, $"Slice: step {step} is not positive; steps run forward");
        int first = start < 0 ? start + size : start, end = stop < 0 ? stop + size : stop;
        if (first < 0 || first > end || end > size)
            throw new ArgumentOutOfRangeException(
                null, $"Slice: {start}..{stop} does not fit axis {axis} of shape {x.Shape}, which has size {size}");
        var (sizes, strides) = ((int[])x.Sizes.Clone(), (int[])x.Strides.Clone());
        sizes[axis] = (end - first + step - 1) / step;
        strides[axis] *= step;
        return new Tensor<T>(x.Storage, sizes[axis] == 0 ? x.Offset : x.Offset + first * x.Strides[axis], sizes, strides);
    }

    /// <summary>A view where the strides allow one, otherwise a copy, as in PyTorch. One size may be −1.</summary>
    public static Tensor<T> Reshape<T>(Tensor<T> x, params ReadOnlySpan<int> sizes)
        where T : unmanaged
    {
        int[] target = InferSizes(x, sizes);
        if (x.IsContiguous)
            return new Tensor<T>(x.Storage, x.Offset, target);
        return TryStrides(x.Sizes, x.Strides, target) is { } strides
            ? new Tensor<T>(x.Storage, x.Offset, target, strides)
            : new Tensor<T>(x.ToArray(), 0, target);
    }

    public static Tensor<T> Permute<T>(Tensor<T> x, params ReadOnlySpan<int> axes)
        where T : unmanaged
    {
        if (axes.Length != x.Rank)
            throw new ArgumentException($"Permute: {Layout.Text(axes)} names {Layout.Axes(axes.Length)}, shape {x.Shape} has {x.Rank}");
        var (sizes, strides, seen) = (new int[x.Rank], new int[x.Rank], new bool[x.Rank]);
        for (int to = 0; to < axes.Length; to++)
        {
            int axis = Layout.Axis(axes[to], x.Sizes);
            if (seen[axis])
                throw new ArgumentException($"Permute: {Layout.Text(axes)} names axis {axis} twice");
            seen[axis] = true;
            (sizes[to], strides[to]) = (x.Sizes[axis], x.Strides[axis]);
        }

        return new Tensor<T>(x.Storage, x.Offset, sizes, strides);
    }

    /// <summary>Reverses the axes.</summary>
    public static Tensor<T> Transpose<T>(Tensor<T> x)
        where T : unmanaged
    {
        var (sizes, strides) = ((int[])x.Sizes.Clone(), (int[])x.Strides.Clone());
        Array.Reverse(sizes);
        Array.Reverse(strides);
        return new Tensor<T>(x.Storage, x.Offset, sizes, strides);
    }

    /// <summary>Exchanges two axes.</summary>
    public static Tensor<T> Transpose<T>(Tensor<T> x, int axis0, int axis1)
        where T : unmanaged
    {
        (axis0, axis1) = (Layout.Axis(axis0, x.Sizes), Layout.Axis(axis1, x.Sizes));
        var (sizes, strides) = ((int[])x.Sizes.Clone(), (int[])x.Strides.Clone());
        (sizes[axis0], sizes[axis1]) = (sizes[axis1], sizes[axis0]);
        (strides[axis0], strides[axis1]) = (strides[axis1], strides[axis0]);
        return new Tensor<T>(x.Storage, x.Offset, sizes, strides);
    }

    /// <summary>Repeats axes of size 1, and puts new ones in front, without a copy. A size of −1 keeps the axis.</summary>
    public static Tensor<T> Expand<T>(Tensor<T> x, params ReadOnlySpan<int> sizes)
        where T : unmanaged
    {
        var (target, strides) = (sizes.ToArray(), new int[sizes.Length]);
        int missing = target.Length - x.Rank;
        for (int axis = 0; axis < target.Length; axis++)
        {
            if (target[axis] == -1 && axis >= missing)
                target[axis] = x.Sizes[axis - missing];
        }

        if (!Layout.TryBroadcast(x.Sizes, x.Strides, target, strides))
            throw new ArgumentException($"BroadcastTo: {x.Shape} does not broadcast to {Layout.Text(sizes)}");
        return new Tensor<T>(x.Storage, x.Offset, target, strides);
    }

    /// <summary>Inserts an axis of size 1 before the given one; −1 appends.</summary>
    public static Tensor<T> Unsqueeze<T>(Tensor<T> x, int axis)
        where T : unmanaged
    {
        int at = axis < 0 ? axis + x.Rank + 1 : axis;
        if ((uint)at > (uint)x.Rank)
            throw new ArgumentOutOfRangeException(
                null, $"Unsqueeze: axis {axis} does not fit shape {x.Shape}: it may be from {-x.Rank - 1} to {x.Rank}");
        int[] sizes = [.. x.Sizes.AsSpan(0, at), 1, .. x.Sizes.AsSpan(at)];
        int[] strides = [.. x.Strides.AsSpan(0, at), 1, .. x.Strides.AsSpan(at)];
        return new Tensor<T>(x.Storage, x.Offset, sizes, strides);
    }

    /// <summary>Drops an axis of size 1. PyTorch silently keeps any other; we refuse.</summary>
    public static Tensor<T> Squeeze<T>(Tensor<T> x, int axis)
        where T : unmanaged
    {
        int at = Layout.Axis(axis, x.Sizes);
        if (x.Sizes[at] != 1)
            throw new ArgumentException(
                $"Squeeze: axis {at} of shape {x.Shape} has size {x.Sizes[at]}; only an axis of size 1 can be dropped");
        int[] sizes = [.. x.Sizes.AsSpan(0, at), .. x.Sizes.AsSpan(at + 1)];
        int[] strides = [.. x.Strides.AsSpan(0, at), .. x.Strides.AsSpan(at + 1)];
        return new Tensor<T>(x.Storage, x.Offset, sizes, strides);
    }

    /// <summary>Drops every axis of size 1.</summary>
    public static Tensor<T> Squeeze<T>(Tensor<T> x)
        where T : unmanaged
    {
        var (sizes, strides) = (new List<int>(x.Rank), new List<int>(x.Rank));
        for (int axis = 0; axis < x.Rank; axis++)
        {
            if (x.Sizes[axis] == 1)
                continue;
            sizes.Add(x.Sizes[axis]);
            strides.Add(x.Strides[axis]);
        }

        return new Tensor<T>(x.Storage, x.Offset, [.. sizes], [.. strides]);
    }

    static int[] InferSizes<T>(Tensor<T> x, ReadOnlySpan<int> sizes)
        where T : unmanaged
    {
        int inferred = -1;
        int known = 1;
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            if (sizes[axis] == -1 && inferred >= 0)
                throw new ArgumentException($"Reshape: {Layout.Text(sizes)} leaves two sizes open; at most one may be -1");
            if (sizes[axis] == -1)
                inferred = axis;
            else if (sizes[axis] < 0)
                throw new ArgumentException(
                    $"Reshape: {Layout.Text(sizes)} has the negative size {sizes[axis]}; only -1 is allowed, and means the rest");
        }

        int[] target = sizes.ToArray();
        if (inferred >= 0)
        {
            target[inferred] = 1;
            known = Layout.Count(target);
            if (known == 0)
                throw new ArgumentException($"Reshape: the -1 in {Layout.Text(sizes)} could be any size beside a size of 0; write it out");
            if (x.Length % known != 0)
                throw new ArgumentException(
                    $"Reshape: {x.Shape} has {Layout.Elements(x.Length)}, which {Layout.Text(sizes)} cannot divide by {known}");
            target[inferred] = x.Length / known;
        }

        if (Layout.Count(target) != x.Length)
            throw new ArgumentException(
                $"Reshape: {x.Shape} has {Layout.Elements(x.Length)}, {Layout.Text(target)} has {Layout.Count(target)}");
        return target;
    }

    /// <summary>Strides that give the same elements in the same order under other sizes, or null if none do.</summary>
    static int[]? TryStrides(int[] sizes, int[] strides, int[] target)
    {
        var result = new int[target.Length];
        int to = target.Length - 1;
        int runEnd = sizes.Length - 1;
        while (runEnd >= 0)
        {
            // A run of old axes that one step crosses must be cut into whole new axes.
            int length = sizes[runEnd], step = strides[runEnd], runStart = runEnd;
            while (runStart > 0 && (sizes[runStart - 1] == 1 || length == 1 || strides[runStart - 1] == (long)step * length))
            {
                runStart--;
                if (length == 1)
                    step = strides[runStart];
                length *= sizes[runStart];
            }

            int taken = 1;
            while (to >= 0 && (taken < length || target[to] == 1))
            {
                result[to] = step * taken;
                taken *= target[to--];
            }

            if (taken != length)
                return null;
            runEnd = runStart - 1;
        }

        for (; to >= 0; to--)
            result[to] = 1;
        return result;
    }
}
