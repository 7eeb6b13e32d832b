using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Rules;

/// <summary>What sizes say about axes.</summary>
public static class Axes
{
    /// <summary>How the name of a size begins that is only known to exist: it says nothing about which axis it is.</summary>
    public const char Unknown = '?';

    /// <summary>True where the size names its axis: it is made of symbols that a user gave.</summary>
    public static bool IsNamed(Dim size) => size.Symbols.Any() && IsKnown(size);

    /// <summary>True where the size is a number or named.</summary>
    public static bool IsKnown(Dim size) => size.Symbols.All(s => s[0] != Unknown && !size.IsLeading);

    /// <summary>
    /// The size that counts samples: the symbol that leads every data input, if at least one of them has another axis besides. Names that
    /// speak of positions in a sequence count none.
    /// </summary>
    public static Dim? Batch(IEnumerable<Shape> data)
    {
        var shapes = data.Where(s => s.Rank > 0).ToArray();
        return shapes.Length > 0 && shapes[0][0] is { Name: { } name } first && shapes.All(s => s[0].Equals(first)) && shapes.Any(s => s.Rank > 1)
            && IsKnown(first) && !Positions.Contains(name.ToLowerInvariant()) ? first : null;
    }

    static readonly HashSet<string> Positions = ["t", "s", "l", "q", "k", "len", "length", "seq", "steps", "time", "pos", "positions", "tokens", "nodes"];

    /// <summary>The size of an axis counted from the end; 1 where the tensor has fewer axes.</summary>
    public static Dim FromEnd(Shape shape, int axis) => axis < shape.Rank ? shape[shape.Rank - 1 - axis] : Dim.One;
}
