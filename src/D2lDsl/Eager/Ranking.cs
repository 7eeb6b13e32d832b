using System.Numerics;
using D2lDsl.Runtime;

namespace D2lDsl.Eager;

/// <summary>Places along an axis in the order of their elements.</summary>
static class Ranking
{
    public static Tensor<int> Places<T>(Tensor<T> x, int axis, bool isDescending)
        where T : unmanaged, INumber<T>
    {
        axis = Layout.Axis(axis, x.Sizes);
        var dense = x.IsContiguous ? x : x.Clone();
        var places = Map.Fresh<int>(x.Sizes);
        Sorting.Along(ref dense.Origin, ref places.Origin, Layout.Count(x.Sizes.AsSpan(0, axis)), x.Sizes[axis], Layout.Count(x.Sizes.AsSpan(axis + 1)), isDescending);
        return places;
    }

    /// <summary>The first so many places.</summary>
    public static Tensor<int> First<T>(string op, Tensor<T> x, int axis, bool isDescending, int k)
        where T : unmanaged
    {
        axis = Layout.Axis(axis, x.Sizes);
        if (k < 0 || k > x.Sizes[axis])
            throw new ArgumentOutOfRangeException(null, $"{op} takes k from 0 to {x.Sizes[axis]}, the size of axis {axis} of {x.Shape}; here it is {k}");
        int[] sizes = [.. x.Sizes];
        sizes[axis] = k;
        var places = Map.Fresh<int>(sizes);
        if (typeof(T) == typeof(float))
            Select(Recast.To<float>(x), places, axis, isDescending);
        else if (typeof(T) == typeof(double))
            Select(Recast.To<double>(x), places, axis, isDescending);
        else if (typeof(T) == typeof(int))
            Select(Recast.To<int>(x), places, axis, isDescending);
        else if (typeof(T) == typeof(long))
            Select(Recast.To<long>(x), places, axis, isDescending);
        else if (typeof(T) == typeof(sbyte))
            Select(Recast.To<sbyte>(x), places, axis, isDescending);
        else
            Select(Recast.To<byte>(x), places, axis, isDescending);
        return places;
    }

    static void Select<T>(Tensor<T> x, Tensor<int> places, int axis, bool isDescending)
        where T : unmanaged, INumber<T>
    {
        var dense = x.IsContiguous ? x : x.Clone();
        Sorting.First(ref dense.Origin, ref places.Origin, Layout.Count(x.Sizes.AsSpan(0, axis)), x.Sizes[axis], Layout.Count(x.Sizes.AsSpan(axis + 1)), places.Sizes[axis], isDescending);
    }

    public static Tensor<T> Median<T>(Tensor<T> x, int axis)
        where T : unmanaged, INumber<T> => At("Median", x, axis, (values, places) => values[places[(places.Length - 1) / 2]]);

    public static Tensor<T> Quantile<T>(Tensor<T> x, double q, int axis)
        where T : unmanaged, IFloatingPoint<T>
    {
        Operand.RequireRange("Quantile", "q", q, q is >= 0 and <= 1, "from 0 to 1");
        return At("Quantile", x, axis, (values, places) =>
        {
            T rank = T.CreateTruncating(q) * T.CreateTruncating(places.Length - 1), below = T.Floor(rank), weight = rank - below;
            var (a, b) = (values[places[int.CreateTruncating(below)]], values[places[int.CreateTruncating(T.Ceiling(rank))]]);
            return weight < T.CreateTruncating(0.5) ? a + weight * (b - a) : b - (b - a) * (T.One - weight);
        });
    }

    /// <summary>What a function makes of each line and the places of its elements in their order; NaN where there is one, the largest.</summary>
    static Tensor<T> At<T>(string op, Tensor<T> x, int axis, Func<ReadOnlySpan<T>, ReadOnlySpan<int>, T> value)
        where T : unmanaged, INumber<T>
    {
        axis = Layout.Axis(axis, x.Sizes);
        int count = x.Sizes[axis];
        if (count == 0)
            throw new ArgumentOutOfRangeException(null, $"{op} needs at least one element along axis {axis}; x has shape {x.Shape}");
        var result = Map.Fresh<T>([.. x.Sizes.Where((_, i) => i != axis)]);
        // The lines in memory one behind the other.
        var lines = Views.Transpose(x.Unsqueeze(-1), axis, x.Rank).Clone();
        var order = Map.Fresh<int>(lines.Sizes);
        Sorting.Along(ref lines.Origin, ref order.Origin, result.Length, count, 1, isDescending: false);
        var to = result.AsSpan();
        for (int i = 0; i < to.Length; i++)
        {
            var line = lines.AsSpan().Slice(i * count, count);
            var places = order.AsSpan().Slice(i * count, count);
            T largest = line[places[^1]];
            to[i] = T.IsNaN(largest) ? largest : value(line, places);
        }

        return result;
    }
}
