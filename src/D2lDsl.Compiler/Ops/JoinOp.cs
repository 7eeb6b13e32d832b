namespace D2lDsl.Compiler.Ops;

/// <summary>Puts several tensors side by side in one; its derivative hands each its slice.</summary>
public sealed record JoinOp : Op
{
    /// <summary>True where the tensors are joined along a new axis, false where along one that they have.</summary>
    public required bool IsNewAxis { get; init; }

    public override IReadOnlyList<Argument> Arguments { get; init; } = [Argument.Axis with { Default = 0 }];

    public override IReadOnlyList<string> Inputs { get; } = ["tensors"];

    public override bool TakesList => true;
}
