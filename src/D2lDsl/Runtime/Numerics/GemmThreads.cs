using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>Shares one product, or many of one shape, among threads.</summary>
/// <remarks>
/// An element of c is the same sum in the same order wherever a product is cut, so how many parts there are may depend on the number
/// of threads and results are equal all the same.
/// </remarks>
static unsafe class GemmThreads<TLanes, TVector, T>
    where TLanes : struct, ILanes<T, TVector> where TVector : struct where T : unmanaged, INumberBase<T>
{
    // Below this a product is done before another thread has heard of it.
    const long Shared = 1 << 21;

    // A product does so many operations in the time in which a loop does one.
    const int FasterThanLoops = 5;

    // Parts are whole tiles.
    const int TileRows = 12;
    const int TileColumns = 32;
    const int FewestColumns = 3 * TileColumns;
    const int FewestRows = 4 * TileRows;

    public static void Multiply(int m, int n, int k, T* a, nint aRow, nint aCol, T* b, nint bRow, nint bCol, T* c, nint cRow, bool add)
    {
        var operations = 2L * m * n * k;
        if (operations < Shared || Threads.Max == 1 || m == 1 || n == 1)
        {
            GemmBlocks<TLanes, TVector, T>.Multiply(m, n, k, a, aRow, aCol, b, bRow, bCol, c, cRow, add);
            return;
        }
        GemmStart<TLanes, TVector, T>.Prepare();
        var isTurned = aRow == 1 && aCol != 1;
        var (down, across) = isTurned && m >= n ? Cut(m, FewestRows, n, FewestColumns) : Turn(Cut(n, FewestColumns, m, FewestRows));
        var parts = new Parts
        {
            M = m, N = n, K = k, A = a, ARow = aRow, ACol = aCol, B = b, BRow = bRow, BCol = bCol, C = c, CRow = cRow, Add = add,
            Rows = Part(m, down, TileRows), Columns = Part(n, across, TileColumns), Across = across,
        };
        Workers.Run(ref parts, down * across, operations / FasterThanLoops);
    }

    /// <summary>So many products, a step apart in each matrix.</summary>
    public static void Batch(
        int count, nint aStep, nint bStep, nint cStep, int m, int n, int k, T* a, nint aRow, nint aCol, T* b, nint bRow, nint bCol, T* c, nint cRow, bool add)
    {
        var parts = new Items
        {
            M = m, N = n, K = k, A = a, ARow = aRow, ACol = aCol, B = b, BRow = bRow, BCol = bCol, C = c, CRow = cRow, Add = add,
            AStep = aStep, BStep = bStep, CStep = cStep, Count = count, Each = Math.Max(1, (count + Workers.MostChunks - 1) / Workers.MostChunks),
        };
        // A few large products are shared one by one, many small ones as they are.
        if (count < Threads.Max)
            for (var i = 0; i < count; i++)
                Multiply(m, n, k, a + i * aStep, aRow, aCol, b + i * bStep, bRow, bCol, c + i * cStep, cRow, add);
        else
            Workers.Run(ref parts, (count + parts.Each - 1) / parts.Each, 2L * m * n * k * count / FasterThanLoops);
    }

    /// <summary>
    /// Into how many parts, along the first side if it is long enough for all threads. Every part across copies the rows of a, which a
    /// transposed a needs; every part down copies all of b.
    /// </summary>
    static (int First, int Second) Cut(int first, int fewestFirst, int second, int fewestSecond)
    {
        var threads = Threads.Max;
        var parts = Math.Clamp(first / fewestFirst, 1, threads);
        while (threads % parts != 0)
            parts--;
        return (parts, Math.Clamp(second / fewestSecond, 1, threads / parts));
    }

    /// <summary>True where c has columns enough for all threads.</summary>
    public static bool IsCutAcross(int n) => n / FewestColumns >= Threads.Max;

    static (int Down, int Across) Turn((int Across, int Down) parts) => (parts.Down, parts.Across);

    static int Part(int size, int parts, int tile) => ((size + parts - 1) / parts + tile - 1) / tile * tile;

    struct Parts : IChunks
    {
        public int M, N, K, Rows, Columns, Across;
        public T* A, B, C;
        public nint ARow, ACol, BRow, BCol, CRow;
        public bool Add;

        public readonly void Run(int chunk, int worker)
        {
            var (i, j) = (chunk / Across * Rows, chunk % Across * Columns);
            var (rows, columns) = (Math.Min(Rows, M - i), Math.Min(Columns, N - j));
            if (rows > 0 && columns > 0)
                GemmBlocks<TLanes, TVector, T>.Cut(rows, columns, K, A + i * ARow, ARow, ACol, B + j * BCol, BRow, BCol, C + i * CRow + j, CRow, Add);
        }
    }

    struct Items : IChunks
    {
        public int M, N, K, Count, Each;
        public T* A, B, C;
        public nint ARow, ACol, BRow, BCol, CRow, AStep, BStep, CStep;
        public bool Add;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int chunk, int worker)
        {
            var last = Math.Min(Count, (chunk + 1) * Each);
            if ((long)M * N * K <= GemmTiny<T>.Most)
            {
                for (nint i = chunk * Each; i < last; i++)
                    GemmTiny<T>.Multiply(M, N, K, A + i * AStep, ARow, ACol, B + i * BStep, BRow, BCol, C + i * CStep, CRow, Add);
                return;
            }
            for (var i = chunk * Each; i < last; i++)
                GemmBlocks<TLanes, TVector, T>.Multiply(M, N, K, A + i * AStep, ARow, ACol, B + i * BStep, BRow, BCol, C + i * CStep, CRow, Add);
        }
    }
}
