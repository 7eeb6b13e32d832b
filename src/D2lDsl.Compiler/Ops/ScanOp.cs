namespace D2lDsl.Compiler.Ops;

/// <summary>
/// Running sums or products along an axis: every position of the result is that of the positions up to it. The derivative of sums runs
/// from the other end; that of products is made of both.
/// </summary>
public sealed record ScanOp : Op
{
    /// <summary><see cref="Ops.Monoid.Sum"/> or <see cref="Ops.Monoid.Product"/>.</summary>
    public required Monoid Monoid { get; init; }

    public override IReadOnlyList<Argument> Arguments { get; init; } = [Argument.Axis];

    public override IReadOnlyList<string> Inputs { get; } = ["x"];
}
