namespace D2lDsl.Compiler.Ops;

/// <summary>What a parameter of an op that is no tensor is.</summary>
public enum ArgumentKind
{
    /// <summary><c>int axis</c></summary>
    Axis,

    /// <summary><c>params int[] axes</c></summary>
    Axes,

    /// <summary><c>params int[] sizes</c></summary>
    Sizes,

    /// <summary>The axes of a reduction: overloads without, with <c>int axis</c> and with several <c>axes</c>, the latter two with keepDims.</summary>
    Reduced,

    /// <summary><c>int size</c>: a number made of sizes</summary>
    Size,

    /// <summary><c>RowsAndColumns sizes</c>: one size for rows and one for columns, or one for both. Bodies name them as <c>name.Rows</c> and <c>name.Columns</c>.</summary>
    Pair,

    /// <summary><c>double number</c>, a constant in models.</summary>
    Number,

    /// <summary><c>bool flag</c>, a constant in models; true is the number 1.</summary>
    Flag,

    /// <summary><c>string text</c>, a constant in models.</summary>
    Text,
}

/// <summary>A parameter of an op that is no tensor.</summary>
public sealed record Argument(string Name, ArgumentKind Kind, string Doc)
{
    /// <summary>The axis most ops have.</summary>
    public static Argument Axis { get; } = new("axis", ArgumentKind.Axis, "The axis; negative counts from the end.");

    /// <summary>The axes a reduction goes over.</summary>
    public static Argument Reduced { get; } = new("axis", ArgumentKind.Reduced, "The axis to reduce; negative counts from the end.");

    /// <summary>What a number is where it is left out; null where it must be given.</summary>
    public double? Default { get; init; }

    /// <summary>The numbers it may be: from the first to below the second; null: any.</summary>
    public (double From, double Below)? Within { get; init; }

    /// <summary>The number it must be above; null: any.</summary>
    public double? Above { get; init; }

    /// <summary>The argument whose value a size has where it is left out.</summary>
    public string? DefaultsTo { get; init; }

    /// <summary>The names of the two sizes of a pair.</summary>
    public (string Rows, string Columns) Sides => ($"{Name}.Rows", $"{Name}.Columns");

    /// <summary>The numbers it may be, in words; null: any.</summary>
    public string? Range => Above is { } bound ? $"above {bound}" : Within is not var (from, below) ? null : double.IsInfinity(below) ? $"of {from} or more" : $"from {from} to below {below}";

    public bool Takes(double number) => Above is { } bound ? number > bound : Within is not var (from, below) || (number >= from && number < below);

    /// <summary>True where it must be given.</summary>
    public bool IsNeeded => Default is null && DefaultsTo is null && Kind != ArgumentKind.Reduced;
}
