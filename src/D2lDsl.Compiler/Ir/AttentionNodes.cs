using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Ir;

/// <summary>
/// softmax(scale · q kᵀ) v over the last two axes, whose matrix of scores is never stored. Inputs: q [… n d], k [… m d], v [… m e],
/// the scale (rank 0), and what <paramref name="Scores"/> and then what <paramref name="Weights"/> reads besides. Results come out by
/// <see cref="ProjectNode"/>: 0 is the result [… n e], 1 the largest score and Σ exp(score − largest) of each row [… n 2].
/// </summary>
/// <param name="Scores">What becomes of scores before the softmax, such as a mask; null for nothing but the scale.</param>
/// <param name="Weights">What becomes of weights behind it, such as dropout; null for nothing.</param>
public sealed record AttentionNode(AttentionChange? Scores, AttentionChange? Weights, EquatableArray<int> Inputs) : Node(Inputs, Shape.Scalar, ElementType.Bool);

/// <summary>
/// Its gradients. Inputs: q, k, v, the scale, both results of the attention, the gradient of the first, and what else the attention
/// reads. Results come out by <see cref="ProjectNode"/>: the gradients of q, k and v.
/// </summary>
public sealed record AttentionGradientNode(AttentionChange? Scores, AttentionChange? Weights, EquatableArray<int> Inputs) : Node(Inputs, Shape.Scalar, ElementType.Bool);

/// <summary>
/// What becomes of every score, or every weight, by itself. The graph <paramref name="Forward"/> takes all of them as [… n m] and what else
/// it reads; <paramref name="Backward"/> takes the same and then the gradient of what they become, and does not read them themselves.
/// </summary>
public sealed record AttentionChange(Graph Forward, Graph Backward)
{
    /// <summary>How many other tensors and numbers it reads.</summary>
    public int Operands => Forward.Inputs.Count - 1;
}
