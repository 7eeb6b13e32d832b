using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace D2lDsl.Eager;

/// <summary>Tensors put together from others, or from elements picked out of them.</summary>
static class Assembly
{
    public static Tensor<T> Concat<T>(string op, ReadOnlySpan<Tensor<T>> tensors, int axis)
        where T : unmanaged
    {
        RequireSome(op, tensors);
        axis = Layout.Axis(axis, tensors[0].Sizes);
        int[] sizes = [.. tensors[0].Sizes];
        sizes[axis] = 0;
        foreach (var part in tensors)
        {
            RequireSame(op, tensors[0], part, axis);
            sizes[axis] += part.Sizes[axis];
        }

        var result = Map.Fresh<T>(sizes);
        int start = 0;
        foreach (var part in tensors)
        {
            Views.Slice(result, axis, start, start + part.Sizes[axis], 1).Assign(op, part);
            start += part.Sizes[axis];
        }

        return result;
    }

    public static Tensor<T> Stack<T>(string op, ReadOnlySpan<Tensor<T>> tensors, int axis)
        where T : unmanaged
    {
        RequireSome(op, tensors);
        var parts = new Tensor<T>[tensors.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            RequireSame(op, tensors[0], tensors[i], -1);
            parts[i] = Views.Unsqueeze(tensors[i], axis);
        }

        return Concat<T>(op, parts, axis < 0 ? axis + parts[0].Rank : axis);
    }

    public static Tensor<T> IndexSelect<T>(Tensor<T> x, int axis, Tensor<int> index)
        where T : unmanaged
    {
        axis = Layout.Axis(axis, x.Sizes);
        if (index.Rank != 1)
            throw new ArgumentException($"IndexSelect takes a list of indices, of rank 1; index has shape {index.Shape}");
        Operand.RequireIndices("IndexSelect", "index", index, x.Sizes[axis]);
        int[] sizes = [.. x.Sizes];
        sizes[axis] = index.Length;
        var result = Map.Fresh<T>(sizes);
        CopyRows(Dense(x), axis, Dense(index).AsSpan(), result);
        return result;
    }

    /// <summary>The rows of a matrix that indices of any shape name.</summary>
    public static Tensor<T> Rows<T>(string op, string name, Tensor<T> table, Tensor<int> index)
        where T : unmanaged
    {
        Operand.RequireIndices(op, name, index, table.Sizes[0]);
        var result = Map.Fresh<T>([.. index.Sizes, table.Sizes[1]]);
        CopyRows(Dense(table), 0, Dense(index).AsSpan(), result);
        return result;
    }

