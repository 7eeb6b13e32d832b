using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>The changes of scores and weights that a call brings, as addresses, so that attention itself is compiled once; none for plain attention.</summary>
unsafe struct AttentionChanges
{
    void* changes;
    delegate*<void*, nint, nint, nint, nint, float*, void> scores, weights, scoreGradients, weightGradients;

    /// <summary>True where scores become something else before the softmax.</summary>
    public readonly bool HasScores => scores != null;

    /// <summary>True where weights become something else behind it.</summary>
    public readonly bool HasWeights => weights != null;

    /// <param name="changes">They stay where they are until the call returns.</param>
    public static AttentionChanges Of<TChanges>(ref TChanges changes)
        where TChanges : struct, IAttentionChanges<float>, allows ref struct => new()
    {
        changes = Unsafe.AsPointer(ref changes),
        scores = TChanges.ChangesScores ? &Scores<TChanges> : null,
        scoreGradients = TChanges.ChangesScores ? &ScoreGradients<TChanges> : null,
        weights = TChanges.ChangesWeights ? &Weights<TChanges> : null,
        weightGradients = TChanges.ChangesWeights ? &WeightGradients<TChanges> : null,
    };

    public readonly void Scores(nint batch, nint query, nint begin, nint length, float* row) => scores(changes, batch, query, begin, length, row);

    public readonly void Weights(nint batch, nint query, nint begin, nint length, float* row) => weights(changes, batch, query, begin, length, row);

    public readonly void ScoreGradients(nint batch, nint query, nint begin, nint length, float* row) => scoreGradients(changes, batch, query, begin, length, row);

    public readonly void WeightGradients(nint batch, nint query, nint begin, nint length, float* row) => weightGradients(changes, batch, query, begin, length, row);

    static void Scores<TChanges>(void* changes, nint batch, nint query, nint begin, nint length, float* row)
        where TChanges : struct, IAttentionChanges<float>, allows ref struct => Unsafe.AsRef<TChanges>(changes).Scores(batch, query, begin, length, ref *row);

    static void Weights<TChanges>(void* changes, nint batch, nint query, nint begin, nint length, float* row)
        where TChanges : struct, IAttentionChanges<float>, allows ref struct => Unsafe.AsRef<TChanges>(changes).Weights(batch, query, begin, length, ref *row);

    static void ScoreGradients<TChanges>(void* changes, nint batch, nint query, nint begin, nint length, float* row)
        where TChanges : struct, IAttentionChanges<float>, allows ref struct => Unsafe.AsRef<TChanges>(changes).ScoreGradients(batch, query, begin, length, ref *row);

    static void WeightGradients<TChanges>(void* changes, nint batch, nint query, nint begin, nint length, float* row)
        where TChanges : struct, IAttentionChanges<float>, allows ref struct => Unsafe.AsRef<TChanges>(changes).WeightGradients(batch, query, begin, length, ref *row);
}
