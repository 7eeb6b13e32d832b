namespace D2lDsl.Eager;

/// <summary>Parts of a tensor along an axis, as views.</summary>
static class Splitting
{
    public static Tensor<T>[] Chunk<T>(Tensor<T> x, int chunks, int axis)
        where T : unmanaged
    {
        axis = Layout.Axis(axis, x.Sizes);
        if (chunks < 1)
            throw new ArgumentOutOfRangeException(null, $"Chunk takes a number of chunks of 1 or more; here it is {chunks}");
        int size = x.Sizes[axis];
        return size == 0 ? Parts(x, axis, new int[chunks]) : Even(x, axis, (size - 1) / chunks + 1);
    }

    public static Tensor<T>[] Split<T>(Tensor<T> x, int size, int axis)
        where T : unmanaged
    {
        axis = Layout.Axis(axis, x.Sizes);
        return size >= 1 ? Even(x, axis, size) : throw new ArgumentOutOfRangeException(null, $"Split takes a size of 1 or more; here it is {size}");
    }

    public static Tensor<T>[] Split<T>(Tensor<T> x, ReadOnlySpan<int> sizes, int axis)
        where T : unmanaged
    {
        axis = Layout.Axis(axis, x.Sizes);
        long sum = 0;
        foreach (int size in sizes)
            sum += size >= 0 ? size : throw new ArgumentOutOfRangeException(null, $"Split takes sizes of 0 or more; here is {size}");
        return sum == x.Sizes[axis] ? Parts(x, axis, sizes)
            : throw new ArgumentException($"Split takes sizes that add up to {x.Sizes[axis]}, that of axis {axis} of {x.Shape}; {string.Join(" + ", sizes.ToArray())} = {sum}");
    }

    public static Tensor<T>[] Unbind<T>(Tensor<T> x, int axis)
        where T : unmanaged
    {
        axis = Layout.Axis(axis, x.Sizes);
        int[] ones = new int[x.Sizes[axis]];
        Array.Fill(ones, 1);
        return Array.ConvertAll(Parts(x, axis, ones), part => Views.Squeeze(part, axis));
    }

    static Tensor<T>[] Even<T>(Tensor<T> x, int axis, int part)
        where T : unmanaged
    {
        int size = x.Sizes[axis];
        int[] sizes = new int[size == 0 ? 1 : (size - 1) / part + 1];
        for (int i = 0; i < sizes.Length; i++)
            sizes[i] = Math.Min(part, size - i * part);
        return Parts(x, axis, sizes);
    }

    static Tensor<T>[] Parts<T>(Tensor<T> x, int axis, ReadOnlySpan<int> sizes)
        where T : unmanaged
    {
        var parts = new Tensor<T>[sizes.Length];
        int start = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Views.Slice(x, axis, start, start + sizes[i], 1);
            start += sizes[i];
        }

        return parts;
    }
}
