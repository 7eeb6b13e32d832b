using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>The changes of scores and weights that a call brings, as addresses, so that attention itself is compiled once; none for plain attention.</summary>
unsafe struct AttentionChanges<T>
    where T : unmanaged
{
    void* changes;
    delegate*<void*, nint, nint, nint, nint, T*, void> scores, weights, scoreGradients, weightGradients;

    /// <summary>True where scores become something else before the softmax.</summary>
    public readonly bool HasScores => scores != null;

    /// <summary>True where weights become something else behind it.</summary>
    public readonly bool HasWeights => weights != null;

    /// <summary>How far behind its own place a query sees keys, where scores of the others become at most <see cref="Filling"/>.</summary>
    public nint Reach;

    public T Filling;

    /// <param name="changes">They stay where they are until the call returns.</param>
    public static AttentionChanges<T> Of<TChanges>(ref TChanges changes)
        where TChanges : struct, IAttentionChanges<T>, allows ref struct => new()
    {
        changes = Unsafe.AsPointer(ref changes), Reach = TChanges.ChangesScores ? changes.Reach : nint.MaxValue, Filling = TChanges.Filling,
        scores = TChanges.ChangesScores ? &Scores<TChanges> : null,
        scoreGradients = TChanges.ChangesScores ? &ScoreGradients<TChanges> : null,
        weights = TChanges.ChangesWeights ? &Weights<TChanges> : null,
        weightGradients = TChanges.ChangesWeights ? &WeightGradients<TChanges> : null,
    };

    public readonly void Scores(nint batch, nint query, int rows, nint begin, nint length, T* row, nint apart) => Each(scores, batch, query, rows, begin, length, row, apart);

    public readonly void Weights(nint batch, nint query, int rows, nint begin, nint length, T* row, nint apart) => Each(weights, batch, query, rows, begin, length, row, apart);

    public readonly void ScoreGradients(nint batch, nint query, int rows, nint begin, nint length, T* row, nint apart) => Each(scoreGradients, batch, query, rows, begin, length, row, apart);

    public readonly void WeightGradients(nint batch, nint query, int rows, nint begin, nint length, T* row, nint apart) => Each(weightGradients, batch, query, rows, begin, length, row, apart);

    // A method of its own: most attention needs none.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    readonly void Each(delegate*<void*, nint, nint, nint, nint, T*, void> change, nint batch, nint query, int rows, nint begin, nint length, T* row, nint apart)
    {
        for (var i = 0; i < rows; i++, row += apart)
            change(changes, batch, query + i, begin, length, row);
    }

    static void Scores<TChanges>(void* changes, nint batch, nint query, nint begin, nint length, T* row)
        where TChanges : struct, IAttentionChanges<T>, allows ref struct => Unsafe.AsRef<TChanges>(changes).Scores(batch, query, begin, length, ref *row);

    static void Weights<TChanges>(void* changes, nint batch, nint query, nint begin, nint length, T* row)
        where TChanges : struct, IAttentionChanges<T>, allows ref struct => Unsafe.AsRef<TChanges>(changes).Weights(batch, query, begin, length, ref *row);

    static void ScoreGradients<TChanges>(void* changes, nint batch, nint query, nint begin, nint length, T* row)
        where TChanges : struct, IAttentionChanges<T>, allows ref struct => Unsafe.AsRef<TChanges>(changes).ScoreGradients(batch, query, begin, length, ref *row);

    static void WeightGradients<TChanges>(void* changes, nint batch, nint query, nint begin, nint length, T* row)
        where TChanges : struct, IAttentionChanges<T>, allows ref struct => Unsafe.AsRef<TChanges>(changes).WeightGradients(batch, query, begin, length, ref *row);
}
