using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

public static partial class VectorMath
{
    /// <summary>The angle in radians, from -π/2 to π/2, whose tangent is x. Vectors: at most 3 ulp.</summary>
    [MethodImpl(Inline)]
    public static float Atan(float x) => MathF.Atan(x);

    /// <inheritdoc cref="Atan(float)"/>
    [MethodImpl(Inline)]
    public static double Atan(double x) => Math.Atan(x);

    /// <inheritdoc cref="Atan(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Atan(Vector512<float> x)
    {
        // atan(x) = base + atan(t): t = -1/x far from 0, (x - 1)/(x + 1) around 1, x itself near 0, so that |t| is at most tan(π/8).
        var size = Vector512.Abs(x);
        var (isFar, isNear) = (Vector512.GreaterThan(size, All(2.41421356f)), Vector512.LessThanOrEqual(size, All(0.414213562f)));
        var t = Vector512.ConditionalSelect(isFar, All(-1f), Vector512.ConditionalSelect(isNear, size, size - All(1f)))
            / Vector512.ConditionalSelect(isFar, size, Vector512.ConditionalSelect(isNear, All(1f), size + All(1f)));
        var from = Vector512.ConditionalSelect(isFar, All(1.57079633f), Vector512.ConditionalSelect(isNear, All(0f), All(0.785398163f)));
        var z = t * t;
        var series = Fma(Fma(Fma(All(8.05374449538e-2f), z, All(-1.38776856032e-1f)), z, All(1.99777106478e-1f)), z, All(-3.33329491539e-1f));
        var angle = from + Fma(series, z * t, t);
        // NaN is neither far nor near; it stays in t.
        angle = Vector512.ConditionalSelect(Vector512.Equals(x, x), angle, x);
        return angle ^ (x & All(-0f));
    }

    /// <inheritdoc cref="Atan(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Atan(Vector512<double> x)
    {
        var size = Vector512.Abs(x);
        var (isFar, isNear) = (Vector512.GreaterThan(size, All(2.41421356237309504880)), Vector512.LessThanOrEqual(size, All(0.66)));
        var t = Vector512.ConditionalSelect(isFar, All(-1.0), Vector512.ConditionalSelect(isNear, size, size - All(1.0)))
            / Vector512.ConditionalSelect(isFar, size, Vector512.ConditionalSelect(isNear, All(1.0), size + All(1.0)));
        var from = Vector512.ConditionalSelect(isFar, All(Math.PI / 2), Vector512.ConditionalSelect(isNear, All(0.0), All(Math.PI / 4)));
        // What π/2 and π/4 are beyond the digits of a double.
        var rest = Vector512.ConditionalSelect(isFar, All(6.123233995736765886e-17), Vector512.ConditionalSelect(isNear, All(0.0), All(3.061616997868382943e-17)));
        var z = t * t;
        var p = Fma(Fma(Fma(Fma(All(-8.750608600031904122785e-1), z, All(-1.615753718733365076637e1)), z, All(-7.500855792314704667340e1)), z,
            All(-1.228866684490136173410e2)), z, All(-6.485021904942025371773e1));
        var q = Fma(Fma(Fma(Fma(z + All(2.485846490142306297962e1), z, All(1.650270098316988542046e2)), z, All(4.328810604912902668951e2)), z,
            All(4.853903996359136964868e2)), z, All(1.945506571482613964425e2));
        var angle = from + (Fma(t, z * p / q, t) + rest);
        angle = Vector512.ConditionalSelect(Vector512.Equals(x, x), angle, x);
        return angle ^ (x & All(-0.0));
    }
}
