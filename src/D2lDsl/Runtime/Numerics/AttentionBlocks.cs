using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>
/// softmax(scale · q kᵀ) v and its gradients, a block of queries against a block of keys at a time: the scores of a block live
/// between two products, and no matrix of all scores exists.
/// </summary>
static unsafe class AttentionBlocks<TLanes, TVector>
    where TLanes : struct, ILanes<float, TVector> where TVector : struct
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    /// <summary>The working memory of one thread.</summary>
    readonly struct Memory
    {
        public readonly float* Scores, Changes, Keys, Values, Queries, Seeds, Result, Largest, Sums, Deltas;

        public Memory(in AttentionJob job)
        {
            int rows = job.QueryRows, columns = job.KeyColumns;
            long scores = (long)rows * job.Pitch, keys = Whole(columns, job.Depth), values = Whole(columns, job.Width);
            // A key is packed along its length and across keys; which of the two is longer does not matter here.
            long turnedKeys = Whole(job.Depth, columns), turnedValues = Whole(job.Width, columns);
            long queries = Whole(job.Depth, rows), seeds = Whole(job.Width, rows);
            var at = GemmBuffers.Attention<float>(2 * scores + keys + values + turnedKeys + turnedValues + queries + seeds + (long)rows * job.Width + 3 * rows + 64);
            Scores = at;
            Changes = Scores + scores;
            Keys = Changes + scores;
            Values = Keys + keys;
            TurnedKeys = Values + values;
            TurnedValues = TurnedKeys + turnedKeys;
            Queries = TurnedValues + turnedValues;
            Seeds = Queries + queries;
            Result = Seeds + seeds;
            Largest = Result + (long)rows * job.Width;
            Sums = Largest + rows;
            Deltas = Sums + rows;
        }

        public readonly float* TurnedKeys, TurnedValues;

        static long Whole(int columns, int depth) => (GemmBlocks<TLanes, TVector, float>.PackedLength(columns, depth) + 15) / 16 * 16;
    }

    public static void Forward(ref AttentionJob job)
    {
        var chunks = new ForwardChunks { Job = job };
        Workers.Run(ref chunks, job.Batches * job.Groups, Operations(job, products: 2));
    }

    public static void Backward(ref AttentionJob job)
    {
        var size = (long)job.KeySize + job.ValueSize;
        var chunks = new BackwardChunks { Job = job, Parts = job.Groups == 1 ? null : GemmBuffers.Parts<float>(size * job.Groups * job.Batches) };
        Workers.Run(ref chunks, job.Batches * job.Groups, Operations(job, products: 6));
        if (job.Groups == 1)
            return;
        for (var batch = 0; batch < job.Batches; batch++)
        {
            var parts = chunks.Parts + size * job.Groups * batch;
            Add(job.KeySize, job.Groups, parts, size, job.KeyGradient + (nint)batch * job.KeySize);
            Add(job.ValueSize, job.Groups, parts + job.KeySize, size, job.ValueGradient + (nint)batch * job.ValueSize);
        }
    }

    // A product does five times as many operations as a loop in the same time.
    static long Operations(in AttentionJob job, int products) => (long)products * job.Batches * job.Queries * job.Keys * Math.Max(job.Depth, job.Width) * 2 / 5;

    [MethodImpl(Hot)]
    static void Add(int count, int parts, float* from, long step, float* to)
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
        public AttentionJob Job;

        public readonly void Run(int chunk, int worker)
        {
            var memory = new Memory(Job);
            var (batch, first) = (chunk / Job.Groups, chunk % Job.Groups * Job.GroupRows);
            var last = Math.Min(Job.Queries, first + Job.GroupRows);
            for (var row = first; row < last; row += Job.QueryRows)
                Score(Job, memory, batch, row, Math.Min(Job.QueryRows, last - row), Job.Result + ((nint)batch * Job.Queries + row) * Job.Width, IsPacked(Job, row, first));
        }
    }

    struct BackwardChunks : IChunks
    {
        public AttentionJob Job;
        public float* Parts;

        public readonly void Run(int chunk, int worker)
        {
            var memory = new Memory(Job);
            var (batch, first) = (chunk / Job.Groups, chunk % Job.Groups * Job.GroupRows);
            var last = Math.Min(Job.Queries, first + Job.GroupRows);
            var keys = Parts == null ? Job.KeyGradient + (nint)batch * Job.KeySize : Parts + (nint)chunk * (Job.KeySize + Job.ValueSize);
            var values = Parts == null ? Job.ValueGradient + (nint)batch * Job.ValueSize : keys + Job.KeySize;
            if (first >= last)
                new Span<float>(keys, Parts == null ? Job.KeySize : Job.KeySize + Job.ValueSize).Clear();
            for (var row = first; row < last; row += Job.QueryRows)
                Gradients(Job, memory, batch, row, Math.Min(Job.QueryRows, last - row), keys, values, row > first, IsPacked(Job, row, first));
        }
    }

    // Where one block holds all keys it is packed once a chunk.
    static bool IsPacked(in AttentionJob job, int row, int first) => row > first && job.KeyColumns == job.Keys;

    /// <summary>A block of queries against all keys: the result, each row's largest score and Σ exp. The last block's weights stay in memory.</summary>
    static void Score(in AttentionJob job, in Memory memory, int batch, int row, int rows, float* result, bool isPacked)
    {
        var query = job.Query + ((nint)batch * job.Queries + row) * job.Depth;
        for (var from = 0; from < job.Keys; from += job.KeyColumns)
        {
            var columns = Math.Min(job.KeyColumns, job.Keys - from);
            var key = job.Key + ((nint)batch * job.Keys + from) * job.Depth;
            var value = job.Value + ((nint)batch * job.Keys + from) * job.Width;
            Product(rows, job.Depth, query, job.Depth, 1, columns, key, 1, job.Depth, memory.Keys, memory.Scores, job.Pitch, add: false, isPacked);
            for (var i = 0; i < rows && job.Changes.HasScores; i++)
                job.Changes.Scores(batch, row + i, from, columns, memory.Scores + (nint)i * job.Pitch);
            for (var i = 0; i < rows; i++)
            {
                var more = AttentionRows.Softmax(columns, job.Scale, memory.Scores + (nint)i * job.Pitch, ref memory.Largest[i], ref memory.Sums[i], isFirst: from == 0);
                if (from > 0)
                    AttentionRows.Scale(job.Width, more, result + (nint)i * job.Width);
            }
            for (var i = 0; i < rows && job.Changes.HasWeights; i++)
                job.Changes.Weights(batch, row + i, from, columns, memory.Scores + (nint)i * job.Pitch);
            Product(rows, columns, memory.Scores, job.Pitch, 1, job.Width, value, job.Width, 1, memory.TurnedValues, result, job.Width, add: from > 0);
        }
        for (var i = 0; i < rows; i++)
        {
            AttentionRows.Scale(job.Width, 1 / memory.Sums[i], result + (nint)i * job.Width);
            if (job.LogSum != null)
                job.LogSum[(nint)batch * job.Queries + row + i] = memory.Largest[i] + MathF.Log(memory.Sums[i]);
        }
    }

    /// <summary>A block of queries against all keys: their gradients, and what they add to those of keys and values.</summary>
    static void Gradients(in AttentionJob job, in Memory memory, int batch, int row, int rows, float* keyGradient, float* valueGradient, bool add, bool isPacked)
    {
        var at = (nint)batch * job.Queries + row;
        float* query = job.Query + at * job.Depth, seed = job.ResultGradient + at * job.Width, queryGradient = job.QueryGradient + at * job.Depth;
        var result = job.Result != null ? job.Result + at * job.Width : memory.Result;
        if (!job.IsKnown)
            Score(job, memory, batch, row, rows, result, isPacked);
        for (var i = 0; i < rows; i++)
            memory.Deltas[i] = AttentionRows.Dot(job.Width, result + (nint)i * job.Width, seed + (nint)i * job.Width);
        for (var from = 0; from < job.Keys; from += job.KeyColumns)
        {
            var columns = Math.Min(job.KeyColumns, job.Keys - from);
            var key = job.Key + ((nint)batch * job.Keys + from) * job.Depth;
            var value = job.Value + ((nint)batch * job.Keys + from) * job.Width;
            // Where one block holds all keys its weights are still there, up to the sum, unless they have been changed.
            var isThere = !job.IsKnown && columns == job.Keys && !job.Changes.HasWeights;
            if (!isThere)
                Product(rows, job.Depth, query, job.Depth, 1, columns, key, 1, job.Depth, memory.Keys, memory.Scores, job.Pitch, add: false, isPacked);
            Product(rows, job.Width, seed, job.Width, 1, columns, value, 1, job.Width, memory.Values, memory.Changes, job.Pitch, add: false, isPacked);
            for (var i = 0; i < rows; i++)
            {
                float* scores = memory.Scores + (nint)i * job.Pitch, changes = memory.Changes + (nint)i * job.Pitch;
                if (job.Changes.HasScores && !isThere)
                    job.Changes.Scores(batch, row + i, from, columns, scores);
                if (job.Changes.HasWeights)
                    job.Changes.WeightGradients(batch, row + i, from, columns, changes);
                if (isThere)
                    AttentionRows.Changes(columns, job.Scale, 1 / memory.Sums[i], memory.Deltas[i], scores, changes);
                else
                    AttentionRows.Changes(columns, job.Scale, job.IsKnown ? job.LogSum[at + i] : memory.Largest[i] + MathF.Log(memory.Sums[i]), memory.Deltas[i], scores, changes, again: true);
                if (job.Changes.HasWeights)
                    job.Changes.Weights(batch, row + i, from, columns, scores);
                if (job.Changes.HasScores)
                    job.Changes.ScoreGradients(batch, row + i, from, columns, changes);
            }
            Product(columns, rows, memory.Scores, 1, job.Pitch, job.Width, seed, job.Width, 1, memory.Seeds, valueGradient + (nint)from * job.Width, job.Width, add);
            Product(rows, columns, memory.Changes, job.Pitch, 1, job.Depth, key, job.Depth, 1, memory.TurnedKeys, queryGradient, job.Depth, add: from > 0);
            Product(columns, rows, memory.Changes, 1, job.Pitch, job.Depth, query, job.Depth, 1, memory.Queries, keyGradient + (nint)from * job.Depth, job.Depth, add);
        }
    }

    /// <summary>c (+)= a·b; b is read in place where its columns are neighbours.</summary>
    static void Product(int m, int k, float* a, nint aRow, nint aCol, int n, float* b, nint bRow, nint bCol, float* packed, float* c, nint cRow, bool add, bool isPacked = false)
    {
        var staying = bCol == 1 ? GemmBlocks<TLanes, TVector, float>.Staying(n) : 0;
        var panels = isPacked ? new(n, k, b, bRow, packed, staying) : GemmBlocks<TLanes, TVector, float>.Pack(n, k, b, bRow, bCol, packed, staying);
        GemmBlocks<TLanes, TVector, float>.Sweep(m, k, a, aRow, aCol, panels, c, cRow, add);
    }
}
