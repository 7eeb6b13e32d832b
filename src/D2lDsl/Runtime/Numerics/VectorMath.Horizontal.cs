using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace D2lDsl.Runtime;

public static partial class VectorMath
{
    /// <summary>The sum of all lanes, always added in the same order: upper half to lower half until one is left.</summary>
    [MethodImpl(Inline)]
    public static float HorizontalSum(Vector512<float> x)
    {
        if (!Avx512F.IsSupported)
            return SumOfHalves(x);
        x += Avx512F.Shuffle4x128(x, x, 0x4e);
        x += Avx512F.Shuffle4x128(x, x, 0xb1);
        x += Avx512F.Shuffle(x, x, 0x4e);
        return (x + Avx512F.Shuffle(x, x, 0xb1)).ToScalar();
    }

    // A method of its own: the JIT loads the types of a branch that is never taken, too. The sums above in whole vectors are the same.
    [MethodImpl(Inline)]
    static float SumOfHalves(Vector512<float> x)
    {
        var half = x.GetLower() + x.GetUpper();
        var quarter = half.GetLower() + half.GetUpper();
        quarter += Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1));
        quarter += Vector128.Shuffle(quarter, Vector128.Create(1, 0, 3, 2));
        return quarter.ToScalar();
    }

    /// <inheritdoc cref="HorizontalSum(Vector512{float})"/>
    [MethodImpl(Inline)]
    public static double HorizontalSum(Vector512<double> x)
    {
        var half = x.GetLower() + x.GetUpper();
        var quarter = half.GetLower() + half.GetUpper();
        return quarter[0] + quarter[1];
    }

    /// <summary>The product of all lanes, always multiplied in the same order: upper half by lower half until one is left.</summary>
    [MethodImpl(Inline)]
    public static float HorizontalProd(Vector512<float> x)
    {
        var half = x.GetLower() * x.GetUpper();
        var quarter = half.GetLower() * half.GetUpper();
        quarter *= Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1));
        quarter *= Vector128.Shuffle(quarter, Vector128.Create(1, 0, 3, 2));
        return quarter.ToScalar();
    }

    /// <inheritdoc cref="HorizontalProd(Vector512{float})"/>
    [MethodImpl(Inline)]
    public static double HorizontalProd(Vector512<double> x)
    {
        var half = x.GetLower() * x.GetUpper();
        var quarter = half.GetLower() * half.GetUpper();
        return quarter[0] * quarter[1];
    }

    /// <summary>The largest lane; NaN if any lane is NaN.</summary>
    [MethodImpl(Inline)]
    public static float HorizontalMax(Vector512<float> x)
    {
        if (!Avx512F.IsSupported)
            return MaxOfHalves(x);
        x = Vector512.Max(x, Avx512F.Shuffle4x128(x, x, 0x4e));
        x = Vector512.Max(x, Avx512F.Shuffle4x128(x, x, 0xb1));
        x = Vector512.Max(x, Avx512F.Shuffle(x, x, 0x4e));
        return Vector512.Max(x, Avx512F.Shuffle(x, x, 0xb1)).ToScalar();
    }

    [MethodImpl(Inline)]
    static float MaxOfHalves(Vector512<float> x)
    {
        var half = Vector256.Max(x.GetLower(), x.GetUpper());
        var quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        quarter = Vector128.Max(quarter, Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1)));
        quarter = Vector128.Max(quarter, Vector128.Shuffle(quarter, Vector128.Create(1, 0, 3, 2)));
        return quarter.ToScalar();
    }

    /// <inheritdoc cref="HorizontalMax(Vector512{float})"/>
    [MethodImpl(Inline)]
    public static double HorizontalMax(Vector512<double> x)
    {
        var half = Vector256.Max(x.GetLower(), x.GetUpper());
        var quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        return Math.Max(quarter[0], quarter[1]);
    }

    /// <summary>The smallest lane; NaN if any lane is NaN.</summary>
    [MethodImpl(Inline)]
    public static float HorizontalMin(Vector512<float> x)
    {
        if (!Avx512F.IsSupported)
            return MinOfHalves(x);
        x = Vector512.Min(x, Avx512F.Shuffle4x128(x, x, 0x4e));
        x = Vector512.Min(x, Avx512F.Shuffle4x128(x, x, 0xb1));
        x = Vector512.Min(x, Avx512F.Shuffle(x, x, 0x4e));
        return Vector512.Min(x, Avx512F.Shuffle(x, x, 0xb1)).ToScalar();
    }

    [MethodImpl(Inline)]
    static float MinOfHalves(Vector512<float> x)
    {
        var half = Vector256.Min(x.GetLower(), x.GetUpper());
        var quarter = Vector128.Min(half.GetLower(), half.GetUpper());
        quarter = Vector128.Min(quarter, Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1)));
        quarter = Vector128.Min(quarter, Vector128.Shuffle(quarter, Vector128.Create(1, 0, 3, 2)));
        return quarter.ToScalar();
    }

    /// <inheritdoc cref="HorizontalMin(Vector512{float})"/>
    [MethodImpl(Inline)]
    public static double HorizontalMin(Vector512<double> x)
    {
        var half = Vector256.Min(x.GetLower(), x.GetUpper());
        var quarter = Vector128.Min(half.GetLower(), half.GetUpper());
        return Math.Min(quarter[0], quarter[1]);
    }
}
