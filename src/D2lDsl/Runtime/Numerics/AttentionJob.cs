using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>The sizes and tensors of one call of attention, and how it is cut into chunks.</summary>
unsafe struct AttentionJob<T>
    where T : unmanaged
{
    /// <summary>How many independent attentions, queries and keys in each, and the lengths of a key and a value.</summary>
    public int Batches, Queries, Keys, Depth, Width;

    public T Scale;

    public T* Query, Key, Value;

    /// <summary>The result, [queries, width], and of each row the largest score and Σ exp(score − largest); null where they are not wanted or not given.</summary>
    public T* Result, RowSums;

    /// <summary>The gradient of the result, and where those of the operands go.</summary>
    public T* ResultGradient, QueryGradient, KeyGradient, ValueGradient;

    /// <summary>True where <see cref="Result"/> and <see cref="RowSums"/> are known from a forward pass.</summary>
    public bool IsKnown;

    /// <summary>How tensors lie.</summary>
    public AttentionLayouts Layouts;

    /// <summary>What is done to scores and weights.</summary>
    public AttentionChanges<T> Changes;

    // So many rows of scores stay in the second-level cache, between two products.
    const int QueryBlock = 96;
    static int KeyBlock => 2048 / sizeof(T);

    // From so many queries on a batch is cut in two; there are no more chunks than this over all batches.
    const int FewestQueries = 192;
    const int MostChunks = 16;

    // Rows of scores are this much longer, so that they spread over the sets of the cache.
    const int Gap = 16;

    /// <summary>Queries in a block, and keys in one: equal parts, in whole tiles.</summary>
    public int QueryRows, KeyColumns;

    /// <summary>From one row of scores to the next.</summary>
    public int Pitch;

    /// <summary>Chunks of each batch; by the sizes alone, for the gradients of keys and values are summed over them.</summary>
    public int Groups;

    /// <summary>The job, cut into blocks and chunks: once, for it is asked for again and again.</summary>
    public void Cut()
    {
        var parts = Math.Max(1, (Keys + KeyBlock - 1) / KeyBlock);
        QueryRows = Math.Min(QueryBlock, Queries);
        KeyColumns = Math.Min(Keys, ((Keys + parts - 1) / parts + 31) / 32 * 32);
        Pitch = (KeyColumns + 15) / 16 * 16 + Gap;
        Groups = Math.Clamp(Math.Min(MostChunks / Math.Max(Batches, 1), Queries / FewestQueries), 1, MostChunks);
    }

    /// <summary>True where keys behind a query's place may be left out.</summary>
    public readonly bool IsCausal => Changes.HasScores && Changes.Reach < Keys;

    /// <summary>The first query of a chunk, and so the end of the one before it. Where later queries see more keys, later chunks have fewer queries.</summary>
    public readonly int FirstRow(int group) => IsCausal ? (int)(Queries * Math.Sqrt((double)group / Groups)) : Math.Min(Queries, (Queries + Groups - 1) / Groups * group);

    /// <summary>How many keys the queries before a row may see, in whole tiles.</summary>
    public readonly int Seen(int row) => IsCausal ? (int)Math.Clamp((row + Changes.Reach + 31) / 32 * 32, 0, Keys) : Keys;

    /// <summary>The layouts, dense where they are not given.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static AttentionLayouts Laid(in AttentionLayouts given, int queries, int keys, int depth, int width) => new()
    {
        Query = given.Query.Or(queries, depth), Key = given.Key.Or(keys, depth), Value = given.Value.Or(keys, width), Seed = given.Seed.Or(queries, width),
        Result = given.Result.Or(queries, width), QueryGradient = given.QueryGradient.Or(queries, depth),
        KeyGradient = given.KeyGradient.Or(keys, depth), ValueGradient = given.ValueGradient.Or(keys, width),
    };

    public readonly T* QueryAt(int batch, int row) => Query + Layouts.Query.At(batch, row);

    public readonly T* KeyAt(int batch, int row) => Key + Layouts.Key.At(batch, row);

    public readonly T* ValueAt(int batch, int row) => Value + Layouts.Value.At(batch, row);

    public readonly T* SeedAt(int batch, int row) => ResultGradient + Layouts.Seed.At(batch, row);

    public readonly T* ResultAt(int batch, int row) => Result + Layouts.Result.At(batch, row);

    public readonly T* QueryGradientAt(int batch, int row) => QueryGradient + Layouts.QueryGradient.At(batch, row);

    public readonly T* KeyGradientAt(int batch, int row) => KeyGradient + Layouts.KeyGradient.At(batch, row);

    public readonly T* ValueGradientAt(int batch, int row) => ValueGradient + Layouts.ValueGradient.At(batch, row);

    public readonly int KeySize => Keys * Depth;

    public readonly int ValueSize => Keys * Width;
}
