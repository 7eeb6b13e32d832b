namespace D2lDsl.Compiler.Ops;

/// <summary>Products and sums by an index string given at the call, a constant in models; shapes, loops and derivatives follow from it.</summary>
public sealed record EinsumOp : Op
{
    /// <summary>The index string.</summary>
    public static Argument Pattern { get; } = new("pattern", ArgumentKind.Text,
        "The labels of every operand's axes, by commas, then '->' and those of the result; a constant in models.");

    public override IReadOnlyList<Argument> Arguments { get; init; } = [Pattern];

    public override IReadOnlyList<string> Inputs { get; } = ["operands"];

    public override bool TakesList => true;
}
