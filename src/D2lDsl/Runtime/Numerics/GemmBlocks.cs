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
    /// <summary>The most rows of the low tiles, which take fewer as well.</summary>
    const int Low = 4;

    /// <summary>The most rows of any tile.</summary>
    const int MostTileRows = 12;

    // A block of a (rows · depth) leaves most of the second-level cache to the strips of b that pass by; a block of b
    // (depth · columns) fits the third level. Fewer, deeper blocks mean that c is read and written less often; that a strip of b is
    // larger than the first level does no harm, because its rows are asked for ahead.
    const int BlockDepthBytes = 4096;
    public const int BlockRows = 96;
    public const int BlockColumns = 4096;

    // Up to so many rows, b is read too seldom to pay for its copy.
    const int Short = 24;

    // Rows of a as far apart as this, a page, fall into few sets of the cache.
    const int FarBytes = 4096;

    // Copied rows are this much further apart than they are long, so that they spread over the sets.
    public const int RowGap = 16;

    // From so many columns of b on, an element of a is read often enough to pay for its copy.
    const int Reuse = 96;

    public static int Wide
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TLanes.Count;
    }

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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
        if (aRow == 1 && aCol != 1 && bCol == 1 && n <= TLanes.Count && m >= 2 * Wide)
        {
            Turned(m, n, k, a, aCol, b, bRow, c, cRow, add);
            return;
        }

        // A short product reads b's panels in place.
        var staying = bCol != 1 || m > Short ? 0 : Staying(n);
        var packed = staying == n ? null : GemmBuffers.Right<T>(PackedLength(n, k) - (long)k * staying);
        Sweep(m, k, a, aRow, aCol, Pack(n, k, b, bRow, bCol, packed, staying), c, cRow, add);
    }

    // Few columns fill a vector badly, and a's rows are not neighbours: cᵀ = bᵀ·aᵀ has long rows, and reads a as it lies.
    [MethodImpl(Hot)]
    static void Turned(int m, int n, int k, T* a, nint aCol, T* b, nint bRow, T* c, nint cRow, bool add)
    {
        var turned = GemmBuffers.Turned<T>((long)m * n);
        Slice(n, m, k, b, 1, bRow, a, aCol, 1, turned, m, add: false);
        if (!add)
        {
            GemmPacking<T>.Panel(m, n, n, turned, 1, m, c, cRow);
            return;
        }
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
                c[i * cRow + j] += turned[(nint)j * m + i];
    }

    /// <summary>The right matrix as strips read it: its first columns in place, the others packed, panel after panel.</summary>
    public readonly struct Panels(int columns, int depth, T* origin, nint row, T* packed, int staying)
    {
        public int Columns => columns;

        public T* At(int j) => j < staying ? origin + j : packed + (nint)depth * (j - staying);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public nint Step(int j) => j < staying ? row : PanelWidth(columns - j);
    }

    /// <summary>How many elements n packed columns take at most.</summary>
    public static long PackedLength(int n, int k) => (long)k * (n + Wide);

    /// <summary>How many of n columns may be read in place: not those of a ragged panel, whose vectors would read past the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Staying(int n) => n - (n % Wide == TLanes.Count ? 0 : n % Wide);

    [MethodImpl(Hot)]
    public static Panels Pack(int n, int k, T* b, nint bRow, nint bCol, T* packed, int staying)
    {
        var j = staying;
        if (bCol == 1)
        {
            j = n - (n - staying) % Wide;
            GemmPacking<T>.Panels(k, j - staying, Wide, b + staying, bRow, packed);
        }
        for (; j < n; j += Wide)
            GemmPacking<T>.Panel(k, Math.Min(Wide, n - j), PanelWidth(n - j), b + j * bCol, bRow, bCol, packed + (nint)k * (j - staying), PanelWidth(n - j));
        return new(n, k, b, bRow, packed, staying);
    }

    /// <summary>c (+)= a·b where b is packed.</summary>
    [MethodImpl(Hot)]
    public static void Sweep(int m, int k, T* a, nint aRow, nint aCol, in Panels right, T* c, nint cRow, bool add)
    {
        var n = right.Columns;
        // Tiles read rows or columns of neighbours; what has neither is copied.
        var isTurned = aCol != 1 && aRow == 1 && k > 1;
        var isSparse = aCol != 1 && !isTurned && k > 1;
        var isCopied = isSparse || (n >= Reuse && (isTurned || aRow * sizeof(T) >= FarBytes));
        var stride = !isCopied ? aRow : isTurned ? k : k + RowGap;
        var copy = isCopied ? GemmBuffers.Left<T>(Math.Min(m, BlockRows) * stride) : null;
        for (var i = 0; i < m; i += BlockRows)
        {
            var rows = Math.Min(BlockRows, m - i);
            var left = a + i * aRow;
            if (isSparse)
                GemmPacking<T>.Panel(rows, k, k, left, aRow, aCol, copy, stride);
            else if (isCopied && isTurned)
                CopyTiles(rows, k, left, aCol, copy);
            else if (isCopied)
                GemmPacking<T>.Rows(rows, k, left, aRow, copy, stride);

            Strips(rows, k, new Block(isCopied ? copy : left, stride, isTurned, isCopied, aCol), right, c + i * cRow, cRow, add);
        }
    }

    /// <summary>So many rows, at most <see cref="BlockRows"/>, that lie <paramref name="row"/> elements apart, against b.</summary>
    public static void Rows(int rows, int k, T* a, nint row, in Panels right, T* c, nint cRow, bool add) =>
        Strips(rows, k, new Block(a, row, isTurned: false, isCopied: true, step: 1), right, c, cRow, add);

    [MethodImpl(Hot)]
    static void Strips(int rows, int k, in Block block, in Panels right, T* c, nint cRow, bool add)
    {
        for (var j = 0; j < right.Columns; j += Wide)
            Strip(rows, Math.Min(Wide, right.Columns - j), k, block, right.At(j), right.Step(j), c + j, cRow, add);
    }

    /// <summary>A block of a: its rows, or columns so many elements apart; columns that were copied lie tile after tile.</summary>
    readonly struct Block(T* origin, nint row, bool isTurned, bool isCopied, nint step)
    {
        public T* Origin => origin;
        public nint Row => row;
        public bool IsTurned => isTurned;
        public nint Step(int height) => isCopied ? height : step;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int TileHeight(int rows) => rows >= TLanes.TileRows ? TLanes.TileRows : Math.Min(rows, Low);

    // Strip knows how high the tile at a row is, too.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void CopyTiles(int rows, int k, T* a, nint aCol, T* target)
    {
        var high = rows / TLanes.TileRows * TLanes.TileRows;
        GemmPacking<T>.Panels(k, high, TLanes.TileRows, a, aCol, target);
        for (int i = high, height; i < rows; i += height)
        {
            height = TileHeight(rows - i);
            GemmPacking<T>.Rows(k, height, a + i, aCol, target + (nint)i * k, height);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PanelWidth(int columns) => columns > TLanes.Count ? Wide : TLanes.Count;

    /// <summary>All rows of a block against one panel of b, at most one wide tile wide.</summary>
    [MethodImpl(Hot), SkipLocalsInit]
    static void Strip(int rows, int columns, int k, in Block left, T* b, nint bStep, T* c, nint cRow, bool add)
    {
        var isWide = columns > TLanes.Count;
        var isRagged = columns != PanelWidth(columns);
        var a = left.Origin;
        // A ragged panel: whole vectors go to the side, and only the columns that exist to c.
        var aside = stackalloc T[MostTileRows * 32];
        for (int i = 0, height; i < rows; i += height)
        {
            height = TileHeight(rows - i);
            var to = isRagged ? aside : c;
            var toRow = isRagged ? Wide : cRow;
            if (left.IsTurned)
                TurnedTile(isWide, height, k, a, left.Step(height), b, bStep, to, toRow, add && !isRagged);
            else
                Tile(isWide, height, k, a, left.Row, b, bStep, to, toRow, add && !isRagged);
            for (var r = 0; r < height && isRagged; r++)
                Take(columns, aside + r * Wide, c + r * cRow, add);
            a += height * left.Row;
            c += height * cRow;
        }
    }

    [MethodImpl(Hot)]
    static void Tile(bool isWide, int height, int k, T* a, nint row, T* b, nint bStep, T* c, nint cRow, bool add)
    {
        if (height == TLanes.TileRows && isWide)
            TLanes.HighWide(k, a, row, b, bStep, c, cRow, add);
        else if (height == TLanes.TileRows)
            TLanes.HighNarrow(k, a, row, b, bStep, c, cRow, add);
        else if (isWide)
            TLanes.LowWide(height, k, a, row, b, bStep, c, cRow, add);
        else
            TLanes.LowNarrow(height, k, a, row, b, bStep, c, cRow, add);
    }

    [MethodImpl(Hot)]
    static void TurnedTile(bool isWide, int height, int k, T* a, nint step, T* b, nint bStep, T* c, nint cRow, bool add)
    {
        if (height == TLanes.TileRows && isWide)
            TLanes.TurnedHighWide(k, a, step, b, bStep, c, cRow, add);
        else if (height == TLanes.TileRows)
            TLanes.TurnedHighNarrow(k, a, step, b, bStep, c, cRow, add);
        else if (isWide)
            TLanes.TurnedLowWide(height, k, a, step, b, bStep, c, cRow, add);
        else
            TLanes.TurnedLowNarrow(height, k, a, step, b, bStep, c, cRow, add);
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