    /// <summary>What lies at positions of an axis of a dense tensor, in their order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void CopyRows<T>(Tensor<T> table, int axis, ReadOnlySpan<int> positions, Tensor<T> result)
        where T : unmanaged
    {
        int outer = Layout.Count(table.Sizes.AsSpan(0, axis)), size = table.Sizes[axis], row = Layout.Count(table.Sizes.AsSpan(axis + 1));
        for (int group = 0; group < outer; group++)
        {
            var from = table.AsSpan().Slice(group * size * row, size * row);
            var to = result.AsSpan().Slice(group * positions.Length * row, positions.Length * row);
            if (row == 1)
            {
                for (int i = 0; i < positions.Length; i++)
                    to[i] = from[positions[i]];
            }
            else
            {
                for (int i = 0; i < positions.Length; i++)
                    from.Slice(positions[i] * row, row).CopyTo(to[(i * row)..]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Tensor<T> Gather<T>(Tensor<T> x, int axis, Tensor<int> index)
        where T : unmanaged
    {
        axis = Layout.Axis(axis, x.Sizes);
        RequireSame("Gather", x, index, axis);
        Operand.RequireIndices("Gather", "index", index, x.Sizes[axis]);
        var result = Map.Fresh<T>([.. index.Sizes]);
        var values = Dense(x).AsSpan();
        var positions = Dense(index).AsSpan();
        var to = result.AsSpan();
        int size = x.Sizes[axis], inner = Layout.Count(x.Sizes.AsSpan(axis + 1)), line = index.Sizes[axis] * inner;
        for (int start = 0, from = 0; start < to.Length; start += line, from += size * inner)
        {
            var group = values.Slice(from, size * inner);
            var places = positions.Slice(start, line);
            var picked = to.Slice(start, line);
            if (inner == 1)
            {
                for (int i = 0; i < picked.Length; i++)
                    picked[i] = group[places[i]];
            }
            else
            {
                for (int i = 0; i < picked.Length; i += inner)
                for (int j = 0; j < inner; j++)
                    picked[i + j] = group[places[i + j] * inner + j];
            }
        }

        return result;
    }

    public static Tensor<T> IndexAdd<T>(Tensor<T> x, int axis, Tensor<int> index, Tensor<T> source)
        where T : unmanaged, INumber<T>
    {
        axis = Layout.Axis(axis, x.Sizes);
        RequireSame("IndexAdd", x, source, axis);
        if (index.Rank != 1 || index.Length != source.Sizes[axis])
            throw new ArgumentException($"IndexAdd takes an index for each position of the source along axis {axis}; index has shape {index.Shape}, source {source.Shape}");
        Operand.RequireIndices("IndexAdd", "index", index, x.Sizes[axis]);
        var (result, added) = (x.Clone(), Dense(source));
        var positions = index.ToArray();
        int inner = Layout.Count(x.Sizes.AsSpan(axis + 1)), outer = Layout.Count(x.Sizes.AsSpan(0, axis));
        for (int group = 0; group < outer; group++)
            for (int i = 0; i < positions.Length; i++)
            {
                var line = result.AsSpan().Slice((group * x.Sizes[axis] + positions[i]) * inner, inner);
                TensorPrimitives.Add(line, added.AsSpan().Slice((group * positions.Length + i) * inner, inner), line);
            }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Tensor<T> ScatterAdd<T>(Tensor<T> x, int axis, Tensor<int> index, Tensor<T> source)
        where T : unmanaged, INumber<T>
    {
        axis = Layout.Axis(axis, x.Sizes);
        RequireSame("ScatterAdd", x, source, axis);
        RequireSame("ScatterAdd", source, index, -1);
        Operand.RequireIndices("ScatterAdd", "index", index, x.Sizes[axis]);
        var result = x.Clone();
        var values = result.AsSpan();
        var added = Dense(source).AsSpan();
        var positions = Dense(index).AsSpan();
        int size = x.Sizes[axis], inner = Layout.Count(x.Sizes.AsSpan(axis + 1)), line = source.Sizes[axis] * inner;
        for (int start = 0, to = 0; start < added.Length; start += line, to += size * inner)
        {
            for (int i = 0; i < line; i += inner)
            for (int j = 0; j < inner; j++)
                values[to + positions[start + i + j] * inner + j] += added[start + i + j];
        }

        return result;
    }

    static Tensor<T> Dense<T>(Tensor<T> x)
        where T : unmanaged => x.IsContiguous ? x : x.Clone();

    static void RequireSome<T>(string op, ReadOnlySpan<Tensor<T>> tensors)
        where T : unmanaged
    {
        if (tensors.IsEmpty)
            throw new ArgumentException($"{op} takes one tensor or more; it was given none");
        foreach (var tensor in tensors)
            ArgumentNullException.ThrowIfNull(tensor, nameof(tensors));
    }

    static void RequireSame<TA, TB>(string op, Tensor<TA> a, Tensor<TB> b, int except)
        where TA : unmanaged
        where TB : unmanaged
    {
        bool isSame = a.Rank == b.Rank;
        for (int axis = 0; isSame && axis < a.Rank; axis++)
            isSame = axis == except || a.Sizes[axis] == b.Sizes[axis];
        if (!isSame)
            throw new ArgumentException($"{op} joins {a.Shape} with {b.Shape}; they must have equal sizes{(except < 0 ? "" : $" except along axis {except}")}");
    }
}
