using System.Runtime.CompilerServices;
using D2lDsl.Runtime;

namespace D2lDsl.Eager;

/// <summary>What to do with a run of results and up to three operands; positions index their storages, steps may be 0.</summary>
interface IRun
{
    void Run(int to, int a, int aStep, int b, int bStep, int c, int cStep, int count);
}

/// <summary>Walks operands that were brought to one shape, in row-major order of a dense result.</summary>
static unsafe class Rows
{
    /// <summary>About how many elements a chunk has, if there are as many.</summary>
    const int ChunkElements = 1 << 15;

    /// <summary>An element takes as long as so many operations of a kernel: most of it is memory.</summary>
    const long OperationsEach = 16;

    /// <summary>Calls the run for the longest stretches that one step per operand describes; results lie from <paramref name="to"/> on. <paramref name="run"/> is on the caller's stack.</summary>
    public static void Walk<TRun>(
        ReadOnlySpan<int> sizes, ref TRun run, int to,
        int a, ReadOnlySpan<int> aStrides, int b, ReadOnlySpan<int> bStrides, int c, ReadOnlySpan<int> cStrides)
        where TRun : struct, IRun => Walk(sizes, Unsafe.AsPointer(ref run), &Call<TRun>, to, a, aStrides, b, bStrides, c, cStrides);

    static void Call<TRun>(void* run, int to, int a, int aStep, int b, int bStep, int c, int cStep, int count)
        where TRun : struct, IRun => Unsafe.AsRef<TRun>(run).Run(to, a, aStep, b, bStep, c, cStep, count);

    // One body for all kinds of runs: the JIT would compile another for each.
    static void Walk(
        ReadOnlySpan<int> sizes, void* run, delegate*<void*, int, int, int, int, int, int, int, int, void> call, int to,
        int a, ReadOnlySpan<int> aStrides, int b, ReadOnlySpan<int> bStrides, int c, ReadOnlySpan<int> cStrides)
    {
        if (Layout.HasNone(sizes))
            return;

        // Neighbouring axes that all operands cross with one step become one. Axes are kept innermost first.
        int rank = 0;
        int room = sizes.Length + 1;
        Span<int> size = stackalloc int[room];
        Span<int> aStep = stackalloc int[room], bStep = stackalloc int[room], cStep = stackalloc int[room];
        (size[0], aStep[0], bStep[0], cStep[0]) = (1, 0, 0, 0);
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
        {
            if (sizes[axis] == 1)
                continue;
            bool merges = rank > 0 && aStrides[axis] == (long)aStep[rank - 1] * size[rank - 1]
                && bStrides[axis] == (long)bStep[rank - 1] * size[rank - 1] && cStrides[axis] == (long)cStep[rank - 1] * size[rank - 1];
            if (merges)
            {
                size[rank - 1] *= sizes[axis];
                continue;
            }

            (size[rank], aStep[rank], bStep[rank], cStep[rank]) = (sizes[axis], aStrides[axis], bStrides[axis], cStrides[axis]);
            rank++;
        }

        var rows = new Chunks(run, call, to, a, b, c, size[..Math.Max(rank, 1)], aStep, bStep, cStep);
        if (rows.Count == 1)
            rows.Run(0, 0);
        else
            Workers.Run(ref rows, rows.Count, OperationsEach * rows.Length);
    }

    /// <summary>Some stretches, or part of a long one, at a time: results do not depend on each other.</summary>
    readonly ref struct Chunks : IChunks
    {
        readonly void* run;
        readonly delegate*<void*, int, int, int, int, int, int, int, int, void> call;
        readonly int to, a, b, c, outer, each, part;
        readonly ReadOnlySpan<int> size, aStep, bStep, cStep;

        public Chunks(
            void* run, delegate*<void*, int, int, int, int, int, int, int, int, void> call,
            int to, int a, int b, int c, ReadOnlySpan<int> size, ReadOnlySpan<int> aStep, ReadOnlySpan<int> bStep, ReadOnlySpan<int> cStep)
        {
            this.run = run;
            this.call = call;
            (this.to, this.a, this.b, this.c) = (to, a, b, c);
            this.size = size;
            this.aStep = aStep;
            this.bStep = bStep;
            this.cStep = cStep;
            outer = Layout.Count(size[1..]);
            each = Math.Max(1, ChunkElements / size[0]);
            part = outer == 1 ? ChunkElements : size[0];
            Count = outer == 1 ? (size[0] - 1) / part + 1 : (outer - 1) / each + 1;
        }

        public int Count { get; }

        public long Length => (long)size[0] * outer;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk, int worker)
        {
            if (outer == 1)
            {
                int from = chunk * part;
                call(run, to + from, a + from * aStep[0], aStep[0], b + from * bStep[0], bStep[0], c + from * cStep[0], cStep[0], Math.Min(part, size[0] - from));
                return;
            }

            Span<int> index = stackalloc int[size.Length];
            int row = chunk * each, last = Math.Min(row + each, outer);
            var (x, y, z) = Start(row, index);
            for (; row < last; row++)
            {
                call(run, to + row * size[0], x, aStep[0], y, bStep[0], z, cStep[0], size[0]);
                for (int axis = 1; axis < size.Length; axis++)
                {
                    (x, y, z) = (x + aStep[axis], y + bStep[axis], z + cStep[axis]);
                    if (++index[axis] < size[axis])
                        break;
                    (x, y, z) = (x - size[axis] * aStep[axis], y - size[axis] * bStep[axis], z - size[axis] * cStep[axis]);
                    index[axis] = 0;
                }
            }
        }

        (int A, int B, int C) Start(int row, Span<int> index)
        {
            var (x, y, z) = (a, b, c);
            for (int axis = 1; axis < size.Length; axis++)
            {
                (row, index[axis]) = Math.DivRem(row, size[axis]);
                (x, y, z) = (x + index[axis] * aStep[axis], y + index[axis] * bStep[axis], z + index[axis] * cStep[axis]);
            }

            return (x, y, z);
        }
    }
}
