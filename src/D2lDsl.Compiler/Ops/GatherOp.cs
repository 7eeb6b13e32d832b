namespace D2lDsl.Compiler.Ops;

/// <summary>Picks elements along an axis by int indices; its derivative adds each gradient up where the element came from, in row-major order.</summary>
public sealed record GatherOp : Op
{
    /// <summary>True where one list of indices serves all of the tensor, false where every element of the result has its own.</summary>
    public required bool IsList { get; init; }

    public override IReadOnlyList<Argument> Arguments { get; init; } = [Argument.Axis];

    public override IReadOnlyList<string> Inputs { get; } = ["x", "index"];
}
