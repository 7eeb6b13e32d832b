using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace D2lDsl.Runtime;

/// <summary>Transposes square blocks of one 128-bit vector a side: 4 by 4 floats or 2 by 2 doubles.</summary>
static unsafe class Transposition
{
    /// <summary>The side of a block, or 0 where the machine or the element type has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Side<T>() where T : unmanaged =>
        !Sse2.IsSupported ? 0 : typeof(T) == typeof(float) ? 4 : typeof(T) == typeof(double) ? 2 : 0;

    /// <summary>Writes the transpose of the block at <paramref name="source"/>, whose rows are <paramref name="row"/> elements apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Block<T>(T* source, nint row, T* target, nint targetRow) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            Singles((float*)source, row, (float*)target, targetRow);
        else
            Doubles((double*)source, row, (double*)target, targetRow);
    }

    // Pairs of neighbours first, then pairs of pairs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Singles(float* s, nint row, float* d, nint to)
    {
        Vector128<float> a = Vector128.Load(s), b = Vector128.Load(s + row), c = Vector128.Load(s + 2 * row), e = Vector128.Load(s + 3 * row);
        Vector128<double> ab = Sse.UnpackLow(a, b).AsDouble(), ce = Sse.UnpackLow(c, e).AsDouble();
        Sse2.UnpackLow(ab, ce).AsSingle().Store(d);
        Sse2.UnpackHigh(ab, ce).AsSingle().Store(d + to);
        ab = Sse.UnpackHigh(a, b).AsDouble();
        ce = Sse.UnpackHigh(c, e).AsDouble();
        Sse2.UnpackLow(ab, ce).AsSingle().Store(d + 2 * to);
        Sse2.UnpackHigh(ab, ce).AsSingle().Store(d + 3 * to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Doubles(double* s, nint row, double* d, nint to)
    {
        Vector128<double> a = Vector128.Load(s), b = Vector128.Load(s + row);
        Sse2.UnpackLow(a, b).Store(d);
        Sse2.UnpackHigh(a, b).Store(d + to);
    }
}
