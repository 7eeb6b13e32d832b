namespace D2lDsl.EagerTests;

/// <summary>The same tensor lying in memory in different ways.</summary>
static class Layouts
{
    public static IEnumerable<(string Name, Tensor<T> Tensor)> Of<T>(Grid grid)
        where T : unmanaged
    {
        yield return ("dense", Dense<T>(grid));
        if (grid.Rank >= 2)
            yield return ("transposed", Dense<T>(Grid.Of([.. grid.Sizes.Reverse()], index => grid[[.. index.Reverse()]])).Transpose());
        if (grid.Rank >= 1)
            yield return ("sliced", Sliced<T>(grid));
    }

    public static Tensor<T> Dense<T>(Grid grid)
        where T : unmanaged => Tensor.Of(grid.Values).Cast<T>().Reshape(grid.Sizes);

    /// <summary>Every second place of an array twice as long along the last axis, from place 1 on.</summary>
    static Tensor<T> Sliced<T>(Grid grid)
        where T : unmanaged
    {
        int[] wide = [.. grid.Sizes[..^1], grid.Sizes[^1] * 2 + 1];
        var source = Grid.Of(wide, index => index[^1] % 2 == 1 ? grid[[.. index[..^1], index[^1] / 2]] : 77);
        return Dense<T>(source).Slice(-1, 1, wide[^1], 2);
    }
}
