using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>
/// softmax(scale · q kᵀ) v and its gradients, a block of queries against a block of keys at a time: the scores of a block live
/// between two products, and no matrix of all scores exists.
/// </summary>
static unsafe class AttentionBlocks<TLanes, TVector, T>
    where TLanes : struct, ILanes<T, TVector> where TVector : struct where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    /// <summary>The working memory of one thread.</summary>
    readonly struct Memory
    {
        public readonly T* Scores, Changes, Keys, Values, Queries, Seeds, Result, Largest, Sums, Deltas;

        public Memory(in AttentionJob<T> job)
        {
            long rows = job.QueryRows, columns = job.KeyColumns, depth = job.Depth, width = job.Width, wide = GemmBlocks<TLanes, TVector, T>.Wide;
            // What is packed has room for a ragged panel. A key is packed along its length and across keys.
            long scores = rows * job.Pitch, keys = Whole(depth * (columns + wide)), values = Whole(width * (columns + wide));
            long turnedKeys = Whole(columns * (depth + wide)), turnedValues = Whole(columns * (width + wide));
            long queries = Whole(rows * (depth + wide)), seeds = Whole(rows * (width + wide));
            var at = GemmBuffers.Attention<T>(2 * scores + keys + values + turnedKeys + turnedValues + queries + seeds + rows * width + 3 * rows + 64);
            Scores = at;
            Changes = Scores + scores;
            Keys = Changes + scores;
            Values = Keys + keys;
            TurnedKeys = Values + values;
            TurnedValues = TurnedKeys + turnedKeys;
            Queries = TurnedValues + turnedValues;
            Seeds = Queries + queries;
            Result = Seeds + seeds;
            Largest = Result + rows * width;
            Sums = Largest + rows;
            Deltas = Sums + rows;
        }

        public readonly T* TurnedKeys, TurnedValues;

        static long Whole(long elements) => (elements + 15) & ~15L;
    }

    public static void Forward(ref AttentionJob<T> job)
    {
        var chunks = new ForwardChunks { Job = job };
        Workers.Run(ref chunks, job.Batches * job.Groups, Operations(job, products: 2));
    }

    public static void Backward(ref AttentionJob<T> job)
    {
        var size = (long)job.KeySize + job.ValueSize;
        var chunks = new BackwardChunks { Job = job, Parts = job.Groups == 1 ? null : GemmBuffers.Parts<T>(size * job.Groups * job.Batches) };
        Workers.Run(ref chunks, job.Batches * job.Groups, Operations(job, products: 6));
        if (job.Groups == 1)
            return;
        for (var batch = 0; batch < job.Batches; batch++)
        {
            var parts = chunks.Parts + size * job.Groups * batch;
            Add(job.Keys, job.Depth, job.Groups, parts, size, job.KeyGradientAt(batch, 0), job.Layouts.KeyGradient.Row);
            Add(job.Keys, job.Width, job.Groups, parts + job.KeySize, size, job.ValueGradientAt(batch, 0), job.Layouts.ValueGradient.Row);
        }
    }

    // A product does five times as many operations as a loop in the same time.
    static long Operations(in AttentionJob<T> job, int products) => (long)products * job.Batches * job.Queries * job.Keys * Math.Max(job.Depth, job.Width) * 2 / 5;

    /// <summary>The sum of the chunks' parts, row by row where rows lie apart.</summary>
    static void Add(int rows, int width, int parts, T* from, long step, T* to, nint apart)
    {
        var isOne = apart == width;
        for (var row = 0; row < (isOne ? Math.Min(rows, 1) : rows); row++)
            Add(isOne ? rows * width : width, parts, from + (nint)row * width, step, to + row * apart);
    }

    [MethodImpl(Hot)]
    static void Add(int count, int parts, T* from, long step, T* to)
    {
        var i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            var sum = TLanes.Load(from + i);
            for (var part = 1; part < parts; part++)
                sum = TLanes.Add(sum, TLanes.Load(from + part * step + i));
            TLanes.Store(sum, to + i);
        }
        for (; i < count; i++)
        {
            var sum = from[i];
            for (var part = 1; part < parts; part++)
                sum += from[part * step + i];
            to[i] = sum;
        }
    }

    struct ForwardChunks : IChunks
    {
        public AttentionJob<T> Job;

        public readonly void Run(int chunk, int worker)
        {
            var memory = new Memory(Job);
            var (batch, group, packed) = (chunk / Job.Groups, chunk % Job.Groups, default(Packed));
            var (first, last) = (Job.FirstRow(group), Job.FirstRow(group + 1));
            for (var row = first; row < last; row += Job.QueryRows)
                Score(Job, memory, batch, row, Math.Min(Job.QueryRows, last - row), new(Job.ResultAt(batch, row), Job.Layouts.Result.Row), ref packed);
        }
    }

    struct BackwardChunks : IChunks
    {
        public AttentionJob<T> Job;
        public T* Parts;

        public readonly void Run(int chunk, int worker)
        {
            var memory = new Memory(Job);
            var (batch, group, packed) = (chunk / Job.Groups, chunk % Job.Groups, default(Packed));
            var (first, last) = (Job.FirstRow(group), Job.FirstRow(group + 1));
            // Parts are dense.
            var own = Parts + (nint)chunk * (Job.KeySize + Job.ValueSize);
            var keys = Parts == null ? new(Job.KeyGradientAt(batch, 0), Job.Layouts.KeyGradient.Row) : new Rows(own, Job.Depth);
            var values = Parts == null ? new(Job.ValueGradientAt(batch, 0), Job.Layouts.ValueGradient.Row) : new Rows(own + Job.KeySize, Job.Width);
            // What the first queries do not see is added to by later ones, or by none.
            if (first >= last || Job.IsCausal)
            {
                keys.Clear(Job.Keys, Job.Depth);
                values.Clear(Job.Keys, Job.Width);
            }
            for (var row = first; row < last; row += Job.QueryRows)
                Gradients(Job, memory, batch, row, Math.Min(Job.QueryRows, last - row), keys, values, row > first || Job.IsCausal, ref packed);
        }
    }

    /// <summary>Rows that are written: the first, and how far they are apart.</summary>
    readonly struct Rows(T* at, nint apart)
    {
        public nint Apart => apart;

        public T* this[int row] => at + row * apart;

        [MethodImpl(Hot | MethodImplOptions.NoInlining)]
        public void Clear(int rows, int width)
        {
            for (var row = 0; row < rows; row++)
                Unsafe.InitBlockUnaligned(at + row * apart, 0, (uint)(width * sizeof(T)));
        }
    }

    /// <summary>How many keys of the chunk are packed already, for scores and for their changes: where one block holds all keys, they stay.</summary>
    struct Packed
    {
        public int Keys, Values;
    }

    /// <summary>
    /// How many keys a block of queries has to do with: those it sees, if the weights of all others are 0 and what they would be multiplied by
    /// is finite; else all.
    /// </summary>
    static int Extent(in AttentionJob<T> job, in Memory memory, int batch, int row, int rows)
    {
        var seen = job.Seen(row + rows);
        if (seen == job.Keys || !AttentionRows<T>.AreFarAbove(rows, memory.Largest, job.Changes.Filling))
            return job.Keys;
        return AreFinite(job.Keys - seen, job.Width, job.ValueAt(batch, seen), job.Layouts.Value.Row)
            && (job.ResultGradient == null || AreFinite(rows, job.Width, job.SeedAt(batch, row), job.Layouts.Seed.Row)) ? seen : job.Keys;
    }

    static bool AreFinite(int rows, int width, T* at, nint step) =>
        step == width ? AttentionRows<T>.AreFinite(1, (nint)rows * width, at, 0) : AttentionRows<T>.AreFinite(rows, width, at, step);

    /// <summary>A block of queries against their keys: the result, each row's largest score and Σ exp. The last block's weights stay in memory.</summary>
    /// <returns>How many keys were done at once, if that was all of them; else 0.</returns>
    static int Score(in AttentionJob<T> job, in Memory memory, int batch, int row, int rows, Rows result, ref Packed packed)
    {
        if (job.Keys == 0)
        {
            // Nothing to weigh: the sums are 0, and so is what they weigh.
            result.Clear(rows, job.Width);
            return 0;
        }
        var query = job.QueryAt(batch, row);
        int end = Math.Max(job.Seen(row + rows), Math.Min(job.Keys, 32)), columns = 0, blocks = 0;
        for (var from = 0; from < end; from += columns)
        {
            columns = Math.Min(job.KeyColumns, end - from);
            blocks++;
            T* key = job.KeyAt(batch, from), value = job.ValueAt(batch, from);
            Scores(job, rows, job.Depth, query, job.Layouts.Query.Row, from, columns, key, job.Layouts.Key.Row, memory.Keys, memory.Scores, ref packed.Keys);
            if (job.Changes.HasScores)
                job.Changes.Scores(batch, row, rows, from, columns, memory.Scores, job.Pitch);
            AttentionRows<T>.Softmax(rows, columns, job.Scale, memory.Scores, job.Pitch, memory.Largest, memory.Sums, from == 0, job.Width, result[0], result.Apart);
            if (job.Changes.HasWeights)
                job.Changes.Weights(batch, row, rows, from, columns, memory.Scores, job.Pitch);
            Product(rows, columns, memory.Scores, job.Pitch, 1, job.Width, value, job.Layouts.Value.Row, 1, memory.TurnedValues, result[0], result.Apart, add: from > 0);
            // Whether the keys that are left count is known once those that are seen are done.
            if (from + columns == end && end < job.Keys)
                end = Math.Max(end, Extent(job, memory, batch, row, rows));
        }
        AttentionRows<T>.Share(rows, job.Width, memory.Sums, result[0], result.Apart);
        if (job.RowSums == null)
            return blocks == 1 ? end : 0;
        var sums = job.RowSums + 2 * ((nint)batch * job.Queries + row);
        for (var i = 0; i < rows; i++)
            (sums[2 * i], sums[2 * i + 1]) = (memory.Largest[i], memory.Sums[i]);
        return blocks == 1 ? end : 0;
    }

    /// <summary>A block of queries against all keys: their gradients, and what they add to those of keys and values.</summary>
    static void Gradients(in AttentionJob<T> job, in Memory memory, int batch, int row, int rows, Rows keyGradient, Rows valueGradient, bool add, ref Packed packed)
    {
        var at = (nint)batch * job.Queries + row;
        T* query = job.QueryAt(batch, row), seed = job.SeedAt(batch, row);
        var (queryGradient, result) = (new Rows(job.QueryGradientAt(batch, row), job.Layouts.QueryGradient.Row), job.Result != null ? new(job.ResultAt(batch, row), job.Layouts.Result.Row) : new Rows(memory.Result, job.Width));
        var done = job.IsKnown ? 0 : Score(job, memory, batch, row, rows, result, ref packed);
        AttentionRows<T>.Dots(rows, job.Width, result[0], result.Apart, seed, job.Layouts.Seed.Row, memory.Deltas);
        for (var i = 0; i < rows && job.IsKnown; i++)
            (memory.Largest[i], memory.Sums[i]) = (job.RowSums[2 * (at + i)], job.RowSums[2 * (at + i) + 1]);
        if (job.Keys == 0)
            queryGradient.Clear(rows, job.Depth);
        int end = job.Keys == 0 ? 0 : Math.Max(Extent(job, memory, batch, row, rows), Math.Min(job.Keys, 32)), columns = 0;
        for (var from = 0; from < end; from += columns)
        {
            columns = Math.Min(job.KeyColumns, end - from);
            T* key = job.KeyAt(batch, from), value = job.ValueAt(batch, from);
            // Where one block held all keys its weights are still there, up to the sum, unless they have been changed.
            var isThere = columns == done && !job.Changes.HasWeights;
            if (!isThere)
                Scores(job, rows, job.Depth, query, job.Layouts.Query.Row, from, columns, key, job.Layouts.Key.Row, memory.Keys, memory.Scores, ref packed.Keys);
            Scores(job, rows, job.Width, seed, job.Layouts.Seed.Row, from, columns, value, job.Layouts.Value.Row, memory.Values, memory.Changes, ref packed.Values);
            if (job.Changes.HasScores && !isThere)
                job.Changes.Scores(batch, row, rows, from, columns, memory.Scores, job.Pitch);
            if (job.Changes.HasWeights)
                job.Changes.WeightGradients(batch, row, rows, from, columns, memory.Changes, job.Pitch);
            if (isThere)
                AttentionRows<T>.Changes(rows, columns, job.Scale, memory.Sums, memory.Deltas, memory.Scores, memory.Changes, job.Pitch);
            else
                AttentionRows<T>.Changes(rows, columns, job.Scale, memory.Largest, memory.Sums, memory.Deltas, memory.Scores, memory.Changes, job.Pitch);
            if (job.Changes.HasWeights)
                job.Changes.Weights(batch, row, rows, from, columns, memory.Scores, job.Pitch);
            if (job.Changes.HasScores)
                job.Changes.ScoreGradients(batch, row, rows, from, columns, memory.Changes, job.Pitch);
            Product(columns, rows, memory.Scores, 1, job.Pitch, job.Width, seed, job.Layouts.Seed.Row, 1, memory.Seeds, valueGradient[from], valueGradient.Apart, add);
            Product(rows, columns, memory.Changes, job.Pitch, 1, job.Depth, key, job.Layouts.Key.Row, 1, memory.TurnedKeys, queryGradient[0], queryGradient.Apart, add: from > 0);
            Product(columns, rows, memory.Changes, 1, job.Pitch, job.Depth, query, job.Layouts.Query.Row, 1, memory.Queries, keyGradient[from], keyGradient.Apart, add);
        }
    }

    /// <summary>c (+)= a·b; b is read in place where its columns are neighbours.</summary>
    static void Product(int m, int k, T* a, nint aRow, nint aCol, int n, T* b, nint bRow, nint bCol, T* packed, T* c, nint cRow, bool add)
    {
        if (m == 1)
        {
            GemmVectors<TLanes, TVector, T>.Multiply(n, k, b, bCol, bRow, a, aCol, c, 1, add);
            return;
        }
        if (k == 1 && bCol == 1)
        {
            AttentionRows<T>.Multiples(m, n, a, aRow, b, c, cRow, add);
            return;
        }
        var staying = bCol == 1 ? GemmBlocks<TLanes, TVector, T>.Staying(n) : 0;
        GemmBlocks<TLanes, TVector, T>.Sweep(m, k, a, aRow, aCol, GemmBlocks<TLanes, TVector, T>.Pack(n, k, b, bRow, bCol, packed, staying), c, cRow, add);
    }

    /// <summary>
    /// Rows of queries, or of seeds, times those of keys, or of values: b's rows are packed, or are there from earlier queries of the chunk
    /// where one block has room for all of them. Blocks begin with whole tiles, so those of few keys are the first of those of many.
    /// </summary>
    static void Scores(in AttentionJob<T> job, int rows, int depth, T* a, nint aRow, int from, int columns, T* b, nint bRow, T* packed, T* c, ref int there)
    {
        if (rows == 1)
        {
            // Each key is read once: packing it would be more than the product.
            GemmVectors<TLanes, TVector, T>.Multiply(columns, depth, b, bRow, 1, a, 1, c, 1, add: false);
            return;
        }
        var isOne = job.KeyColumns == job.Keys;
        var panels = packed + (isOne ? (nint)depth * from : 0);
        var known = isOne ? Math.Clamp(there - from, 0, columns) : 0;
        if (known < columns)
            GemmBlocks<TLanes, TVector, T>.Pack(columns - known, depth, b + known * bRow, 1, bRow, panels + (nint)depth * known, 0);
        there = Math.Max(there, from + columns);
        GemmBlocks<TLanes, TVector, T>.Sweep(rows, depth, a, aRow, 1, new(columns, depth, b, 1, panels, 0), c, job.Pitch, add: false);
    }
}
