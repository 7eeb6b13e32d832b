using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace D2lDsl.Runtime;

public static partial class VectorMath
{
    /// <summary>e to the power <paramref name="x"/>. Vectors: at most 1.5 ulp; overflow gives +inf, underflow goes through the denormals to 0.</summary>
    [MethodImpl(Inline)]
    public static float Exp(float x) => MathF.Exp(x);

    /// <summary>e to the power <paramref name="x"/>. Vectors: at most 2.5 ulp.</summary>
    [MethodImpl(Inline)]
    public static double Exp(double x) => Math.Exp(x);

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        return Power(Clamp(x, -104f, 88.8f));
    }

    /// <summary>The same; of masked scores there are many, and numbers too small for a normal number take a processor ten times as long, so their 0 is chosen.</summary>
    [MethodImpl(Inline)]
    internal static Vector512<float> ExpOrNothing(Vector512<float> x)
    {
        var isNothing = Vector512.LessThan(x, All(-104f));
        return Vector512.AndNot(Exp(Vector512.AndNot(x, isNothing)), isNothing);
    }

    /// <inheritdoc cref="ExpOrNothing(Vector512{float})"/>
    [MethodImpl(Inline)]
    internal static Vector512<double> ExpOrNothing(Vector512<double> x)
    {
        var isNothing = Vector512.LessThan(x, All(-746d));
        return Vector512.AndNot(Exp(Vector512.AndNot(x, isNothing)), isNothing);
    }

    // e^x for -104 <= x <= 88.8: x = n·ln 2 + r with |r| <= ln 2 / 2. Adding and subtracting 1.5·2^23 rounds to the nearest whole n.
    [MethodImpl(Inline)]
    static Vector512<float> Power(Vector512<float> x)
    {
        var rounding = All(12582912f);
        var n = Fma(x, All(1.44269504f), rounding) - rounding;
        var r = Fma(n, All(-0.693359375f), x);
        r = Fma(n, All(2.12194440e-4f), r);
        var r2 = r * r;
        var low = Fma(All(1.6666521132e-1f), r, All(4.9999994040e-1f));
        var high = Fma(All(8.3687156439e-3f), r, All(4.1668388993e-2f));
        high = Fma(All(1.3814602280e-3f), r2, high);
        return Scale(Fma(Fma(high, r2, low), r2, r + All(1f)), n);
    }

    /// <inheritdoc cref="Exp(double)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Exp(Vector512<double> x) => Vector512.Exp(x);

    /// <summary>The natural logarithm. Vectors: at most 2.5 ulp; 0 gives -inf, negative numbers NaN.</summary>
    [MethodImpl(Inline)]
    public static float Log(float x) => MathF.Log(x);

    /// <summary>The natural logarithm. Vectors: at most 2.5 ulp; 0 gives -inf, negative numbers NaN.</summary>
    [MethodImpl(Inline)]
    public static double Log(double x) => Math.Log(x);

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        // x = 2^n·(1 + r) with sqrt(1/2) <= 1 + r < sqrt(2); denormals are lifted first.
        var isTiny = Vector512.LessThan(x, All(1.17549435e-38f));
        var lifted = Vector512.ConditionalSelect(isTiny, x * All(8388608f), x);
        var half = Vector512.Create(0x3f3504f3);
        var bits = lifted.AsInt32() - half;
        var n = Vector512.ConvertToSingle(Vector512.ShiftRightArithmetic(bits, 23)) - (isTiny & All(23f));
        var r = ((bits & Vector512.Create(0x007fffff)) + half).AsSingle() - All(1f);
        var r2 = r * r;
        var r4 = r2 * r2;
        var low = Fma(Fma(All(-1.6668057665e-1f), r, All(2.0000714765e-1f)), r2, Fma(All(-2.4999993993e-1f), r, All(3.3333331174e-1f)));
        var high = Fma(Fma(All(-1.1514610310e-1f), r, All(1.1676998740e-1f)), r2, Fma(All(-1.2420140846e-1f), r, All(1.4249322787e-1f)));
        var y = Fma(Fma(All(7.0376836292e-2f), r4, high), r4, low) * (r * r2);
        // ln 2 in two parts, the larger of which times n is exact.
        y = Fma(r2, All(-0.5f), Fma(n, All(-2.12194440e-4f), y));
        var result = Fma(n, All(0.693359375f), r + y);
        var infinity = All(float.PositiveInfinity);
        result = Vector512.ConditionalSelect(Vector512.Equals(x, infinity), infinity, result);
        result = Vector512.ConditionalSelect(Vector512.Equals(x, All(0f)), All(float.NegativeInfinity), result);
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(x, All(0f)), result, All(float.NaN));
    }

    /// <inheritdoc cref="Log(double)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Log(Vector512<double> x) => Vector512.Log(x);

    // p·2^n, rounded once. Without the instruction, 2^n is applied as two factors, for n itself may lie outside the exponents of a float.
    [MethodImpl(Inline)]
    static Vector512<float> Scale(Vector512<float> p, Vector512<float> n)
    {
        if (Avx512F.IsSupported)
            return Avx512F.Scale(p, n);
        return ScaleTwice(p, n);
    }

    [MethodImpl(Inline)]
    static Vector512<float> ScaleTwice(Vector512<float> p, Vector512<float> n)
    {
        var exponent = Vector512.ConvertToInt32(n);
        var half = Vector512.ShiftRightArithmetic(exponent, 1);
        return p * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    [MethodImpl(Inline)]
    static Vector512<float> PowerOfTwo(Vector512<int> exponent) =>
        Vector512.ShiftLeft(exponent + Vector512.Create(127), 23).AsSingle();
}
