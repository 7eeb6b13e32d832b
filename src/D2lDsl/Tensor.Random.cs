namespace D2lDsl;

public static partial class Tensor
{
    /// <summary>Uniform values in [0, 1) (<c>torch.rand</c>), not reproducible unless a seeded <see cref="Random"/> comes first.</summary>
    /// <param name="shape">One size per axis.</param>
    public static Tensor<float> Rand(params ReadOnlySpan<int> shape) => Rand<float>(Random.Shared, shape);

    /// <summary>Uniform values in [0, 1) (<c>torch.rand</c>).</summary>
    /// <param name="rng">Where they come from; <c>new Random(seed)</c> always gives the same.</param>
    /// <param name="shape">One size per axis.</param>
    public static Tensor<float> Rand(Random rng, params ReadOnlySpan<int> shape) => Rand<float>(rng, shape);

    /// <summary>Uniform values in [0, 1) (<c>torch.rand</c>), not reproducible.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="shape">One size per axis.</param>
    public static Tensor<T> Rand<T>(params ReadOnlySpan<int> shape)
        where T : unmanaged => Rand<T>(Random.Shared, shape);

    /// <summary>Uniform values in [0, 1) (<c>torch.rand</c>).</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="rng">Where they come from.</param>
    /// <param name="shape">One size per axis.</param>
    public static Tensor<T> Rand<T>(Random rng, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(rng);
        return Sampling.Uniform<T>(shape, 0, 1, rng);
    }

    /// <summary>Normal values of mean 0 and variance 1 (<c>torch.randn</c>), not reproducible.</summary>
    /// <param name="shape">One size per axis.</param>
    public static Tensor<float> RandN(params ReadOnlySpan<int> shape) => RandN<float>(Random.Shared, shape);

    /// <summary>Normal values of mean 0 and variance 1 (<c>torch.randn</c>).</summary>
    /// <param name="rng">Where they come from; <c>new Random(seed)</c> always gives the same.</param>
    /// <param name="shape">One size per axis.</param>
    public static Tensor<float> RandN(Random rng, params ReadOnlySpan<int> shape) => RandN<float>(rng, shape);

    /// <summary>Normal values of mean 0 and variance 1 (<c>torch.randn</c>), not reproducible.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="shape">One size per axis.</param>
    public static Tensor<T> RandN<T>(params ReadOnlySpan<int> shape)
        where T : unmanaged => RandN<T>(Random.Shared, shape);

    /// <summary>Normal values of mean 0 and variance 1 (<c>torch.randn</c>).</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="rng">Where they come from.</param>
    /// <param name="shape">One size per axis.</param>
    public static Tensor<T> RandN<T>(Random rng, params ReadOnlySpan<int> shape)
        where T : unmanaged => Normal<T>(rng, 0, 1, shape);

    /// <summary>Normal values (<c>torch.normal(mean, std, size)</c>), not reproducible.</summary>
    /// <param name="mean">Their mean.</param>
    /// <param name="std">Their standard deviation, 0 or more.</param>
    /// <param name="shape">One size per axis.</param>
    public static Tensor<float> Normal(double mean, double std, params ReadOnlySpan<int> shape) =>
        Normal<float>(Random.Shared, mean, std, shape);

    /// <summary>Normal values (<c>torch.normal(mean, std, size)</c>).</summary>
    /// <param name="rng">Where they come from; <c>new Random(seed)</c> always gives the same.</param>
    /// <param name="mean">Their mean.</param>
    /// <param name="std">Their standard deviation, 0 or more.</param>
    /// <param name="shape">One size per axis.</param>
    public static Tensor<float> Normal(Random rng, double mean, double std, params ReadOnlySpan<int> shape) =>
        Normal<float>(rng, mean, std, shape);

    /// <summary>Normal values (<c>torch.normal(mean, std, size)</c>), not reproducible.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="mean">Their mean.</param>
    /// <param name="std">Their standard deviation, 0 or more.</param>
    /// <param name="shape">One size per axis.</param>
    public static Tensor<T> Normal<T>(double mean, double std, params ReadOnlySpan<int> shape)
        where T : unmanaged => Normal<T>(Random.Shared, mean, std, shape);

    /// <summary>Normal values (<c>torch.normal(mean, std, size)</c>).</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="rng">Where they come from.</param>
    /// <param name="mean">Their mean.</param>
    /// <param name="std">Their standard deviation, 0 or more.</param>
    /// <param name="shape">One size per axis.</param>
    public static Tensor<T> Normal<T>(Random rng, double mean, double std, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(rng);
        return Sampling.Normal<T>(shape, mean, std, rng);
    }

    /// <summary>Uniform integers from the low end to below the high end (<c>torch.randint</c>).</summary>
    /// <param name="rng">Where they come from.</param>
    /// <param name="low">The smallest.</param>
    /// <param name="high">One more than the largest.</param>
    /// <param name="shape">One size per axis.</param>
    public static Tensor<long> RandInt(Random rng, long low, long high, params ReadOnlySpan<int> shape) =>
        RandInt<long>(rng, low, high, shape);

    /// <summary>Uniform integers from the low end to below the high end (<c>torch.randint</c>).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rng">Where they come from.</param>
    /// <param name="low">The smallest.</param>
    /// <param name="high">One more than the largest.</param>
    /// <param name="shape">One size per axis.</param>
    /// <exception cref="ArgumentException">There is no integer between the ends.</exception>
    public static Tensor<T> RandInt<T>(Random rng, long low, long high, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(rng);
        if (low >= high)
            throw new ArgumentException($"RandInt: no integer lies from {low} to below {high}");
        var result = Empty<T>(shape);
        foreach (ref T element in result.AsSpan())
            element = ElementType.From<T>(rng.NextInt64(low, high));
        return result;
    }

    /// <summary>The integers 0 to <paramref name="count"/> − 1 in random order (<c>torch.randperm</c>).</summary>
    /// <param name="rng">Where the order comes from.</param>
    /// <param name="count">How many.</param>
    public static Tensor<long> RandPerm(Random rng, int count)
    {
        ArgumentNullException.ThrowIfNull(rng);
        var result = Arange(count);
        rng.Shuffle(result.AsSpan());
        return result;
    }
}
