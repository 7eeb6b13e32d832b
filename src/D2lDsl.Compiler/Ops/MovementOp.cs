namespace D2lDsl.Compiler.Ops;

/// <summary>A parameter of an op that is no tensor.</summary>
public enum ArgumentKind
{
    /// <summary><c>int axis</c></summary>
    Axis,

    /// <summary><c>params int[] axes</c></summary>
    Axes,

    /// <summary><c>params int[] sizes</c></summary>
    Sizes,
}

public sealed record Argument(string Name, ArgumentKind Kind, string Doc);

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
}

/// <summary>
/// Rearranges elements without computing: its derivative is the transposed movement. Eagerly it is a view where strides allow.
/// </summary>
public sealed record MovementOp : Op
{
    public required Movement Movement { get; init; }

    public required IReadOnlyList<Argument> Arguments { get; init; }

    public override IReadOnlyList<string> Inputs { get; } = ["x"];
}
