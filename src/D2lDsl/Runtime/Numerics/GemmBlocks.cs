using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>The matrix product over one vector width: cuts it into blocks that fit the caches, and blocks into tiles.</summary>
/// <remarks>
/// Rows of c are independent of each other, so a product may be cut along m and its parts computed by different threads;
/// each thread packs into its own buffers.
/// </remarks>
static unsafe class GemmBlocks<TLanes, TVector, T>
    where TLanes : struct, ILanes<T, TVector> where TVector : struct where T : unmanaged, INumberBase<T>
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;
    const int High = GemmTiles<TLanes, TVector, T>.High;
    const int Low = GemmTiles<TLanes, TVector, T>.Low;

    // A block of a (rows · depth) leaves most of the second-level cache to the strips of b that pass by; a block of b
    // (depth · columns) fits the third level. Fewer, deeper blocks mean that c is read and written less often: at 2048 that
    // is worth more than strips of b that would fit the first level.
    const int BlockDepthBytes = 4096;
    const int BlockRows = 48;
    const int BlockColumns = 4096;

    // Rows of a as far apart as this, a page, fall into few sets of the cache.
    const int FarBytes = 4096;

    // Copied rows are this much further apart than they are long, so that they spread over the sets.
    const int RowGap = 16;

    // From so many elements on in the other matrix, an element is read often enough to pay for its copy.
    const int Reuse = 96;

    static int Wide => 2 * TLanes.Count;

    // 12 rows of two vectors need the 32 registers that come with 512-bit vectors.
    static bool HasHighTiles => TLanes.Count * sizeof(T) == 64;

    [MethodImpl(Hot)]
    public static void Multiply(
        int m, int n, int k, T* a, nint aRow, nint aCol, T* b, nint bRow, nint bCol, T* c, nint cRow, bool add)
    {
        if (n == 1)
        {
            GemmVectors<TLanes, TVector, T>.Multiply(m, k, a, aRow, aCol, b, bRow, c, cRow, add);
            return;
        }
        if (m == 1)
        {
            GemmVectors<TLanes, TVector, T>.Multiply(n, k, b, bCol, bRow, a, aCol, c, 1, add);
            return;
        }
        Cut(m, n, k, a, aRow, aCol, b, bRow, bCol, c, cRow, add);
    }

    /// <summary>The same for part of a product: even a single row or column of it is summed as the whole is.</summary>
    [MethodImpl(Hot)]
    public static void Cut(
        int m, int n, int k, T* a, nint aRow, nint aCol, T* b, nint bRow, nint bCol, T* c, nint cRow, bool add)
    {
        if (k == 0)
        {
            // Nothing to add up: single products do not come here, those of a batch do.
            for (var i = 0; i < (add ? 0 : m); i++)
                new Span<T>(c + i * cRow, n).Clear();
            return;
        }
        var depth = Depth(k);
        for (var j = 0; j < n; j += BlockColumns)
        {
            var columns = Math.Min(BlockColumns, n - j);
            for (var p = 0; p < k; p += depth)
                Slice(m, columns, Math.Min(depth, k - p), a + p * aCol, aRow, aCol, b + p * bRow + j * bCol, bRow, bCol,
                    c + j, cRow, add || p > 0);
        }
    }

    /// <summary>Equal parts of k, none above the limit.</summary>
    public static int Depth(int k)
    {
        var limit = BlockDepthBytes / sizeof(T);
        var parts = (k + limit - 1) / limit;
        return ((k + parts - 1) / parts + 7) & ~7;
    }

    /// <summary>A product whose depth and width fit the caches.</summary>
    [MethodImpl(Hot)]
    static void Slice(
        int m, int n, int k, T* a, nint aRow, nint aCol, T* b, nint bRow, nint bCol, T* c, nint cRow, bool add)
    {
        // A short product reads b's panels in place.
        var staying = bCol != 1 || m > 2 * High ? 0 : Staying(n);
        var packed = staying == n ? null : GemmBuffers.Right<T>(PackedLength(n, k) - (long)k * staying);
        Sweep(m, k, a, aRow, aCol, Pack(n, k, b, bRow, bCol, packed, staying), c, cRow, add);
    }

    /// <summary>The right matrix as strips read it: its first columns in place, the others packed, panel after panel.</summary>
    public readonly struct Panels(int columns, int depth, T* origin, nint row, T* packed, int staying)
    {
        public int Columns => columns;

        public T* At(int j) => j < staying ? origin + j : packed + (nint)depth * (j - staying);

        public nint Step(int j) => j < staying ? row : PanelWidth(columns - j);
    }

    /// <summary>How many elements n packed columns take at most.</summary>
    public static long PackedLength(int n, int k) => (long)k * (n + Wide);

    /// <summary>How many of n columns may be read in place: not those of a ragged panel, whose vectors would read past the end.</summary>
    public static int Staying(int n) => n - (n % Wide == TLanes.Count ? 0 : n % Wide);

    [MethodImpl(Hot)]
    public static Panels Pack(int n, int k, T* b, nint bRow, nint bCol, T* packed, int staying)
    {
        for (var j = staying; j < n; j += Wide)
            GemmPacking<T>.Panel(k, Math.Min(Wide, n - j), PanelWidth(n - j), b + j * bCol, bRow, bCol, packed + (nint)k * (j - staying));
        return new(n, k, b, bRow, packed, staying);
    }

    /// <summary>c (+)= a·b where b is packed.</summary>
    [MethodImpl(Hot)]
    public static void Sweep(int m, int k, T* a, nint aRow, nint aCol, in Panels right, T* c, nint cRow, bool add)
    {
        var n = right.Columns;
        var copiesRows = n >= Reuse && aCol == 1 && aRow * sizeof(T) >= FarBytes;
        var copiesTiles = n >= Reuse && aCol != 1 && (aRow != 1 || aCol * sizeof(T) >= FarBytes);
        for (var i = 0; i < m; i += BlockRows)
        {
            var rows = Math.Min(BlockRows, m - i);
            var left = new Left(a + i * aRow, aRow, aCol, false);
            if (copiesRows)
                left = CopyRows(rows, k, left);
            else if (copiesTiles)
                left = CopyTiles(rows, k, left);

            for (var j = 0; j < n; j += Wide)
                Strip(rows, Math.Min(Wide, n - j), k, left, right.At(j), right.Step(j), c + i * cRow + j, cRow, add);
        }
    }

    static int PanelWidth(int columns) => columns > TLanes.Count ? Wide : TLanes.Count;

    /// <summary>A block of rows of a: where row i starts, and how far apart the elements of a row are.</summary>
    readonly struct Left(T* origin, nint row, nint step, bool inTiles)
    {
        public nint Row => row;
        public nint Step => step;
        public bool InTiles => inTiles;

        /// <summary>The first element of a tile. Tiles copied one after another take up k elements a row.</summary>
        public T* Tile(int i, int k) => origin + (inTiles ? (nint)i * k : i * row);
    }

    static Left CopyRows(int rows, int k, Left from)
    {
        var stride = k + RowGap;
        var target = GemmBuffers.Left<T>((long)rows * stride);
        GemmPacking<T>.Rows(rows, k, from.Tile(0, k), from.Row, target, stride);
        return new Left(target, stride, 1, false);
    }

    // Each tile's columns one after another; Strip knows how high the tile at a row is.
    static Left CopyTiles(int rows, int k, Left from)
    {
        var target = GemmBuffers.Left<T>((long)rows * k);
        for (int i = 0, height; i < rows; i += height)
        {
            height = TileHeight(rows - i);
            GemmPacking<T>.Panel(k, height, height, from.Tile(i, k), from.Step, from.Row, target + (nint)i * k);
        }
        return new Left(target, 1, 0, true);
    }

    static int TileHeight(int rows) => HasHighTiles && rows >= High ? High : Math.Min(rows, Low);

    /// <summary>All rows of a block against one panel of b, at most one wide tile wide.</summary>
    [MethodImpl(Hot), SkipLocalsInit]
    static void Strip(int rows, int columns, int k, Left left, T* b, nint bStep, T* c, nint cRow, bool add)
    {
        var wide = columns > TLanes.Count;
        if (columns == PanelWidth(columns))
        {
            for (int i = 0, height; i < rows; i += height)
            {
                height = TileHeight(rows - i);
                Tile(wide, height, k, left, i, b, bStep, c + i * cRow, cRow, add);
            }
            return;
        }

        // A ragged panel: whole vectors go to the side, and only the columns that exist to c.
        var aside = stackalloc T[High * 32];
        for (int i = 0, height; i < rows; i += height)
        {
            height = TileHeight(rows - i);
            Tile(wide, height, k, left, i, b, bStep, aside, Wide, false);
            for (var r = 0; r < height; r++)
                Take(columns, aside + r * Wide, c + (i + r) * cRow, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Tile(bool wide, int height, int k, Left left, int i, T* b, nint bStep, T* c, nint cRow, bool add)
    {
        var a = left.Tile(i, k);
        var step = left.InTiles ? height : left.Step;
        if (HasHighTiles && height == High)
        {
            if (wide)
                GemmTiles<TLanes, TVector, T>.HighWide(k, a, left.Row, step, b, bStep, c, cRow, add);
            else
                GemmTiles<TLanes, TVector, T>.HighNarrow(k, a, left.Row, step, b, bStep, c, cRow, add);
        }
        else if (wide)
            GemmTiles<TLanes, TVector, T>.LowWide(height, k, a, left.Row, step, b, bStep, c, cRow, add);
        else
            GemmTiles<TLanes, TVector, T>.LowNarrow(height, k, a, left.Row, step, b, bStep, c, cRow, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Take(int columns, T* from, T* c, bool add)
    {
        var one = TLanes.Count;
        if (columns > one)
        {
            TLanes.Store(add ? TLanes.Add(TLanes.Load(c), TLanes.Load(from)) : TLanes.Load(from), c);
            c += one;
            from += one;
            columns -= one;
        }
        for (var j = 0; j < columns; j++)
            c[j] = add ? c[j] + from[j] : from[j];
    }
}
