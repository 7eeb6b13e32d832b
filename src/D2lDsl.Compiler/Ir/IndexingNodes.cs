using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Ir;

/// <summary>Part of a tensor: position i of an axis is position start + i · step of the input's axis.</summary>
public sealed record SliceNode(EquatableArray<Dim> Starts, EquatableArray<int> Steps, EquatableArray<int> Inputs, Shape Shape, ElementType Type)
    : Node(Inputs, Shape, Type);

/// <summary>Where a part lies in a larger tensor, axis by axis.</summary>
public sealed record Placement(EquatableArray<Dim> Starts, EquatableArray<int> Steps)
{
    /// <summary>True where parts are known to fill a shape without meeting: they follow one another along one axis, and have all of every other.</summary>
    public static bool Fill(Shape shape, IReadOnlyList<(Placement Place, Shape Shape)> parts)
    {
        var cut = Enumerable.Range(0, shape.Rank).Where(i => parts.Any(p => !p.Shape[i].Equals(shape[i]))).ToArray();
        if (cut.Length != 1 || parts.Any(p => p.Place.Steps.Any(s => s != 1) || p.Place.Starts.Where((_, i) => i != cut[0]).Any(start => start.Value != 0)))
            return false;
        var (left, end) = (parts.ToList(), Dim.Constant(0));
        while (left.FindIndex(p => p.Place.Starts[cut[0]].Equals(end)) is >= 0 and var next)
        {
            end += left[next].Shape[cut[0]];
            left.RemoveAt(next);
        }
        return left.Count == 0 && end.Equals(shape[cut[0]]);
    }
}

/// <summary>
/// The transpose of slices: zeros, to which every input is added at its place. Where the parts are <paramref name="Tiles"/> they fill the
/// shape without meeting, as joined tensors do.
/// </summary>
public sealed record PlaceNode(EquatableArray<Placement> Parts, bool Tiles, EquatableArray<int> Inputs, Shape Shape, ElementType Type)
    : Node(Inputs, Shape, Type)
{
    /// <summary>True where the parts do not meet, though they may leave places out.</summary>
    public bool IsApart { get; init; } = Tiles || Parts.Count == 1;
}

/// <summary>
/// Elements picked along an axis: the result at i is the first input at i, its position along the axis taken from the second input,
/// ints that broadcast to the result. Where it <paramref name="Reverses"/> the axis they are its positions from the last to the first.
/// </summary>
/// <param name="Written">How the user wrote the positions, where they have no name; empty otherwise.</param>
public sealed record GatherNode(int Axis, bool Reverses, string Written, EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type);

/// <summary>How windows lie along an axis: window i begins at i · step, and its element j lies j · dilation behind that.</summary>
public readonly record struct Sliding(int Axis, int Step, int Dilation);

/// <summary>
/// Windows along axes of a tensor: each of those axes has the size of how many windows there are, and behind all axes follow those of the
/// elements of a window, in the order of <paramref name="Windows"/>.
/// </summary>
public sealed record UnfoldNode(EquatableArray<Sliding> Windows, EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type);

/// <summary>The transpose of <see cref="UnfoldNode"/>: zeros, to which every element of every window is added where it was taken from.</summary>
public sealed record FoldNode(EquatableArray<Sliding> Windows, EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type)
{
    /// <summary>True where windows share elements.</summary>
    public bool Meets(Shape windows)
    {
        for (var i = 0; i < Windows.Count; i++)
            if (windows[Shape.Rank + i].Value is not { } size || (size - 1) * Windows[i].Dilation >= Windows[i].Step)
                return true;
        return false;
    }
}

/// <summary>Running sums along an axis, from its first position on; reversed: from its last one back. Or running products, which are never reversed.</summary>
public sealed record ScanNode(int Axis, Monoid Monoid, bool IsReversed, EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type);

/// <summary>The positions along an axis in the order of the elements there: NaN above all numbers, of equal elements the first before the others. As many as its shape has, the first of them.</summary>
public sealed record SortNode(int Axis, bool IsDescending, EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type);

/// <summary>The transpose of a gather: zeros, to which the first input is added at the positions the second one gives, in row-major order.</summary>
/// <param name="Written">As of a <see cref="GatherNode"/>.</param>
public sealed record ScatterNode(int Axis, string Written, EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type);
