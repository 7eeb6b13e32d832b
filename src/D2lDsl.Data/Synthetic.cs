namespace D2lDsl.Data;

/// <summary>Made-up data whose truth is known, to see whether training finds it.</summary>
public static class Synthetic
{
    /// <summary>
    /// Standard normal features and labels y = X·w + b + noise: the book's <c>synthetic_data(w, b, num_examples)</c>.
    /// </summary>
    /// <param name="w">The true weights, one a feature: of shape [d] or [d, 1].</param>
    /// <param name="b">The true bias.</param>
    /// <param name="count">The number of examples n, 1 or more.</param>
    /// <param name="noise">The standard deviation of the normal noise on the labels, 0 or more.</param>
    /// <param name="seed">The same seed gives the same data; none gives new data each time.</param>
    /// <returns>X of shape [n, d] and Y of shape [n, 1].</returns>
    /// <exception cref="ArgumentException">The weights are no vector or column, or a number is out of range.</exception>
    public static (Tensor<float> X, Tensor<float> Y) LinearRegression(
        Tensor<float> w, float b, int count, double noise = 0.01, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(w);
        if (w.Length == 0 || !(w.Rank == 1 || w.Rank == 2 && w.Shape[1] == 1))
            throw new ArgumentException($"Synthetic.LinearRegression: w has shape {w.Shape} where [d] or [d, 1] is needed");
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(noise);

        var random = seed is { } given ? new Random(given) : new Random();
        var x = Tensor.Normal(random, 0, 1, count, w.Length);
        var y = Tensor.Normal(random, 0, noise, count, 1);
        ReadOnlySpan<float> features = x.AsSpan(), weights = w.ToArray();
        var labels = y.AsSpan();
        for (var row = 0; row < count; row++)
        {
            double sum = b;
            for (var i = 0; i < weights.Length; i++) sum += (double)features[row * weights.Length + i] * weights[i];
            labels[row] += (float)sum;
        }
        return (x, y);
    }
}
