namespace D2lDsl.Data;

/// <summary>Sets rows aside, so that a model is judged on rows it has not seen.</summary>
public static class Split
{
    /// <summary>Divides rows at random into rows to train on and rows to test on (scikit-learn's <c>train_test_split</c>).</summary>
    /// <typeparam name="TX">The element type of the features.</typeparam>
    /// <typeparam name="TY">The element type of the labels.</typeparam>
    /// <param name="x">The features, [n, …].</param>
    /// <param name="y">The labels, [n, …].</param>
    /// <param name="testFraction">Which part of the rows to test on, between 0 and 1; rounded to whole rows.</param>
    /// <param name="seed">The same seed gives the same rows; none gives others each time.</param>
    /// <returns>Copies of the rows: first those to train on, then those to test on.</returns>
    /// <exception cref="ArgumentException">The tensors differ in rows, or one of the two parts would be empty.</exception>
    public static TrainTest<TX, TY> TrainTest<TX, TY>(Tensor<TX> x, Tensor<TY> y, double testFraction = 0.2, int? seed = null)
        where TX : unmanaged
        where TY : unmanaged
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Rank == 0 || y.Rank == 0 || x.Shape[0] != y.Shape[0])
            throw new ArgumentException($"Split.TrainTest: x has shape {x.Shape} and y has shape {y.Shape}; both need the same first axis, one row an example");
        var rows = x.Shape[0];
        var test = testFraction is > 0 and < 1 ? (int)Math.Round(rows * testFraction) : 0;
        if (test == 0 || test == rows)
            throw new ArgumentException(FormattableString.Invariant(
                $"Split.TrainTest: a test fraction of {testFraction} of {rows} rows leaves one part empty; take one between 0 and 1, or more rows"));

        var order = Enumerable.Range(0, rows).ToArray();
        (seed is { } given ? new Random(given) : new Random()).Shuffle(order);
        return new(Rows(x, order.AsSpan(test)), Rows(y, order.AsSpan(test)), Rows(x, order.AsSpan(0, test)), Rows(y, order.AsSpan(0, test)));
    }

    static Tensor<T> Rows<T>(Tensor<T> from, ReadOnlySpan<int> rows) where T : unmanaged
    {
        ReadOnlySpan<T> values = from.IsContiguous ? from.AsSpan() : from.ToArray();
        var width = from.Length / from.Shape[0];
        var sizes = from.Shape.ToArray();
        sizes[0] = rows.Length;
        var result = Tensor.Empty<T>(sizes);
        for (var row = 0; row < rows.Length; row++)
            values.Slice(rows[row] * width, width).CopyTo(result.AsSpan()[(row * width)..]);
        return result;
    }
}
