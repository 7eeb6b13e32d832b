using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

public static partial class VectorMath
{
    /// <summary>The sine of an angle in radians. Vectors: at most 2 ulp.</summary>
    [MethodImpl(Inline)]
    public static float Sin(float x) => MathF.Sin(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(Inline)]
    public static double Sin(double x) => Math.Sin(x);

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Sin(Vector512<float> x)
    {
        if (!Vector512.LessThanAll(Vector512.Abs(x), All(LargestReduced)))
            return Vector512.Sin(x);
        var (r, quadrant) = Reduce(x);
        // The polynomial turns -0 into +0.
        return Vector512.ConditionalSelect(Vector512.Equals(x, All(0f)), x, SineAt(r, quadrant));
    }

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Sin(Vector512<double> x) => Vector512.Sin(x);

    /// <summary>The cosine of an angle in radians. Vectors: at most 2 ulp.</summary>
    [MethodImpl(Inline)]
    public static float Cos(float x) => MathF.Cos(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(Inline)]
    public static double Cos(double x) => Math.Cos(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Cos(Vector512<float> x)
    {
        if (!Vector512.LessThanAll(Vector512.Abs(x), All(LargestReduced)))
            return Vector512.Cos(x);
        var (r, quadrant) = Reduce(x);
        return SineAt(r, quadrant + Vector512.Create(1));
    }

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Cos(Vector512<double> x) => Vector512.Cos(x);

    // Up to here x - n·pi/2 keeps its accuracy with pi/2 in three floats. Beyond, and for NaN, the runtime's slower function is asked.
    const float LargestReduced = 50_000f;

    // x = n·pi/2 + r with |r| <= pi/4; the quadrant is n.
    [MethodImpl(Inline)]
    static (Vector512<float> R, Vector512<int> Quadrant) Reduce(Vector512<float> x)
    {
        var rounding = All(12582912f);
        var shifted = Fma(x, All(0.636619747f), rounding);
        var n = shifted - rounding;
        var r = Fma(n, All(-1.57079601287841796875f), x);
        r = Fma(n, All(-3.13916473e-7f), r);
        r = Fma(n, All(-5.39030253e-15f), r);
        // The low bits of the shifted number are n's, for 1.5·2^23 ends in zeros.
        return (r, shifted.AsInt32());
    }

    // sin(r + quadrant·pi/2)
    [MethodImpl(Inline)]
    static Vector512<float> SineAt(Vector512<float> r, Vector512<int> quadrant)
    {
        var z = r * r;
        var sine = Fma(Fma(All(2.86567956e-6f), z, All(-1.98559923e-4f)), z, All(8.33338592e-3f));
        sine = Fma(Fma(sine, z, All(-1.66666672e-1f)), r * z, r);
        var cosine = Fma(Fma(All(2.44677067e-5f), z, All(-1.38877297e-3f)), z, All(4.16666567e-2f));
        cosine = Fma(Fma(cosine, z, All(-0.5f)), z, All(1f));

        var odd = Vector512.Equals(quadrant & Vector512.Create(1), Vector512.Create(1)).AsSingle();
        var sign = Vector512.ShiftLeft(quadrant & Vector512.Create(2), 30).AsSingle();
        return Vector512.ConditionalSelect(odd, cosine, sine) ^ sign;
    }
}
