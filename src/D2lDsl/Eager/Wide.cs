using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D2lDsl.Runtime;

namespace D2lDsl.Eager;

/// <summary>
/// The functions of compiled kernels over a type parameter, so that running a model eagerly computes what its kernel does. The JIT
/// knows the type and leaves one branch.
/// </summary>
static class Wide
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The elements from one on, in a wider type: as many as a vector of it holds.</summary>
    [MethodImpl(Inline)]
    public static Vector512<TWide> Load<T, TWide>(ref T from)
        where T : unmanaged
        where TWide : unmanaged
    {
        if (typeof(T) == typeof(TWide))
            return Vector512.LoadUnsafe(ref Unsafe.As<T, TWide>(ref from));
        if (typeof(T) == typeof(float))
            return Vector512.WidenLower(Vector256.LoadUnsafe(ref Unsafe.As<T, float>(ref from)).ToVector512Unsafe()).As<double, TWide>();
        if (typeof(T) == typeof(int))
            return Vector512.WidenLower(Vector256.LoadUnsafe(ref Unsafe.As<T, int>(ref from)).ToVector512Unsafe()).As<long, TWide>();
        var bytes = Vector512.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<T, byte>(ref from)));
        return typeof(T) == typeof(byte)
            ? Vector512.WidenLower(Vector512.WidenLower(Vector512.WidenLower(bytes.AsByte()))).As<ulong, TWide>()
            : Vector512.WidenLower(Vector512.WidenLower(Vector512.WidenLower(bytes.AsSByte()))).As<long, TWide>();
    }

    [MethodImpl(Inline)]
    public static Vector512<N> Number<N>(double value)
        where N : INumberBase<N> => Vector512.Create(N.CreateTruncating(value));

    [MethodImpl(Inline)]
    public static Vector512<N> Select<N>(Vector512<N> condition, Vector512<N> a, Vector512<N> b) =>
        Vector512.ConditionalSelect(condition, a, b);

    [MethodImpl(Inline)]
    public static Vector512<N> Abs<N>(Vector512<N> x) => Vector512.Abs(x);

    [MethodImpl(Inline)]
    public static Vector512<N> Minimum<N>(Vector512<N> a, Vector512<N> b) =>
        typeof(N) == typeof(float) ? VectorMath.Min(a.AsSingle(), b.AsSingle()).As<float, N>()
        : typeof(N) == typeof(double) ? VectorMath.Min(a.AsDouble(), b.AsDouble()).As<double, N>()
        : Vector512.Min(a, b);

    [MethodImpl(Inline)]
    public static Vector512<N> Maximum<N>(Vector512<N> a, Vector512<N> b) =>
        typeof(N) == typeof(float) ? VectorMath.Max(a.AsSingle(), b.AsSingle()).As<float, N>()
        : typeof(N) == typeof(double) ? VectorMath.Max(a.AsDouble(), b.AsDouble()).As<double, N>()
        : Vector512.Max(a, b);

    [MethodImpl(Inline)]
    public static Vector512<N> Hash<N>(Vector512<N> index, Vector512<N> key) => VectorMath.Hash(index.AsInt32(), key.AsInt32()).As<int, N>();

    [MethodImpl(Inline)]
    public static Vector512<N> Power<N>(Vector512<N> x, Vector512<N> exponent) => typeof(N) == typeof(float)
        ? VectorMath.Pow(x.AsSingle(), exponent.AsSingle()).As<float, N>()
        : VectorMath.Pow(x.AsDouble(), exponent.AsDouble()).As<double, N>();

    [MethodImpl(Inline)]
    public static Vector512<N> Sqrt<N>(Vector512<N> x) => Vector512.Sqrt(x);

    [MethodImpl(Inline)]
    public static Vector512<N> Floor<N>(Vector512<N> x) =>
        typeof(N) == typeof(float) ? VectorMath.Floor(x.AsSingle()).As<float, N>() : VectorMath.Floor(x.AsDouble()).As<double, N>();

    [MethodImpl(Inline)]
    public static Vector512<N> Exp<N>(Vector512<N> x) =>
        typeof(N) == typeof(float) ? VectorMath.Exp(x.AsSingle()).As<float, N>() : VectorMath.Exp(x.AsDouble()).As<double, N>();

    [MethodImpl(Inline)]
    public static Vector512<N> Log<N>(Vector512<N> x) =>
        typeof(N) == typeof(float) ? VectorMath.Log(x.AsSingle()).As<float, N>() : VectorMath.Log(x.AsDouble()).As<double, N>();

    [MethodImpl(Inline)]
    public static Vector512<N> Tanh<N>(Vector512<N> x) =>
        typeof(N) == typeof(float) ? VectorMath.Tanh(x.AsSingle()).As<float, N>() : VectorMath.Tanh(x.AsDouble()).As<double, N>();

    [MethodImpl(Inline)]
    public static Vector512<N> Sin<N>(Vector512<N> x) =>
        typeof(N) == typeof(float) ? VectorMath.Sin(x.AsSingle()).As<float, N>() : VectorMath.Sin(x.AsDouble()).As<double, N>();

    [MethodImpl(Inline)]
    public static Vector512<N> Cos<N>(Vector512<N> x) =>
        typeof(N) == typeof(float) ? VectorMath.Cos(x.AsSingle()).As<float, N>() : VectorMath.Cos(x.AsDouble()).As<double, N>();

    [MethodImpl(Inline)]
    public static Vector512<N> Atan<N>(Vector512<N> x) =>
        typeof(N) == typeof(float) ? VectorMath.Atan(x.AsSingle()).As<float, N>() : VectorMath.Atan(x.AsDouble()).As<double, N>();

    [MethodImpl(Inline)]
    public static Vector512<N> Erf<N>(Vector512<N> x) =>
        typeof(N) == typeof(float) ? VectorMath.Erf(x.AsSingle()).As<float, N>() : VectorMath.Erf(x.AsDouble()).As<double, N>();
}
