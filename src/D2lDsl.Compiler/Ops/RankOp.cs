namespace D2lDsl.Compiler.Ops;

/// <summary>
/// The element at a rank of an axis, counted from the smallest, or a value between two of them; NaN where there is one. Its gradient goes to where those
/// elements are.
/// </summary>
public sealed record RankOp : Op
{
    /// <summary>Which part of the others is smaller, from 0 to 1; an op without it takes the middle.</summary>
    public static Argument Q { get; } = new("q", ArgumentKind.Number, "Which part of the elements is smaller, from 0 to 1.");

    /// <summary>True where a rank between two elements is a value between them, false where it is the lower of the two.</summary>
    public bool Interpolates => Arguments.Contains(Q);

    public required override IReadOnlyList<Argument> Arguments { get; init; }

    public override IReadOnlyList<string> Inputs { get; } = ["x"];
}
