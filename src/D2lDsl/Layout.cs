using System.Text;

namespace D2lDsl;

/// <summary>Arithmetic on sizes and strides. Strides count elements.</summary>
static class Layout
{
    /// <summary>The product of the sizes, which an array must be able to hold.</summary>
    public static int Count(ReadOnlySpan<int> sizes)
    {
        long count = 1;
        bool empty = false;
        foreach (int size in sizes)
        {
            if (size < 0)
                throw new ArgumentException($"Shape {Text(sizes)} has the negative size {size}");
            empty |= size == 0;
            count = Math.Min(count * Math.Max(size, 1), 1L << 32);
        }

        if (empty)
            return 0;
        return count <= Array.MaxLength
            ? (int)count
            : throw new ArgumentException($"Shape {Text(sizes)} has more elements than one array can hold ({Array.MaxLength})");
    }

    /// <summary>Strides of a row-major tensor without gaps.</summary>
    public static int[] RowMajor(ReadOnlySpan<int> sizes)
    {
        var strides = new int[sizes.Length];
        RowMajor(sizes, strides);
        return strides;
    }

    public static void RowMajor(ReadOnlySpan<int> sizes, Span<int> strides)
    {
        int stride = 1;
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Math.Max(sizes[axis], 1);
        }
    }

    /// <summary>True where both are the same sizes, of which there are few.</summary>
    public static bool AreSame(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        if (a.Length != b.Length)
            return false;
        for (int axis = 0; axis < a.Length; axis++)
            if (a[axis] != b[axis])
                return false;
        return true;
    }

    /// <summary>True where an axis has size 0. A loop: <c>Contains</c> takes the JIT longer than all of an operation's own methods.</summary>
    public static bool HasNone(ReadOnlySpan<int> sizes)
    {
        foreach (int size in sizes)
            if (size == 0)
                return true;
        return false;
    }

    /// <summary>Whether the elements lie row by row without gaps. Strides of axes of size 1 do not matter.</summary>
    public static bool IsRowMajor(ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides)
    {
        if (HasNone(sizes))
            return true;
        int expected = 1;
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
        {
            if (sizes[axis] != 1 && strides[axis] != expected)
                return false;
            expected *= sizes[axis];
        }

        return true;
    }

    /// <summary>The axis counted from the front; −1 is the last.</summary>
    public static int Axis(int axis, ReadOnlySpan<int> sizes)
    {
        int counted = axis < 0 ? axis + sizes.Length : axis;
        if ((uint)counted < (uint)sizes.Length)
            return counted;
        throw new ArgumentOutOfRangeException(null, sizes.Length == 0
            ? $"Axis {axis} does not exist: a scalar, shape [], has no axes"
            : $"Axis {axis} does not exist in shape {Text(sizes)}: axes run from 0 to {sizes.Length - 1} or from -{sizes.Length} to -1");
    }

    /// <summary>
    /// Strides with which a tensor is read as if it had the target sizes: 0 along the axes it repeats over.
    /// False if it does not fit; the caller knows the words.
    /// </summary>
    public static bool TryBroadcast(ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, ReadOnlySpan<int> target, Span<int> result)
    {
        int missing = target.Length - sizes.Length;
        if (missing < 0)
            return false;
        result[..missing].Clear();
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            if (sizes[axis] == target[axis + missing])
                result[axis + missing] = strides[axis];
            else if (sizes[axis] == 1)
                result[axis + missing] = 0;
            else
                return false;
        }

        return true;
    }

    /// <summary>The shape two operands broadcast to, or null if they do not.</summary>
    public static int[]? Broadcast(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var result = new int[Math.Max(a.Length, b.Length)];
        for (int fromEnd = 1; fromEnd <= result.Length; fromEnd++)
        {
            int x = fromEnd <= a.Length ? a[^fromEnd] : 1;
            int y = fromEnd <= b.Length ? b[^fromEnd] : 1;
            if (x != y && x != 1 && y != 1)
                return null;
            result[^fromEnd] = x == 1 ? y : x;
        }

        return result;
    }

    public static string Text(ReadOnlySpan<int> sizes)
    {
        var text = new StringBuilder("[");
        for (int axis = 0; axis < sizes.Length; axis++)
            text.Append(axis == 0 ? "" : ", ").Append(sizes[axis]);
        return text.Append(']').ToString();
    }

    public static string Axes(int rank) => rank == 1 ? "1 axis" : $"{rank} axes";

    public static string Indices(int count) => count == 1 ? "1 index" : $"{count} indices";

    public static string Elements(int count) => count == 1 ? "1 element" : $"{count} elements";
}
