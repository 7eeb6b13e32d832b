namespace D2lDsl.Compiler.Ops;

/// <summary>
/// Puts the positions along an axis in the order of their elements: their places, as ints, and for most the elements there. These are
/// picked by the places, so a gradient goes back to where an element came from.
/// </summary>
public sealed record RankingOp : Op
{
    /// <summary>How many places there are, where not all of the axis.</summary>
    public static Argument K { get; } = new("k", ArgumentKind.Size, "How many, at most as many as the axis has.");

    /// <summary>True where the places come alone, without the elements.</summary>
    public required bool IsPlacesOnly { get; init; }

    /// <summary>The argument that says whether the largest come first.</summary>
    public required string LargestFirst { get; init; }

    public bool IsCut => Arguments.Contains(K);

    public required override IReadOnlyList<Argument> Arguments { get; init; }

    public override IReadOnlyList<string> Inputs { get; } = ["x"];

    public override IReadOnlyList<string> Several => IsPlacesOnly ? [] : ["Values", "Indices"];
}
