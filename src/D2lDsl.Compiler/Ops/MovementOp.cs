namespace D2lDsl.Compiler.Ops;

/// <summary>What a movement op does with the axes of its operand.</summary>
public enum Movement
{
    Reshape,
    Permute,
    Reverse,
    Swap,
    Unsqueeze,
    Squeeze,
    SqueezeAll,
    BroadcastTo,
    Expand,
    Slice,
    Flatten,
    Repeat,
    RepeatInterleave,
    Flip,
    Roll,
    Pad,
    Unfold,
    Diag,
}

/// <summary>
/// Rearranges elements without computing: its derivative is the transposed movement. Eagerly it is a view where strides allow.
/// </summary>
public sealed record MovementOp : Op
{
    public required Movement Movement { get; init; }

    public required override IReadOnlyList<Argument> Arguments { get; init; }

    public override IReadOnlyList<string> Inputs { get; } = ["x"];
}
