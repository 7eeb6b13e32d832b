using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>Copies blocks of a and b into the order in which the tiles read them.</summary>
static unsafe class GemmPacking<T> where T : unmanaged
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    /// <summary>Writes k rows of <paramref name="width"/> elements one after another; columns from <paramref name="columns"/> on are 0.</summary>
    [MethodImpl(Hot)]
    public static void Panel(int k, int columns, int width, T* source, nint row, nint column, T* target)
    {
        if (column == 1 && columns == width)
        {
            for (var p = 0; p < k; p++, source += row, target += width)
                Copy(source, target, width);
            return;
        }

        var whole = (Rows: 0, Columns: 0);
        if (row == 1 && Transposition.Side<T>() is > 0 and var side)
        {
            whole = (k - k % side, columns - columns % side);
            for (var j = 0; j < whole.Columns; j += side)
                for (var p = 0; p < whole.Rows; p += side)
                    Transposition.Block(source + j * column + p, column, target + (nint)p * width + j, width);
        }
        for (var p = 0; p < k; p++)
        {
            var line = target + (nint)p * width;
            for (var j = p < whole.Rows ? whole.Columns : 0; j < columns; j++)
                line[j] = source[p * row + j * column];
            for (var j = columns; j < width; j++)
                line[j] = default;
        }
    }

    /// <summary>Copies rows that are contiguous over k, <paramref name="stride"/> elements apart.</summary>
    [MethodImpl(Hot)]
    public static void Rows(int rows, int k, T* source, nint row, T* target, nint stride)
    {
        for (var i = 0; i < rows; i++)
            Copy(source + i * row, target + i * stride, k);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Copy(T* source, T* target, int count)
    {
        var p = 0;
        for (; p <= count - Vector512<T>.Count; p += Vector512<T>.Count)
            Vector512.Load(source + p).Store(target + p);
        if (p <= count - Vector256<T>.Count)
        {
            Vector256.Load(source + p).Store(target + p);
            p += Vector256<T>.Count;
        }
        if (p <= count - Vector128<T>.Count)
        {
            Vector128.Load(source + p).Store(target + p);
            p += Vector128<T>.Count;
        }
        for (; p < count; p++)
            target[p] = source[p];
    }
}
