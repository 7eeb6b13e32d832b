using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace D2lDsl.Runtime;

/// <summary>
/// Transposes square blocks of one 128-bit vector a side, 4 by 4 floats or 2 by 2 doubles: alone, or as many side by side as a wider vector
/// holds.
/// </summary>
static unsafe class Transposition
{
    /// <summary>
    /// Writes the elements <c>source[j · step + i]</c> to <c>target[i · stride + j]</c>, for those rows i and columns j that whole blocks
    /// cover, and gives how many these are.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (int Rows, int Columns) Blocks<T>(int rows, int columns, T* source, nint step, T* target, nint stride) where T : unmanaged
    {
        var side = Side<T>();
        if (side == 0)
            return (0, 0);
        var (evenRows, evenColumns, j) = (rows - rows % side, columns - columns % side, 0);
        for (var strip = Strip<T>(); strip > 0 && j <= columns - strip; j += strip)
            for (var i = 0; i < evenRows; i += side)
                Strip(source + j * step + i, step, target + i * stride + j, stride);
        for (; j < evenColumns; j += side)
            for (var i = 0; i < evenRows; i += side)
                Block(source + j * step + i, step, target + i * stride + j, stride);
        return (evenRows, evenColumns);
    }

    /// <summary>The side of a block, or 0 where the machine or the element type has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Side<T>() where T : unmanaged =>
        !Sse2.IsSupported ? 0 : typeof(T) == typeof(float) ? 4 : typeof(T) == typeof(double) ? 2 : 0;

    /// <summary>Writes the transpose of the block at <paramref name="source"/>, whose rows are <paramref name="row"/> elements apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Block<T>(T* source, nint row, T* target, nint targetRow) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            Singles((float*)source, row, (float*)target, targetRow);
        else
            Doubles((double*)source, row, (double*)target, targetRow);
    }

    /// <summary>How many rows a strip of blocks has, one block below the other; 0 where no vector is wider than a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Strip<T>() where T : unmanaged => Avx512F.IsSupported ? 4 * Side<T>() : Avx.IsSupported ? 2 * Side<T>() : 0;

    /// <summary>
    /// Writes the transpose of a strip: <see cref="Strip{T}()"/> rows, <paramref name="row"/> elements apart, of <see cref="Side"/> elements become
    /// so many rows of that length. Each vector takes a row of every block, and the blocks are turned side by side.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Strip<T>(T* source, nint row, T* target, nint targetRow) where T : unmanaged
    {
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
        {
            Vector512<float> a = Rows((float*)source, row), b = Rows((float*)source + row, row), c = Rows((float*)source + 2 * row, row), e = Rows((float*)source + 3 * row, row);
            Vector512<double> ab = Avx512F.UnpackLow(a, b).AsDouble(), ce = Avx512F.UnpackLow(c, e).AsDouble();
            Avx512F.UnpackLow(ab, ce).AsSingle().Store((float*)target);
            Avx512F.UnpackHigh(ab, ce).AsSingle().Store((float*)target + targetRow);
            ab = Avx512F.UnpackHigh(a, b).AsDouble();
            ce = Avx512F.UnpackHigh(c, e).AsDouble();
            Avx512F.UnpackLow(ab, ce).AsSingle().Store((float*)target + 2 * targetRow);
            Avx512F.UnpackHigh(ab, ce).AsSingle().Store((float*)target + 3 * targetRow);
        }
        else if (typeof(T) == typeof(float))
        {
            Vector256<float> a = Pair((float*)source, row), b = Pair((float*)source + row, row), c = Pair((float*)source + 2 * row, row), e = Pair((float*)source + 3 * row, row);
            Vector256<double> ab = Avx.UnpackLow(a, b).AsDouble(), ce = Avx.UnpackLow(c, e).AsDouble();
            Avx.UnpackLow(ab, ce).AsSingle().Store((float*)target);
            Avx.UnpackHigh(ab, ce).AsSingle().Store((float*)target + targetRow);
            ab = Avx.UnpackHigh(a, b).AsDouble();
            ce = Avx.UnpackHigh(c, e).AsDouble();
            Avx.UnpackLow(ab, ce).AsSingle().Store((float*)target + 2 * targetRow);
            Avx.UnpackHigh(ab, ce).AsSingle().Store((float*)target + 3 * targetRow);
        }
        else if (Avx512F.IsSupported)
        {
            Vector512<double> a = Rows((double*)source, row), b = Rows((double*)source + row, row);
            Avx512F.UnpackLow(a, b).Store((double*)target);
            Avx512F.UnpackHigh(a, b).Store((double*)target + targetRow);
        }
        else
        {
            Vector256<double> a = Pair((double*)source, row), b = Pair((double*)source + row, row);
            Avx.UnpackLow(a, b).Store((double*)target);
            Avx.UnpackHigh(a, b).Store((double*)target + targetRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Rows(float* s, nint row) => Vector512.Create(Pair(s, row), Pair(s + 8 * row, row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> Pair(float* s, nint row) => Vector256.Create(Vector128.Load(s), Vector128.Load(s + 4 * row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> Rows(double* s, nint row) => Vector512.Create(Pair(s, row), Pair(s + 4 * row, row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<double> Pair(double* s, nint row) => Vector256.Create(Vector128.Load(s), Vector128.Load(s + 2 * row));

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
