namespace D2lDsl.Compiler.Ops;

/// <summary>What a tensor is cut into along an axis.</summary>
public enum Cut
{
    /// <summary>So many parts of one size, the last of which may be smaller.</summary>
    Count,

    /// <summary>Parts of so many positions, the last of which may have fewer.</summary>
    Size,

    /// <summary>Parts of these sizes.</summary>
    Sizes,

    /// <summary>The single positions, without the axis.</summary>
    Positions,
}

/// <summary>Cuts a tensor into parts along an axis: an array of views. How many there are is known where the code is compiled, in a model.</summary>
public sealed record SplitOp : Op
{
    public required Cut Cut { get; init; }

    public required override IReadOnlyList<Argument> Arguments { get; init; }

    public override IReadOnlyList<string> Inputs { get; } = ["x"];

    public override bool GivesList => true;
}
