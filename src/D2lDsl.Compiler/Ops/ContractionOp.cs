namespace D2lDsl.Compiler.Ops;

/// <summary>
/// Multiplies two tensors and sums over the labels missing from the result, as the index string of the form that fits the
/// operands' ranks says (<c>m k, k n -> m n</c>; <c>...</c> is any number of leading axes, which broadcast). Shapes, loops
/// and both derivatives follow from the string.
/// </summary>
public sealed record ContractionOp : Op
{
    /// <summary>Tried in order; the first whose ranks fit is taken.</summary>
    public required IReadOnlyList<string> Forms { get; init; }

    public override IReadOnlyList<string> Inputs { get; } = ["a", "b"];
}
