namespace D2lDsl.EagerTests;

/// <summary>Row-major numbers of a shape, indexed the slow and obvious way: what the tests compute with.</summary>
sealed record Grid(int[] Sizes, double[] Values)
{
    public int Rank => Sizes.Length;

    public double this[int[] index] => Values[Place(index)];

    public static Grid Of(int[] sizes, Func<int[], double> value) => new(sizes, [.. Indices(sizes).Select(value)]);

    /// <summary>All indices of a shape, in row-major order.</summary>
    public static IEnumerable<int[]> Indices(int[] sizes)
    {
        int count = sizes.Aggregate(1, (product, size) => product * size);
        for (int i = 0; i < count; i++)
        {
            var index = new int[sizes.Length];
            for (int axis = sizes.Length - 1, rest = i; axis >= 0; rest /= sizes[axis], axis--)
                index[axis] = rest % sizes[axis];
            yield return index;
        }
    }

    /// <summary>The element that stands at an index of a shape this one broadcasts to.</summary>
    public double Broadcast(int[] index)
    {
        var own = index[^Rank..];
        for (int axis = 0; axis < Rank; axis++)
            own[axis] = Sizes[axis] == 1 ? 0 : own[axis];
        return this[own];
    }

    /// <summary>The tensor as numbers.</summary>
    public static Grid From<T>(Tensor<T> x)
        where T : unmanaged => new(x.Shape.ToArray(), x.Cast<double>().ToArray());

    int Place(int[] index) => index.Zip(Sizes).Aggregate(0, (place, at) => place * at.Second + at.First);
}
