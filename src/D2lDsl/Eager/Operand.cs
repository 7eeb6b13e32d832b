using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using D2lDsl.Runtime;

namespace D2lDsl.Eager;

/// <summary>Checks and index tensors that the bodies of composite ops need.</summary>
static class Operand
{
    /// <summary>Requires both sizes to be at most half of two others.</summary>
    public static void RequireHalf(string op, string small, RowsAndColumns size, string large, RowsAndColumns of)
    {
        if (2L * size.Rows > of.Rows || 2L * size.Columns > of.Columns)
            throw new ArgumentException($"{op}: {small} is at most half of {large}; here it is {size} where {large} is {of}");
    }

    /// <summary>Requires an axis to have what another has in each of so many groups.</summary>
    public static void RequireGroups(string op, int groups, (string Name, int[] Sizes) a, int axis, (string Name, int[] Sizes) of, int ofAxis)
    {
        if (groups < 1)
            throw new ArgumentException($"{op} takes 1 group or more; here they are {groups}");
        if (a.Sizes[axis] != (long)of.Sizes[ofAxis] * groups)
            throw new ArgumentException($"{op} joins {a.Name} {Layout.Text(a.Sizes)} with {of.Name} {Layout.Text(of.Sizes)}: axis {axis} of {a.Name} has {a.Sizes[axis]} where "
                + (groups == 1 ? $"{of.Sizes[ofAxis]} was expected" : $"{groups} groups of {of.Sizes[ofAxis]} were expected"));
    }

