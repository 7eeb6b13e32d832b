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
    public static Vector512<float> Log(Vector512<float> x) => Vector512.Log(x);

    /// <inheritdoc cref="Log(double)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Log(Vector512<double> x) => Vector512.Log(x);

    // p·2^n, rounded once. Without the instruction, 2^n is applied as two factors, for n itself may lie outside the exponents of a float.
    [MethodImpl(Inline)]
    static Vector512<float> Scale(Vector512<float> p, Vector512<float> n)
    {
        if (Avx512F.IsSupported)
            return Avx512F.Scale(p, n);
        var exponent = Vector512.ConvertToInt32(n);
        var half = Vector512.ShiftRightArithmetic(exponent, 1);
        return p * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    [MethodImpl(Inline)]
    static Vector512<float> PowerOfTwo(Vector512<int> exponent) =>
        Vector512.ShiftLeft(exponent + Vector512.Create(127), 23).AsSingle();
}
