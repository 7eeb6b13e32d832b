using System.ComponentModel;

namespace D2lDsl.Runtime;

/// <summary>
/// What attention does to scores before the softmax, such as a mask, and to weights behind it, such as dropout: to a part of one row at a
/// time, in place. A struct on the caller's stack, references included; several threads call it at once. For generated code.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IAttentionChanges<T>
{
    /// <summary>True where scores are changed.</summary>
    static abstract bool ChangesScores { get; }

    /// <summary>True where weights are changed.</summary>
    static abstract bool ChangesWeights { get; }

    /// <summary>
    /// Scores of keys behind the query's own place by more than this become at most <see cref="Filling"/>, whatever they were, and get no
    /// gradient: a causal mask. Very large where there is none.
    /// </summary>
    nint Reach { get; }

    /// <summary>What scores beyond reach are at most.</summary>
    static abstract T Filling { get; }

    /// <summary>Scores become what they are before the softmax.</summary>
    /// <param name="batch">Which attention.</param>
    /// <param name="query">The row.</param>
    /// <param name="begin">The first key.</param>
    /// <param name="length">How many keys.</param>
    /// <param name="row">The elements of those keys.</param>
    void Scores(nint batch, nint query, nint begin, nint length, ref T row);

    /// <summary>Weights become what values are multiplied by. A multiple of a weight becomes the same multiple.</summary>
    /// <inheritdoc cref="Scores"/>
    void Weights(nint batch, nint query, nint begin, nint length, ref T row);

    /// <summary>Gradients of changed scores become those of the scores.</summary>
    /// <inheritdoc cref="Scores"/>
    void ScoreGradients(nint batch, nint query, nint begin, nint length, ref T row);

    /// <summary>Gradients of changed weights become those of the weights.</summary>
    /// <inheritdoc cref="Scores"/>
    void WeightGradients(nint batch, nint query, nint begin, nint length, ref T row);
}
