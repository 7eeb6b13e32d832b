using System.Numerics;
using D2lDsl.Runtime;

namespace D2lDsl.Eager;

/// <summary>Running sums and products.</summary>
static class Scan
{
    public static Tensor<T> Sum<T>(Tensor<T> x, int axis)
        where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        axis = Layout.Axis(axis, x.Sizes);
        var dense = x.IsContiguous ? x : x.Clone();
        var result = Map.Fresh<T>(x.Sizes);
        RunningSum.Along(ref dense.Origin, ref result.Origin, Layout.Count(x.Sizes.AsSpan(0, axis)), x.Sizes[axis], Layout.Count(x.Sizes.AsSpan(axis + 1)), isReversed: false);
        return result;
    }

    public static Tensor<T> Product<T>(Tensor<T> x, int axis)
        where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        axis = Layout.Axis(axis, x.Sizes);
        var dense = x.IsContiguous ? x : x.Clone();
        var result = Map.Fresh<T>(x.Sizes);
        RunningProduct.Along(ref dense.Origin, ref result.Origin, Layout.Count(x.Sizes.AsSpan(0, axis)), x.Sizes[axis], Layout.Count(x.Sizes.AsSpan(axis + 1)));
        return result;
    }
}
