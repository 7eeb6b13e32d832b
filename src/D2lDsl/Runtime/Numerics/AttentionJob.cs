namespace D2lDsl.Runtime;

/// <summary>The sizes and tensors of one call of attention, row-major, and how it is cut into chunks.</summary>
unsafe struct AttentionJob
{
    /// <summary>How many independent attentions, queries and keys in each, and the lengths of a key and a value.</summary>
    public int Batches, Queries, Keys, Depth, Width;

    public float Scale;

    public float* Query, Key, Value;

    /// <summary>The result, [queries, width], and the logarithm of each row's Σ exp; null where they are not wanted or not given.</summary>
    public float* Result, LogSum;

    /// <summary>The gradient of the result, and where those of the operands go.</summary>
    public float* ResultGradient, QueryGradient, KeyGradient, ValueGradient;

    /// <summary>True where <see cref="Result"/> and <see cref="LogSum"/> are known from a forward pass.</summary>
    public bool IsKnown;

    /// <summary>What is done to scores and weights.</summary>
    public AttentionChanges Changes;

    // So many rows of scores stay in the second-level cache, between two products.
    const int QueryBlock = 96;
    const int KeyBlock = 512;

    // From so many queries on a batch is cut in two; there are no more chunks than this over all batches.
    const int FewestQueries = 192;
    const int MostChunks = 16;

    // Rows of scores are this much longer, so that they spread over the sets of the cache.
    const int Gap = 16;

    public readonly int QueryRows => Math.Min(QueryBlock, Queries);

    /// <summary>Keys in a block: equal parts, in whole tiles.</summary>
    public readonly int KeyColumns
    {
        get
        {
            var parts = (Keys + KeyBlock - 1) / KeyBlock;
            return Math.Min(Keys, ((Keys + parts - 1) / parts + 31) / 32 * 32);
        }
    }

    /// <summary>From one row of scores to the next.</summary>
    public readonly int Pitch => (KeyColumns + 15) / 16 * 16 + Gap;

    /// <summary>Chunks of each batch; by the sizes alone, for the gradients of keys and values are summed over them.</summary>
    public readonly int Groups => Math.Clamp(Math.Min(MostChunks / Math.Max(Batches, 1), Queries / FewestQueries), 1, MostChunks);

    /// <summary>Queries in a chunk, in whole blocks where there is more than one.</summary>
    public readonly int GroupRows => (Queries + Groups - 1) / Groups;

    public readonly int KeySize => Keys * Depth;

    public readonly int ValueSize => Keys * Width;
}
