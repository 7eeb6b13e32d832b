using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>
/// The elementwise functions that generated kernels call. Every function has the same name for a scalar and for a
/// 512-bit vector, so one text serves the body of a loop and its remainder.
/// </summary>
/// <remarks>
/// Accuracy is stated in units in the last place (ulp) of the result. NaN goes in, NaN comes out. Where the machine has no
/// 512-bit vectors the same functions run on the runtime's narrower ones and give the same accuracy.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The square root, correctly rounded.</summary>
    [MethodImpl(Inline)]
    public static float Sqrt(float x) => MathF.Sqrt(x);

    /// <inheritdoc cref="Sqrt(float)"/>
    [MethodImpl(Inline)]
    public static double Sqrt(double x) => Math.Sqrt(x);

    /// <inheritdoc cref="Sqrt(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Sqrt(Vector512<float> x) => Vector512.Sqrt(x);

    /// <inheritdoc cref="Sqrt(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Sqrt(Vector512<double> x) => Vector512.Sqrt(x);

    /// <summary>The absolute value; of -0 it is +0.</summary>
    [MethodImpl(Inline)]
    public static float Abs(float x) => MathF.Abs(x);

    /// <inheritdoc cref="Abs(float)"/>
    [MethodImpl(Inline)]
    public static double Abs(double x) => Math.Abs(x);

    /// <summary>|x|; the smallest int stays as it is.</summary>
    [MethodImpl(Inline)]
    public static int Abs(int x) => x < 0 ? -x : x;

    /// <summary>|x|; the smallest long stays as it is.</summary>
    [MethodImpl(Inline)]
    public static long Abs(long x) => x < 0 ? -x : x;

    /// <summary>|x|; −128 stays as it is.</summary>
    [MethodImpl(Inline)]
    public static sbyte Abs(sbyte x) => (sbyte)(x < 0 ? -x : x);

    /// <summary>x, which has no sign.</summary>
    [MethodImpl(Inline)]
    public static byte Abs(byte x) => x;

    /// <inheritdoc cref="Abs(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Abs(Vector512<float> x) => Vector512.Abs(x);

    /// <inheritdoc cref="Abs(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Abs(Vector512<double> x) => Vector512.Abs(x);

    /// <summary>The largest whole number that is not above <paramref name="x"/>.</summary>
    [MethodImpl(Inline)]
    public static float Floor(float x) => MathF.Floor(x);

    /// <inheritdoc cref="Floor(float)"/>
    [MethodImpl(Inline)]
    public static double Floor(double x) => Math.Floor(x);

    /// <inheritdoc cref="Floor(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Floor(Vector512<float> x) => Vector512.Floor(x);

    /// <inheritdoc cref="Floor(float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Floor(Vector512<double> x) => Vector512.Floor(x);

    /// <summary>The smaller of two numbers; NaN if either is NaN, and -0 below +0 (<c>torch.minimum</c>).</summary>
    [MethodImpl(Inline)]
    public static float Min(float x, float y) => MathF.Min(x, y);

    /// <inheritdoc cref="Min(float, float)"/>
    [MethodImpl(Inline)]
    public static double Min(double x, double y) => Math.Min(x, y);

    /// <inheritdoc cref="Min(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Min(Vector512<float> x, Vector512<float> y) => Vector512.Min(x, y);

    /// <inheritdoc cref="Min(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Min(Vector512<double> x, Vector512<double> y) => Vector512.Min(x, y);

    /// <summary>The larger of two numbers; NaN if either is NaN, and +0 above -0 (<c>torch.maximum</c>).</summary>
    [MethodImpl(Inline)]
    public static float Max(float x, float y) => MathF.Max(x, y);

    /// <inheritdoc cref="Max(float, float)"/>
    [MethodImpl(Inline)]
    public static double Max(double x, double y) => Math.Max(x, y);

    /// <inheritdoc cref="Max(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Max(Vector512<float> x, Vector512<float> y) => Vector512.Max(x, y);

    /// <inheritdoc cref="Max(float, float)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Max(Vector512<double> x, Vector512<double> y) => Vector512.Max(x, y);

    /// <summary><paramref name="a"/> where the condition holds, <paramref name="b"/> elsewhere (<c>torch.where</c>).</summary>
    [MethodImpl(Inline)]
    public static T Select<T>(bool condition, T a, T b) where T : unmanaged => condition ? a : b;

    /// <summary><paramref name="a"/> in the lanes where <paramref name="mask"/> is all ones, <paramref name="b"/> in the others.</summary>
    [MethodImpl(Inline)]
    public static Vector512<T> Select<T>(Vector512<T> mask, Vector512<T> a, Vector512<T> b) where T : unmanaged =>
        Vector512.ConditionalSelect(mask, a, b);

    /// <summary>Whether a product with 1 / <paramref name="divisor"/> is nearly a quotient: the inverse neither overflows nor loses digits.</summary>
    /// <param name="divisor">What many numbers are divided by.</param>
    [MethodImpl(Inline)]
    public static bool HasInverse(float divisor) => Math.Abs(divisor) is (>= 1.17549435e-38f and <= 8.507059e37f) or 0 or float.PositiveInfinity or float.NaN;

    /// <inheritdoc cref="HasInverse(float)"/>
    [MethodImpl(Inline)]
    public static bool HasInverse(double divisor) => Math.Abs(divisor) is (>= 2.2250738585072014e-308 and <= 4.49423283715579e307) or 0 or double.PositiveInfinity or double.NaN;

    /// <summary>A quotient, as a product with the inverse where there is one: at most 2 ulp from the quotient.</summary>
    /// <param name="x">The dividends.</param>
    /// <param name="divisor">The divisor in all lanes.</param>
    /// <param name="inverse">1 / divisor in all lanes.</param>
    /// <param name="hasInverse">What <see cref="HasInverse(float)"/> says of the divisor.</param>
    [MethodImpl(Inline)]
    public static Vector512<float> Divide(Vector512<float> x, Vector512<float> divisor, Vector512<float> inverse, bool hasInverse) =>
        hasInverse ? x * inverse : x / divisor;

    /// <inheritdoc cref="Divide(Vector512{float}, Vector512{float}, Vector512{float}, bool)"/>
    [MethodImpl(Inline)]
    public static Vector512<double> Divide(Vector512<double> x, Vector512<double> divisor, Vector512<double> inverse, bool hasInverse) =>
        hasInverse ? x * inverse : x / divisor;

    // a·b + c in one rounding where the machine can, as the polynomials below want it.
    [MethodImpl(Inline)]
    static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.FusedMultiplyAdd(a, b, c);

    [MethodImpl(Inline)]
    static Vector512<double> Fma(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Vector512.FusedMultiplyAdd(a, b, c);

    [MethodImpl(Inline)]
    static Vector512<float> All(float x) => Vector512.Create(x);

    [MethodImpl(Inline)]
    static Vector512<double> All(double x) => Vector512.Create(x);

    // Vector512.CopySign does the same; the JIT takes ten times as long for it.
    [MethodImpl(Inline)]
    static Vector512<float> WithSign(Vector512<float> size, Vector512<float> sign) => Vector512.ConditionalSelect(All(-0f), sign, size);

    [MethodImpl(Inline)]
    static Vector512<double> WithSign(Vector512<double> size, Vector512<double> sign) => Vector512.ConditionalSelect(All(-0d), sign, size);

    // The second operand of MinNative/MaxNative is what x86 returns for NaN, so x stands second: NaN passes.
    [MethodImpl(Inline)]
    static Vector512<float> Clamp(Vector512<float> x, float low, float high) =>
        Vector512.MinNative(All(high), Vector512.MaxNative(All(low), x));

    [MethodImpl(Inline)]
    static Vector512<double> Clamp(Vector512<double> x, double low, double high) =>
        Vector512.MinNative(All(high), Vector512.MaxNative(All(low), x));

    [MethodImpl(Inline)]
    static Vector512<float> AtMost(float high, Vector512<float> x) => Vector512.MinNative(All(high), x);
}
