using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace D2lDsl.Runtime;

/// <summary>Transposes square blocks of one 512-bit vector a side: 16 by 16 floats or 8 by 8 doubles.</summary>
static unsafe class Transposition
{
    /// <summary>The side of a block, or 0 where the machine or the element type has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Side<T>() where T : unmanaged =>
        !Avx512F.IsSupported ? 0 : typeof(T) == typeof(float) ? 16 : typeof(T) == typeof(double) ? 8 : 0;

    /// <summary>Writes the transpose of the block at <paramref name="source"/>, whose rows are <paramref name="row"/> elements apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Block<T>(T* source, nint row, T* target, nint targetRow) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            Singles((float*)source, row, (float*)target, targetRow);
        else
            Doubles((double*)source, row, (double*)target, targetRow);
    }

    // First 4 by 4 elements inside each 128-bit part, for four groups of four rows; then the parts themselves.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Singles(float* s, nint row, float* d, nint to)
    {
        var (a0, a1, a2, a3) = Quads(s, row);
        var (b0, b1, b2, b3) = Quads(s + 4 * row, row);
        var (c0, c1, c2, c3) = Quads(s + 8 * row, row);
        var (d0, d1, d2, d3) = Quads(s + 12 * row, row);
        Parts(a0, b0, c0, d0, d, 4 * to);
        Parts(a1, b1, c1, d1, d + to, 4 * to);
        Parts(a2, b2, c2, d2, d + 2 * to, 4 * to);
        Parts(a3, b3, c3, d3, d + 3 * to, 4 * to);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Doubles(double* s, nint row, double* d, nint to)
    {
        var (a0, a1) = Pairs(s, row);
        var (b0, b1) = Pairs(s + 2 * row, row);
        var (c0, c1) = Pairs(s + 4 * row, row);
        var (d0, d1) = Pairs(s + 6 * row, row);
        var step = 2 * to; // in floats, which Parts counts in
        Parts(a0.AsSingle(), b0.AsSingle(), c0.AsSingle(), d0.AsSingle(), (float*)d, 2 * step);
        Parts(a1.AsSingle(), b1.AsSingle(), c1.AsSingle(), d1.AsSingle(), (float*)(d + to), 2 * step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Vector512<double> Even, Vector512<double> Odd) Pairs(double* s, nint row)
    {
        Vector512<double> a = Vector512.Load(s), b = Vector512.Load(s + row);
        return (Avx512F.UnpackLow(a, b), Avx512F.UnpackHigh(a, b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Vector512<float> First, Vector512<float> Second, Vector512<float> Third, Vector512<float> Fourth) Quads(float* s, nint row)
    {
        Vector512<float> a = Vector512.Load(s), b = Vector512.Load(s + row);
        Vector512<float> c = Vector512.Load(s + 2 * row), d = Vector512.Load(s + 3 * row);
        var abLow = Avx512F.UnpackLow(a, b).AsDouble();
        var abHigh = Avx512F.UnpackHigh(a, b).AsDouble();
        var cdLow = Avx512F.UnpackLow(c, d).AsDouble();
        var cdHigh = Avx512F.UnpackHigh(c, d).AsDouble();
        return (Avx512F.UnpackLow(abLow, cdLow).AsSingle(), Avx512F.UnpackHigh(abLow, cdLow).AsSingle(),
            Avx512F.UnpackLow(abHigh, cdHigh).AsSingle(), Avx512F.UnpackHigh(abHigh, cdHigh).AsSingle());
    }

    // Four vectors of four parts each: the parts are a 4 by 4 matrix, stored transposed at every `to` elements.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Parts(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* target, nint to)
    {
        var abEven = Avx512F.Shuffle4x128(a, b, 0x88);
        var abOdd = Avx512F.Shuffle4x128(a, b, 0xDD);
        var cdEven = Avx512F.Shuffle4x128(c, d, 0x88);
        var cdOdd = Avx512F.Shuffle4x128(c, d, 0xDD);
        Avx512F.Shuffle4x128(abEven, cdEven, 0x88).Store(target);
        Avx512F.Shuffle4x128(abOdd, cdOdd, 0x88).Store(target + to);
        Avx512F.Shuffle4x128(abEven, cdEven, 0xDD).Store(target + 2 * to);
        Avx512F.Shuffle4x128(abOdd, cdOdd, 0xDD).Store(target + 3 * to);
    }
}
