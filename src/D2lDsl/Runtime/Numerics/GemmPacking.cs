using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>Copies blocks of a and b into the order in which the tiles read them.</summary>
static unsafe class GemmPacking<T> where T : unmanaged
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    // So many elements of a row of b are dealt out to panels before the next row is read.
    const int DealtAtOnce = 1024;

    /// <summary>
    /// Writes k rows of <paramref name="width"/> elements, <paramref name="stride"/> elements apart; columns from
    /// <paramref name="columns"/> on are 0. Meant for sources whose columns are not neighbours, and for few columns.
    /// </summary>
    [MethodImpl(Hot)]
    public static void Panel(int k, int columns, int width, T* source, nint row, nint column, T* target, nint stride)
    {
        var (rows, done) = row == 1 ? Transposition.Blocks(k, columns, source, column, target, stride) : (0, 0);
        for (var p = 0; p < k; p++)
        {
            var line = target + p * stride;
            if (column == 1)
                Unsafe.CopyBlockUnaligned(line, source + p * row, (uint)(columns * sizeof(T)));
            else
                for (var j = p < rows ? done : 0; j < columns; j++)
                    line[j] = source[p * row + j * column];
            for (var j = columns; j < width; j++)
                line[j] = default;
        }
    }

    /// <summary>
    /// Panels of <paramref name="width"/> columns, one after another, of n columns that are neighbours. A row is read along all panels,
    /// as memory likes it.
    /// </summary>
    [MethodImpl(Hot)]
    public static void Panels(int k, int n, int width, T* source, nint row, T* target)
    {
        var panel = (nint)k * width;
        var dealt = DealtAtOnce / width * width;
        for (var from = 0; from < n; from += dealt)
        {
            var columns = Math.Min(dealt, n - from);
            for (var p = 0; p < k; p++)
            {
                T* line = source + p * row + from, to = target + (nint)from * k + (nint)p * width;
                for (var j = 0; j < columns; j += width, line += width, to += panel)
                    Copy(line, to, width);
            }
        }
    }

    /// <summary>Copies rows that are contiguous over k, <paramref name="stride"/> elements apart.</summary>
    [MethodImpl(Hot)]
    public static void Rows(int rows, int k, T* source, nint row, T* target, nint stride)
    {
        for (var i = 0; i < rows; i++)
            Copy(source + i * row, target + i * stride, k);
    }

    // Bits are bits: vectors of T itself are types that the JIT would have to load as well.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(T* source, T* target, int count)
    {
        var p = 0;
        if (Vector512.IsHardwareAccelerated)
            for (; p <= count - 64 / sizeof(T); p += 64 / sizeof(T))
                Vector512.Load((float*)(source + p)).Store((float*)(target + p));
        for (; p <= count - 16 / sizeof(T); p += 16 / sizeof(T))
            Vector128.Load((float*)(source + p)).Store((float*)(target + p));
        for (; p < count; p++)
            target[p] = source[p];
    }
}
