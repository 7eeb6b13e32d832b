using System.Numerics;

namespace D2lDsl.Runtime;

/// <summary>A product whose rows are worked on as soon as they are done, chunk by chunk, while they are in the cache.</summary>
static unsafe class GemmRows<TLanes, TVector, T>
    where TLanes : struct, ILanes<T, TVector> where TVector : struct where T : unmanaged, INumberBase<T>
{
    // A product does so many operations in the time in which a loop does one.
    const int FasterThanLoops = 5;
    const int PanelsAtOnce = 4;

    // Copying an element takes as long as so many operations.
    const int OperationsEach = 8;

    // A result of so many bytes stays in the second-level caches until its loop comes.
    const long Staying = 1 << 20;

    /// <summary>c = a·b; after each chunk of so many rows <paramref name="then"/> is called with the work, the chunk and the worker.</summary>
    public static void Multiply(
        int m, int n, int k, T* a, nint aRow, nint aCol, T* b, nint bRow, nint bCol, T* c, nint cRow,
        void* work, delegate*<void*, int, int, void> then, int rows, int count, int threads, long operations)
    {
        if (threads > 1 && count > 1)
            GemmStart<TLanes, TVector, T>.Prepare();
        if (threads > 1 && count > 1 && (long)m * n * sizeof(T) <= Staying && GemmThreads<TLanes, TVector, T>.IsCutAcross(n))
        {
            // Each thread copies the columns of b that it needs. All of b, copied by several, would have to go from one core to the
            // other, and that takes longer than if the small c does.
            GemmThreads<TLanes, TVector, T>.Multiply(m, n, k, a, aRow, aCol, b, bRow, bCol, c, cRow, add: false);
            var loop = new Loop { Work = work, Then = then };
            Workers.Run(ref loop, count, threads, operations);
            return;
        }
        var depth = GemmBlocks<TLanes, TVector, T>.Depth(k);
        var columns = PanelsAtOnce * 2 * TLanes.Count;
        var slices = Math.Max(1, (k + depth - 1) / depth);
        var part = GemmBlocks<TLanes, TVector, T>.PackedLength(n, depth);
        var packing = new Packing
        {
            N = n, K = k, Depth = depth, Columns = columns, Across = (n + columns - 1) / columns, Part = part,
            B = b, BRow = bRow, BCol = bCol, Packed = GemmBuffers.Right<T>(part * slices),
        };
        Workers.Run(ref packing, packing.Across * slices, threads, OperationsEach * (long)n * k);
        var job = new Rows
        {
            M = m, N = n, K = k, Depth = depth, A = a, ARow = aRow, ACol = aCol, C = c, CRow = cRow,
            Packed = packing.Packed, Part = part, Each = rows, Work = work, Then = then,
        };
        Workers.Run(ref job, count, threads, operations + 2L * m * n * k / FasterThanLoops);
    }

    struct Loop : IChunks
    {
        public void* Work;
        public delegate*<void*, int, int, void> Then;

        public readonly void Run(int chunk, int worker) => Then(Work, chunk, worker);
    }

    struct Packing : IChunks
    {
        public int N, K, Depth, Columns, Across;
        public long Part;
        public T* B, Packed;
        public nint BRow, BCol;

        public readonly void Run(int chunk, int worker)
        {
            var (slice, j) = (chunk / Across, chunk % Across * Columns);
            var (depth, columns) = (Math.Min(Depth, K - slice * Depth), Math.Min(Columns, N - j));
            GemmBlocks<TLanes, TVector, T>.Pack(columns, depth, B + slice * Depth * BRow + j * BCol, BRow, BCol, Packed + slice * Part + (nint)depth * j, staying: 0);
        }
    }

    struct Rows : IChunks
    {
        public int M, N, K, Depth, Each;
        public long Part;
        public T* A, C, Packed;
        public nint ARow, ACol, CRow;
        public void* Work;
        public delegate*<void*, int, int, void> Then;

        public readonly void Run(int chunk, int worker)
        {
            nint first = (nint)chunk * Each;
            var rows = (int)Math.Min(Each, M - first);
            for (var p = 0; p < Math.Max(K, 1); p += Depth)
            {
                var depth = Math.Min(Depth, K - p);
                var panels = new GemmBlocks<TLanes, TVector, T>.Panels(N, depth, null, 0, Packed + p / Depth * Part, staying: 0);
                GemmBlocks<TLanes, TVector, T>.Sweep(rows, depth, A + first * ARow + p * ACol, ARow, ACol, panels, C + first * CRow, CRow, add: p > 0);
            }
            Then(Work, chunk, worker);
        }
    }
}
