using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>Random tensors, element by element from one <see cref="Random"/>: the same seed gives the same values.</summary>
static class Sampling
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Tensor<T> Uniform<T>(ReadOnlySpan<int> shape, double low, double high, Random rng)
        where T : unmanaged
    {
        RequireFloating<T>();
        var result = Tensor.Empty<T>(shape);
        foreach (ref T element in result.AsSpan())
        {
            // Rounding to float may reach the upper bound, which is excluded.
            do
                element = ElementType.From<T>(low + (high - low) * rng.NextDouble());
            while (ElementType.ToDouble(element) >= high && high > low);
        }

        return result;
    }

    /// <summary>Normal values in pairs, by Box and Muller's transform.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Tensor<T> Normal<T>(ReadOnlySpan<int> shape, double mean, double deviation, Random rng)
        where T : unmanaged
    {
        RequireFloating<T>();
        if (!(deviation >= 0))
            throw new ArgumentOutOfRangeException(null, $"Normal: the standard deviation is {deviation}; it must not be negative");
        var result = Tensor.Empty<T>(shape);
        var elements = result.AsSpan();
        for (int i = 0; i < elements.Length; i += 2)
        {
            double radius = deviation * Math.Sqrt(-2 * Math.Log(1 - rng.NextDouble()));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * rng.NextDouble());
            elements[i] = ElementType.From<T>(mean + radius * cosine);
            if (i + 1 < elements.Length)
                elements[i + 1] = ElementType.From<T>(mean + radius * sine);
        }

        return result;
    }

    static void RequireFloating<T>()
    {
        if (!ElementType.IsFloating<T>())
            throw new NotSupportedException($"Random fractions need float or double, not {ElementType.Keyword<T>()}; use Tensor.RandInt");
    }
}
