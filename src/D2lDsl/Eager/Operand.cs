namespace D2lDsl.Eager;

/// <summary>Checks and index tensors that the bodies of composite ops need.</summary>
static class Operand
{
    public static void RequireRank<T>(string op, string name, Tensor<T> x, int rank)
        where T : unmanaged
    {
        if (x.Rank != rank)
            throw new ArgumentException($"{op}: {name} has shape {x.Shape}, which has rank {x.Rank} where rank {rank} is needed");
    }

    /// <summary>Checks that every element lies in [0, limit).</summary>
    public static void RequireIndices(string op, string name, Tensor<int> indices, int limit)
    {
        int[] values = indices.IsContiguous ? indices.Storage : indices.ToArray();
        int offset = indices.IsContiguous ? indices.Offset : 0;
        for (int i = 0; i < indices.Length; i++)
        {
            if ((uint)values[offset + i] >= (uint)limit)
                throw new ArgumentOutOfRangeException(
                    null, $"{op}: {name}{Position(indices.Sizes, i)} is {values[offset + i]}, which is not in [0, {limit})");
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
}
