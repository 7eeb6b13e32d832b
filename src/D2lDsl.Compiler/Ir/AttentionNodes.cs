using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Ir;

/// <summary>
/// softmax(scale · q kᵀ) v over the last two axes, whose matrix of scores is never stored. Inputs: q [… n d], k [… m d], v [… m e] and
/// the scale (rank 0). Results come out by <see cref="ProjectNode"/>: 0 is the result [… n e], 1 the logarithm of each row's Σ exp [… n].
/// </summary>
public sealed record AttentionNode(EquatableArray<int> Inputs) : Node(Inputs, Shape.Scalar, ElementType.Bool);

/// <summary>
/// Its gradients. Inputs: the attention, q, k, v, the scale, both of its results and the gradient of the first. Results come out by
/// <see cref="ProjectNode"/>: the gradients of q, k and v.
/// </summary>
public sealed record AttentionGradientNode(EquatableArray<int> Inputs) : Node(Inputs, Shape.Scalar, ElementType.Bool);
