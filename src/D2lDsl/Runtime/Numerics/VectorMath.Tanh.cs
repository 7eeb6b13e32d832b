using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

public static partial class VectorMath
{
    /// <summary>The hyperbolic tangent. Vectors: at most 5.3 ulp; large arguments give exactly ±1.</summary>
    [MethodImpl(Inline)]
    public static float Tanh(float x) => MathF.Tanh(x);

    /// <summary>The hyperbolic tangent. Vectors: at most 4 ulp; large arguments give exactly ±1.</summary>
    [MethodImpl(Inline)]
    public static double Tanh(double x) => Math.Tanh(x);

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        // x·P(x²)/Q(x²). The clamp is the largest float up to which no result exceeds 1, and there it is 1.
        x = Clamp(x, -8.1283455f, 8.1283455f);
        var z = x * x;
        var z2 = z * z;
        var p01 = Fma(All(6.37261928875436e-04f), z, All(4.89352455891786e-03f));
        var p23 = Fma(All(5.12229709037114e-08f), z, All(1.48572235717979e-05f));
        var p45 = Fma(All(2.00018790482477e-13f), z, All(-8.60467152213735e-11f));
        var p46 = Fma(All(-2.76076847742355e-16f), z2, p45);
        var p = Fma(Fma(p46, z2, p23), z2, p01);
        var q01 = Fma(All(2.26843463243900e-03f), z, All(4.89352518554385e-03f));
        var q23 = Fma(All(1.19825839466702e-06f), z, All(1.18534705686654e-04f));
        return x * (p / Fma(q23, z2, q01));
    }

    /// <inheritdoc cref="Tanh(double)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Tanh(Vector512<double> x)
    {
        var size = Vector512.Abs(x);

        // Near zero: x + x·z·P(z)/Q(z) with z = x².
        var z = x * x;
        var p = Fma(Fma(All(-9.64399179425052238628e-1), z, All(-9.92877231001918586564e1)), z, All(-1.61468768441708447952e3));
        var q = Fma(Fma(z + All(1.12811678491632931402e2), z, All(2.23548839060100448583e3)), z, All(4.84406305325125486048e3));
        var near = Fma(x * z, p / q, x);

        // Elsewhere: 1 - 2/(e^2|x| + 1), with the sign of x.
        var far = All(1.0) - All(2.0) / (Exp(size + size) + All(1.0));
        return WithSign(Vector512.ConditionalSelect(Vector512.LessThan(size, All(0.625)), near, far), x);
    }
}
