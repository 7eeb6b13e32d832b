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

    /// <summary>The first so many of the places.</summary>
    public static Tensor<int> First(string op, Tensor<int> places, int axis, int k)
    {
        axis = Layout.Axis(axis, places.Sizes);
        return k >= 0 && k <= places.Sizes[axis] ? Views.Slice(places, axis, 0, k, 1).Clone()
            : throw new ArgumentOutOfRangeException(null, $"{op} takes k from 0 to {places.Sizes[axis]}, the size of axis {axis} of {places.Shape}; here it is {k}");
    }
}
