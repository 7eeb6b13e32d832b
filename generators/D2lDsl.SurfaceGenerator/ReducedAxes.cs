namespace D2lDsl.SurfaceGenerator;

/// <summary>One overload of a reduction: which axes it goes over, and how it is told.</summary>
/// <param name="Parameters">Names and docs of its parameters after the operand.</param>
/// <param name="Declared">The same parameters as C#.</param>
/// <param name="Mask">An expression for the flags of the reduced axes.</param>
/// <param name="Keep">An expression for whether they stay.</param>
/// <param name="Also">Added to the summary.</param>
/// <param name="Returns">What comes back.</param>
sealed record ReducedAxes(
    IReadOnlyList<(string Name, string Doc)> Parameters, IReadOnlyList<string> Declared, string Mask, string Keep, string Also, string Returns)
{
    const string KeepDims = "Whether the reduced axes stay, with size 1, so that the result broadcasts against x.";

    /// <summary>All axes, one, several.</summary>
    public static IEnumerable<ReducedAxes> Overloads(string surface)
    {
        yield return new(
            [("keepDims", KeepDims)], ["bool keepDims = false"], "Axes.All(x)", "keepDims", "Reduces all axes.", "A tensor of rank 0, or with size 1 for each axis.");
        yield return new(
            [("axis", "The axis to reduce; negative counts from the end."), ("keepDims", KeepDims)],
            ["int axis", "bool keepDims = false"], $"Axes.Of(\"{surface}\", x, axis)", "keepDims",
            "Reduces one axis.",
            "A tensor of x's shape without the axis, or with size 1 there: axis 0 of [2, 3] gives [3] or [1, 3].");
        yield return new(
            [("axes", "The axes to reduce, each once, at least one: [0, 1]. Negative ones count from the end."), ("keepDims", KeepDims)],
            ["ReadOnlySpan<int> axes", "bool keepDims = false"], $"Axes.Of(\"{surface}\", x, axes)", "keepDims",
            "Reduces several axes.",
            "A tensor of x's shape without the axes, or with size 1 there.");
    }
}
