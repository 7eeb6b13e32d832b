namespace D2lDsl.Compiler.Ops;

/// <summary>Running sums along an axis: every position of the result is the sum up to it. The derivative runs from the other end.</summary>
public sealed record ScanOp : Op
{
    public override IReadOnlyList<Argument> Arguments { get; init; } = [Argument.Axis];

    public override IReadOnlyList<string> Inputs { get; } = ["x"];
}
