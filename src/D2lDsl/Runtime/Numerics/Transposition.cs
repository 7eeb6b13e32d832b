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
    /// cover, and gives how many these are; none where the machine or the element type has no blocks.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (int Rows, int Columns) Blocks<T>(int rows, int columns, T* source, nint step, T* target, nint stride) where T : unmanaged
    {
        if (!Sse2.IsSupported || typeof(T) != typeof(float) && typeof(T) != typeof(double))
            return (0, 0);
        var side = Vector128<byte>.Count / sizeof(T);
        var (evenRows, evenColumns) = (rows - rows % side, columns - columns % side);
        if (typeof(T) == typeof(float))
            Singles(evenRows, evenColumns, (float*)source, step, (float*)target, stride);
        else
            Doubles(evenRows, evenColumns, (double*)source, step, (double*)target, stride);
        return (evenRows, evenColumns);
    }

    // Methods for each type and width: the JIT loads the types of the branches that are not taken, too, which takes as long as all else.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Singles(int rows, int columns, float* source, nint step, float* target, nint stride)
    {
        var j = 0;
        if (Avx512F.IsSupported)
            for (; j <= columns - 16; j += 16)
                for (var i = 0; i < rows; i += 4)
                    FourBlocks(source + j * step + i, step, target + i * stride + j, stride);
        else if (Avx.IsSupported)
            for (; j <= columns - 8; j += 8)
                for (var i = 0; i < rows; i += 4)
                    TwoBlocks(source + j * step + i, step, target + i * stride + j, stride);
        for (; j < columns; j += 4)
            for (var i = 0; i < rows; i += 4)
                Block(source + j * step + i, step, target + i * stride + j, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Doubles(int rows, int columns, double* source, nint step, double* target, nint stride)
    {
        var j = 0;
        if (Avx512F.IsSupported)
            for (; j <= columns - 8; j += 8)
                for (var i = 0; i < rows; i += 2)
                    FourBlocks(source + j * step + i, step, target + i * stride + j, stride);
        else if (Avx.IsSupported)
            for (; j <= columns - 4; j += 4)
                for (var i = 0; i < rows; i += 2)
                    TwoBlocks(source + j * step + i, step, target + i * stride + j, stride);
        for (; j < columns; j += 2)
            for (var i = 0; i < rows; i += 2)
                Block(source + j * step + i, step, target + i * stride + j, stride);
    }

    /// <summary>
    /// Turns four blocks, one below the other: as many rows, <paramref name="row"/> elements apart, become rows of that length. Each vector
    /// takes a row of every block, and the blocks are turned side by side.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void FourBlocks(float* source, nint row, float* target, nint targetRow)
    {
        Vector512<float> a = Rows(source, row), b = Rows(source + row, row), c = Rows(source + 2 * row, row), e = Rows(source + 3 * row, row);
        Vector512<float> ac = Avx512F.UnpackLow(a, c), be = Avx512F.UnpackLow(b, e);
        Avx512F.UnpackLow(ac, be).Store(target);
        Avx512F.UnpackHigh(ac, be).Store(target + targetRow);
        (ac, be) = (Avx512F.UnpackHigh(a, c), Avx512F.UnpackHigh(b, e));
        Avx512F.UnpackLow(ac, be).Store(target + 2 * targetRow);
        Avx512F.UnpackHigh(ac, be).Store(target + 3 * targetRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void FourBlocks(double* source, nint row, double* target, nint targetRow)
    {
        Vector512<double> a = Rows(source, row), b = Rows(source + row, row);
        Avx512F.UnpackLow(a, b).Store(target);
        Avx512F.UnpackHigh(a, b).Store(target + targetRow);
    }

    /// <summary>The same for two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void TwoBlocks(float* source, nint row, float* target, nint targetRow)
    {
        Vector256<float> a = Pair(source, row), b = Pair(source + row, row), c = Pair(source + 2 * row, row), e = Pair(source + 3 * row, row);
        Vector256<float> ac = Avx.UnpackLow(a, c), be = Avx.UnpackLow(b, e);
        Avx.UnpackLow(ac, be).Store(target);
        Avx.UnpackHigh(ac, be).Store(target + targetRow);
        (ac, be) = (Avx.UnpackHigh(a, c), Avx.UnpackHigh(b, e));
        Avx.UnpackLow(ac, be).Store(target + 2 * targetRow);
        Avx.UnpackHigh(ac, be).Store(target + 3 * targetRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void TwoBlocks(double* source, nint row, double* target, nint targetRow)
    {
        Vector256<double> a = Pair(source, row), b = Pair(source + row, row);
        Avx.UnpackLow(a, b).Store(target);
        Avx.UnpackHigh(a, b).Store(target + targetRow);
    }

    // Vector512.Create of two halves would do; the JIT takes three milliseconds for it, and a tenth of that for instructions by name.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Rows(float* s, nint row)
    {
        var x = Avx512F.InsertVector128(Avx512F.BroadcastVector128ToVector512(s), Vector128.Load(s + 4 * row), 1);
        x = Avx512F.InsertVector128(x, Vector128.Load(s + 8 * row), 2);
        return Avx512F.InsertVector128(x, Vector128.Load(s + 12 * row), 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> Pair(float* s, nint row) => Vector128.Load(s).ToVector256Unsafe().WithUpper(Vector128.Load(s + 4 * row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> Rows(double* s, nint row) => Pair(s, row).ToVector512Unsafe().WithUpper(Pair(s + 4 * row, row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<double> Pair(double* s, nint row) => Vector128.Load(s).ToVector256Unsafe().WithUpper(Vector128.Load(s + 2 * row));

    // Every other row first, then what became neighbours.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Block(float* s, nint row, float* d, nint to)
    {
        Vector128<float> a = Vector128.Load(s), b = Vector128.Load(s + row), c = Vector128.Load(s + 2 * row), e = Vector128.Load(s + 3 * row);
        Vector128<float> ac = Sse.UnpackLow(a, c), be = Sse.UnpackLow(b, e);
        Sse.UnpackLow(ac, be).Store(d);
        Sse.UnpackHigh(ac, be).Store(d + to);
        (ac, be) = (Sse.UnpackHigh(a, c), Sse.UnpackHigh(b, e));
        Sse.UnpackLow(ac, be).Store(d + 2 * to);
        Sse.UnpackHigh(ac, be).Store(d + 3 * to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Block(double* s, nint row, double* d, nint to)
    {
        Vector128<double> a = Vector128.Load(s), b = Vector128.Load(s + row);
        Sse2.UnpackLow(a, b).Store(d);
        Sse2.UnpackHigh(a, b).Store(d + to);
    }
}
