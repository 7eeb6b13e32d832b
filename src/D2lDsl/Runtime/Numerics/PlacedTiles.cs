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

    // So many turns at a time: what a tile of them reads of a and b fits the first-level cache.
    const int MostDeep = 320;

    // Rows as far apart as this, or a multiple of it, fall into few sets of the first-level cache.
    const int FarBytes = 1024;

    /// <summary>The columns of a tile.</summary>
    public static int Wide
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TLanes.Count;
    }

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

    /// <summary>Some vectors of the result, whose columns are neighbours.</summary>
    [MethodImpl(Hot)]
    public static void Sweep(int rows, int k, T* a, nint aRow, T* b, nint* places, in PlacedVectors vectors, int from, int to, T* c, nint cRow)
    {
        var block = Math.Min(Block(aRow), rows);
        var aside = GemmBuffers.Turned<T>((block + 1) * Wide);
        var depth = Depth(k, MostDeep);
        for (var low = 0; low < rows; low += block)
        {
            var height = Math.Min(block, rows - low);
            for (var v = from; v < to; v += 2)
            {
                var isPair = v + 1 < to;
                var (start, second) = (vectors.Starts[v], isPair ? vectors.Starts[v + 1] - vectors.Starts[v] : 0);
                var target = c + low * cRow;
                if (isPair && vectors.IsWhole(v) && vectors.IsWhole(v + 1))
                {
                    for (var p = 0; p < k; p += depth)
                        Column(height, Math.Min(depth, k - p), a + low * aRow + p, aRow, b + start, places + p, second, target + vectors.Column(v), cRow, add: p > 0);
                    continue;
                }
                for (var p = 0; p < k; p += depth)
                    Column(height, Math.Min(depth, k - p), a + low * aRow + p, aRow, b + start, places + p, second, aside, Wide, add: p > 0);
                Take(height, vectors.Pieces(v), aside, target, cRow);
                if (isPair)
                    Take(height, vectors.Pieces(v + 1), aside + TLanes.Count, target, cRow);
            }
        }
    }

    /// <summary>Two vectors of all rows.</summary>
    [MethodImpl(Hot)]
    public static void Column(int rows, int k, T* a, nint aRow, T* b, nint* places, nint second, T* c, nint cRow, bool add)
    {
        for (int i = 0, height; i < rows; i += height)
        {
            height = rows - i >= TLanes.TileRows ? TLanes.TileRows : Math.Min(rows - i, Low);
            if (height == TLanes.TileRows)
                TLanes.HighPlaced(k, a + i * aRow, aRow, b, places, second, c + i * cRow, cRow, add);
            else
                TLanes.LowPlaced(height, k, a + i * aRow, aRow, b, places, second, c + i * cRow, cRow, add);
        }
    }

    /// <summary>Equal parts of a sum, none above the limit.</summary>
    public static int Depth(int k, int limit)
    {
        var parts = Math.Max((k + limit - 1) / limit, 1);
        return (k + parts - 1) / parts;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Take(int height, ReadOnlySpan<PlacedVectors.Piece> pieces, T* from, T* to, nint row)
    {
        foreach (var (lane, column, length) in pieces)
            for (var r = 0; r < height; r++)
                GemmPacking<T>.Copy(from + r * Wide + lane, to + r * row + column, length);
    }
}
