namespace D2lDsl.Compiler.Ops;

/// <summary>Adds elements of a source to a tensor at int indices along an axis, in row-major order; the source's gradient is picked by the indices.</summary>
public sealed record ScatterOp : Op
{
    /// <summary>True where one list of indices serves all of the source, false where every element of it has its own.</summary>
    public required bool IsList { get; init; }

    public override IReadOnlyList<Argument> Arguments { get; init; } = [Argument.Axis];

    public override IReadOnlyList<string> Inputs { get; } = ["x", "index", "source"];
}
