using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Ir;

/// <summary>Part of a tensor: position i of an axis is position start + i · step of the input's axis.</summary>
public sealed record SliceNode(EquatableArray<Dim> Starts, EquatableArray<int> Steps, EquatableArray<int> Inputs, Shape Shape, ElementType Type)
    : Node(Inputs, Shape, Type);

/// <summary>Where a part lies in a larger tensor, axis by axis.</summary>
public sealed record Placement(EquatableArray<Dim> Starts, EquatableArray<int> Steps);

/// <summary>
/// The transpose of slices: zeros, to which every input is added at its place. Where the parts are <paramref name="Tiles"/> they fill the
/// shape without meeting, as joined tensors do.
/// </summary>
public sealed record PlaceNode(EquatableArray<Placement> Parts, bool Tiles, EquatableArray<int> Inputs, Shape Shape, ElementType Type)
    : Node(Inputs, Shape, Type);

/// <summary>
/// Elements picked along an axis: the result at i is the first input at i, its position along the axis taken from the second input,
/// ints that broadcast to the result.
/// </summary>
public sealed record GatherNode(int Axis, EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type)
{
    /// <summary>How the positions change places where each is picked once; null where that is not known.</summary>
    public Turn? Turn { get; init; }
}

/// <summary>An axis whose positions change places: all are moved on by a number, round its end, or, where that is null, put in reverse order.</summary>
public sealed record Turn(Dim? Shift);

/// <summary>Running sums along an axis, from its first position on; reversed: from its last one back.</summary>
public sealed record ScanNode(int Axis, bool IsReversed, EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type);

/// <summary>The transpose of a gather: zeros, to which the first input is added at the positions the second one gives, in row-major order.</summary>
public sealed record ScatterNode(int Axis, EquatableArray<int> Inputs, Shape Shape, ElementType Type) : Node(Inputs, Shape, Type);
