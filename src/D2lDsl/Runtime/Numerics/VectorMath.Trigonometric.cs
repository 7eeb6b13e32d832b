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
    public static Vector512<float> Sin(Vector512<float> x) => Vector512.Sin(x);

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
    public static Vector512<float> Cos(Vector512<float> x) => Vector512.Cos(x);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Cos(Vector512<double> x) => Vector512.Cos(x);
}