    /// <summary>Requires a number to lie in its range.</summary>
    public static void RequireRange(string op, string name, double number, bool isInside, string range)
    {
        if (!isInside)
            throw new ArgumentOutOfRangeException(null, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{op} takes {name} {range}; here it is {number}"));
    }

    /// <summary>Checks that operands have the axes of an index string and that equal labels are equal sizes; <c>...</c> is any axes.</summary>
    public static void RequireForm(string op, string form, params ReadOnlySpan<(string Name, int[] Sizes)> operands)
    {
        string[][] labels = [.. form.Split(',').Select(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        int batch = -1;
        for (int i = 0; i < operands.Length; i++)
        {
            bool hasBatch = labels[i] is ["...", ..];
            int leading = operands[i].Sizes.Length - labels[i].Length + (hasBatch ? 1 : 0);
            if (leading < 0 || (!hasBatch && leading > 0) || (hasBatch && batch >= 0 && leading != batch))
                throw WrongRank(op, form, operands);
            if (hasBatch)
                batch = leading;
            labels[i] = hasBatch ? [.. Enumerable.Range(0, leading).Select(axis => $"axis {axis}"), .. labels[i][1..]] : labels[i];
            for (int j = 0; j < i; j++)
                RequireSame(op, operands[j], labels[j], operands[i], labels[i]);
        }
    }

    /// <summary>Checks the size that an axis of every operand must have.</summary>
    public static void RequireWidth(string op, int axis, int size, params ReadOnlySpan<(string Name, int[] Sizes)> operands)
    {
        foreach (var (name, sizes) in operands)
        {
            int actual = sizes[Layout.Axis(axis, sizes)];
            if (actual != size)
                throw new ArgumentException($"{op} takes {size} components along axis {axis}; {name} has shape {Layout.Text(sizes)}, which has {actual}");
        }
    }

    static void RequireSame(string op, (string Name, int[] Sizes) a, string[] labelsA, (string Name, int[] Sizes) b, string[] labelsB)
    {
        for (int axis = 0; axis < labelsB.Length; axis++)
        {
            int other = Array.IndexOf(labelsA, labelsB[axis]);
            if (other >= 0 && a.Sizes[other] != b.Sizes[axis])
                throw new ArgumentException($"{op} joins {a.Name} {Layout.Text(a.Sizes)} with {b.Name} {Layout.Text(b.Sizes)}: "
                    + $"{labelsB[axis]} is {a.Sizes[other]} in one and {b.Sizes[axis]} in the other");
        }
    }

    static ArgumentException WrongRank(string op, string form, ReadOnlySpan<(string Name, int[] Sizes)> operands)
    {
        string[] forms = form.Replace("...", "…").Split(',', StringSplitOptions.TrimEntries);
        var (wanted, found) = (new string[forms.Length], new string[forms.Length]);
        for (int i = 0; i < forms.Length; i++)
        {
            wanted[i] = $"{operands[i].Name} [{forms[i].Replace(" ", ", ")}]";
            found[i] = $"{operands[i].Name} has shape {Layout.Text(operands[i].Sizes)}";
        }

        return new($"{op} takes {string.Join(" and ", wanted)}; {string.Join(" and ", found)}");
    }

    /// <summary>Checks that every element lies in [0, limit).</summary>
    public static void RequireIndices<T>(string op, string name, Tensor<T> indices, int limit)
        where T : unmanaged
    {
        var values = indices.IsContiguous ? indices.AsSpan() : indices.ToArray();
        // A vector at a time; which one it is, is asked only where one is outside.
        if (values.Length > 0 && typeof(T) == typeof(int))
        {
            if (Guard.Outside(ref Unsafe.As<T, int>(ref MemoryMarshal.GetReference(values)), values.Length, limit) < 0)
                return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            long value = ElementType.ToLong(values[i]);
            if (value < 0 || value >= limit)
                throw new ArgumentOutOfRangeException(
                    null, $"{op}: {name}{Position(indices.Sizes, i)} is {value}, which is not in [0, {limit})");
        }
    }

    /// <summary>The place of the i-th element in row-major order, as it is indexed.</summary>
    static string Position(int[] sizes, int i)
    {
        var place = new int[sizes.Length];
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
            (i, place[axis]) = Math.DivRem(i, sizes[axis]);
        return Layout.Text(place);
    }

    /// <summary>Each element's index along an axis, in the shape of another tensor; a view that repeats one row of indices.</summary>
    public static Tensor<int> IndexAlong<T>(Tensor<T> like, int axis)
        where T : unmanaged
    {
        axis = Layout.Axis(axis, like.Sizes);
        var indices = new int[like.Sizes[axis]];
        for (int i = 0; i < indices.Length; i++)
            indices[i] = i;
        var strides = new int[like.Rank];
        strides[axis] = 1;
        return new Tensor<int>(indices, 0, like.Sizes, strides);
    }

    /// <summary>Each element's row-major index along the reduced axes, in the shape of another tensor; a view that repeats them.</summary>
    public static Tensor<int> IndexAlong<T>(Tensor<T> like, bool[] reduced)
        where T : unmanaged
    {
        var strides = new int[like.Rank];
        int count = 1;
        for (int axis = like.Rank - 1; axis >= 0; axis--)
        {
            if (!reduced[axis])
                continue;
            strides[axis] = count;
            count *= like.Sizes[axis];
        }

        return new Tensor<int>([.. Enumerable.Range(0, count)], 0, like.Sizes, strides);
    }

    /// <summary>The number of elements along the reduced axes.</summary>
    public static Tensor<T> Count<T>(Tensor<T> x, bool[] reduced)
        where T : unmanaged
    {
        double count = 1;
        for (int axis = 0; axis < x.Rank; axis++)
            count *= reduced[axis] ? x.Sizes[axis] : 1;
        return Tensor.Of(ElementType.From<T>(count));
    }

    /// <summary>0, 1, … below a size.</summary>
    public static Tensor<T> Range<T>(int size)
        where T : unmanaged
    {
        var values = new T[Math.Max(size, 0)];
        for (int i = 0; i < values.Length; i++)
            values[i] = ElementType.From<T>((long)i);
        return new Tensor<T>(values, 0, [values.Length]);
    }
}
