using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>
/// Products with rows of vectors that lie anywhere, as those of windows do: c[i, v] = the sum over p of a[i, p] · b[places[p] + v]. Nothing is
/// packed, so each element comes from the first-level cache as often as windows share it.
/// </summary>
static unsafe class PlacedTiles<TLanes, TVector, T>
    where TLanes : struct, ILanes<T, TVector> where TVector : struct where T : unmanaged, INumberBase<T>
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;
    const int Low = 4;

    // So much of a stays in the second-level cache while b passes by.
    const int BlockBytes = 1 << 19;

    // Rows as far apart as this, or a multiple of it, fall into few sets of the first-level cache.
    const int FarBytes = 1024;

    /// <summary>The columns of a tile.</summary>
    public static int Wide => 2 * TLanes.Count;

    /// <summary>Room for a tile whose columns do not all belong to the result, and for a vector that begins in it.</summary>
    public static int Aside => TLanes.TileRows * Wide + TLanes.Count;

    /// <summary>How far apart rows of so many elements are copied.</summary>
    public static nint Stride(int length) => IsFar(length + GemmBlocks<TLanes, TVector, T>.RowGap) ? length + 2 * GemmBlocks<TLanes, TVector, T>.RowGap : length + GemmBlocks<TLanes, TVector, T>.RowGap;

    static bool IsFar(nint stride) => stride * sizeof(T) % FarBytes == 0;

    /// <summary>Rows of a as tiles read them: where they lie, or in a copy. The stride is then that of those returned.</summary>
    public static T* Rows(int rows, int k, T* a, ref nint stride, nint step, T* copy)
    {
        if (step == 1 && !IsFar(stride))
            return a;
        var far = stride;
        stride = Stride(k);
        if (step == 1)
            GemmPacking<T>.Rows(rows, k, a, far, copy, stride);
        else
            GemmPacking<T>.Panel(rows, k, k, a, far, step, copy, stride);
        return copy;
    }

    /// <summary>How many rows are taken at a time, of tiles that are full.</summary>
    public static int Block(nint stride) => Math.Max((int)(BlockBytes / (stride * sizeof(T))) / TLanes.TileRows, 1) * TLanes.TileRows;

    /// <summary>The rows of a tile where so many are left.</summary>
    public static int Height(int rows) => rows >= TLanes.TileRows ? TLanes.TileRows : Math.Min(rows, Low);

    /// <summary>A tile of so many rows, and two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tile(int height, int k, T* a, nint row, T* b, nint* places, nint second, T* c, nint cRow, bool add)
    {
        if (height == TLanes.TileRows)
            TLanes.HighPlaced(k, a, row, b, places, second, c, cRow, add);
        else
            TLanes.LowPlaced(height, k, a, row, b, places, second, c, cRow, add);
    }

    /// <summary>Some vectors of the result, whose columns are neighbours.</summary>
    [MethodImpl(Hot), SkipLocalsInit]
    public static void Sweep(int rows, int k, T* a, nint aRow, T* b, nint* places, in PlacedVectors vectors, int from, int to, T* c, nint cRow)
    {
        var aside = stackalloc T[Aside];
        var block = Block(aRow);
        for (var low = 0; low < rows; low += block)
        {
            var high = Math.Min(low + block, rows);
            for (var v = from; v < to; v += 2)
            {
                var isPair = v + 1 < to;
                var (start, second) = (vectors.Starts[v], isPair ? vectors.Starts[v + 1] - vectors.Starts[v] : 0);
                var isWhole = isPair && vectors.IsWhole(v) && vectors.IsWhole(v + 1);
                var column = vectors.Column(v);
                for (int i = low, height; i < high; i += height)
                {
                    height = Height(high - i);
                    var target = c + i * cRow;
                    if (isWhole)
                    {
                        Tile(height, k, a + i * aRow, aRow, b + start, places, second, target + column, cRow, add: false);
                        continue;
                    }
                    Tile(height, k, a + i * aRow, aRow, b + start, places, second, aside, Wide, add: false);
                    Take(height, vectors.Pieces(v), aside, target, cRow);
                    if (isPair)
                        Take(height, vectors.Pieces(v + 1), aside + TLanes.Count, target, cRow);
                }
            }
        }
    }

    static void Take(int height, ReadOnlySpan<PlacedVectors.Piece> pieces, T* from, T* to, nint row)
    {
        foreach (var (lane, column, length) in pieces)
            for (var r = 0; r < height; r++)
                GemmPacking<T>.Copy(from + r * Wide + lane, to + r * row + column, length);
    }

    /// <summary>A run of columns that are neighbours, in b and in c alike.</summary>
    [MethodImpl(Hot), SkipLocalsInit]
    public static void Run(int rows, int k, T* a, nint aRow, T* b, nint* places, int columns, T* c, nint cRow)
    {
        var aside = stackalloc T[Aside];
        var block = Block(aRow);
        for (var low = 0; low < rows; low += block)
        {
            var high = Math.Min(low + block, rows);
            for (var j = 0; j < columns; j += Wide)
                for (int i = low, height; i < high; i += height)
                {
                    height = Height(high - i);
                    var target = c + i * cRow + j;
                    var isWhole = columns - j >= Wide;
                    Tile(height, k, a + i * aRow, aRow, b + j, places, TLanes.Count, isWhole ? target : aside, isWhole ? cRow : Wide, add: false);
                    for (var r = 0; r < height && !isWhole; r++)
                        GemmPacking<T>.Copy(aside + r * Wide, target + r * cRow, columns - j);
                }
        }
    }
}
