using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

/// <summary>A value read inside a loop: axis i of the source runs with axis <c>Axes[i]</c> of the reader's domain (−1: size 1).</summary>
public sealed record Operand(int Source, EquatableArray<int> Axes)
{
    /// <summary>For each axis of the source where the walk begins and its step; empty where all axes are walked whole.</summary>
    public EquatableArray<AxisSlice> Slices { get; init; } = [];

    /// <summary>What moves besides, where windows are read; where there are any, there are slices.</summary>
    public EquatableArray<WindowAxis> Windows { get; init; } = [];

    /// <summary>Another value that gives the position along an axis of the source.</summary>
    public AxisIndex? Index { get; init; }

    /// <summary>True where every element of the source is at the reader's own position.</summary>
    public bool IsWhole => Slices.Count == 0 && Index is null;
}

/// <summary>The positions start, start + step, … of an axis.</summary>
public readonly record struct AxisSlice(Dim Start, int Step)
{
    public static AxisSlice Whole { get; } = new(0, 1);

    /// <summary>A slice of this slice.</summary>
    public AxisSlice Then(AxisSlice inner) => new(Start + inner.Start * Step, Step * inner.Step);
}

/// <summary>The position along axis <paramref name="Of"/> of a source also moves by <paramref name="Step"/> with each position of an axis of the reader.</summary>
public readonly record struct WindowAxis(int Of, int Axis, int Step);

/// <summary>The position along a source's axis, counted in its slice, and the limit it must stay below.</summary>
/// <param name="Of">What errors call the indices.</param>
/// <param name="Indices">The shape of the indices, with axes of size 1 where they are the same for all of the reader's.</param>
public sealed record AxisIndex(int Axis, Operand At, Dim Limit, string Of, Shape Indices);

/// <summary>
/// One value in loop form. Views are gone: a reader says itself how it walks its operands. The domain is the iteration space;
/// a reduction's result keeps the reduced axes at size 1.
/// </summary>
public abstract record LoopNode(Shape Domain, ElementType Type)
{
    /// <summary>The name in the user's source, if it has one.</summary>
    public string? Name { get; set; }

    /// <summary>The node of the graph that it is, or is part of.</summary>
    public int GraphNode { get; set; }

    public virtual Shape Result => Domain;

    public virtual IReadOnlyList<Operand> Operands => [];

    /// <summary>True for what is a step of its own: it reads its operands from memory.</summary>
    public virtual bool RunsAlone => false;

    /// <summary>True for values that lie in memory (or cost nothing) before the kernel starts.</summary>
    public virtual bool IsLeaf => true;

    public bool IsScalar => Domain.Dims.All(d => d.IsOne);
}

public sealed record LoopInput(int Index, Shape Domain, ElementType Type) : LoopNode(Domain, Type);

public sealed record LoopConstant(double Value, ElementType Type) : LoopNode(Shape.Scalar, Type);

public sealed record LoopSize(Dim Size, ElementType Type) : LoopNode(Shape.Scalar, Type);

public sealed record LoopIndex(int Axis, Shape Domain, ElementType Type) : LoopNode(Domain, Type);

/// <summary>The memory of another value under another shape.</summary>
public sealed record LoopAlias(int Source, Shape Domain, ElementType Type) : LoopNode(Domain, Type);

public sealed record LoopMap(Scalar Expression, IReadOnlyList<Operand> Inputs, Shape Domain, ElementType Type) : LoopNode(Domain, Type)
{
    public override IReadOnlyList<Operand> Operands { get; } = [.. Inputs.SelectMany(o => o.Index is { } index ? [o, index.At] : new[] { o })];

    public override bool IsLeaf => false;
}

/// <summary>⊕ over the reduced axes of an expression of the operands.</summary>
public sealed record LoopReduce(Monoid Monoid, Scalar Expression, IReadOnlyList<Operand> Inputs, EquatableArray<int> Reduced, Shape Domain, ElementType Type)
    : LoopNode(Domain, Type)
{
    public override Shape Result => Into?.Result ?? Shape.Of(Domain.Dims.Select((d, i) => Reduced.Contains(i) ? Dim.One : d));

    public override IReadOnlyList<Operand> Operands => Inputs;

    public override bool IsLeaf => false;

    /// <summary>True for a product of two matrices: rows, columns and a sum, each of more than one element.</summary>
    public bool IsGemm { get; init; }

    public override bool RunsAlone => IsGemm;

    /// <summary>Where a matrix product's elements are added up, if they are windows of the result.</summary>
    public Overlap? Into { get; init; }
}

/// <summary>
/// Windows that are added up where they lie: each step along an axis of the domain moves so far along an axis of the whole. What lies before
/// axis <paramref name="First"/> of the whole no two windows share.
/// </summary>
public sealed record Overlap(Shape Whole, int First, EquatableArray<(int Axis, int Of, int Step)> Moves)
{
    /// <summary>Where the part of the whole begins that somebody reads, and its shape; null where that is all of it.</summary>
    public (EquatableArray<Dim> Starts, Shape Shape)? Wanted { get; init; }

    /// <summary>What is in memory.</summary>
    public Shape Result => Wanted?.Shape ?? Whole;

    public Planes Planes => new(Moves.Where(m => m.Of < First).Select(m => m.Axis).ToEquatable(),
        Moves.Where(m => m.Of == First - 1).Select(m => m.Axis).DefaultIfEmpty(-1).Single(), Whole.Dims.Skip(First).Aggregate(Dim.One, (product, d) => product * d))
    {
        First = Wanted is { } part ? Axes.Aggregate((Dim)0, (sum, axis) => sum + part.Starts[axis] * Whole.Strides()[axis]) : 0,
        Wanted = Wanted is { } wanted ? Axes.Select(axis => (wanted.Shape[axis], Whole.Strides()[axis])).ToEquatable() : [],
    };

    IEnumerable<int> Axes => Enumerable.Range(First, Whole.Rank - First);
}

/// <summary>
/// A part written to its place in a larger tensor. Parts of one tensor follow each other; the tensor is complete after the last.
/// The domain is the part's shape, the result that of the tensor.
/// </summary>
/// <param name="Previous">The part before it, −1 for the first.</param>
/// <param name="Slices">For each axis where the part begins and its step.</param>
/// <param name="Index">Another value that gives the position along an axis.</param>
public sealed record LoopPlace(Operand Input, int Previous, EquatableArray<AxisSlice> Slices, AxisIndex? Index, bool Adds, bool Clears, Shape Domain, Shape Whole, ElementType Type)
    : LoopNode(Domain, Type)
{
    /// <summary>For each axis of the tensor the axis of the part that runs along it, −1 for none.</summary>
    public EquatableArray<int> Axes { get; init; } = Enumerable.Range(0, Whole.Rank).ToEquatable();

    /// <summary>What moves besides along the tensor, where the part is windows.</summary>
    public EquatableArray<WindowAxis> Windows { get; init; } = [];

    public override Shape Result => Whole;

    public override IReadOnlyList<Operand> Operands { get; } = Index is { } index ? [Input, index.At] : [Input];

    public override bool IsLeaf => false;
}

/// <summary>Running sums along an axis of a tensor in memory, from the end where reversed.</summary>
public sealed record LoopScan(Operand Input, int Axis, Ops.Monoid Monoid, bool IsReversed, Shape Domain, ElementType Type) : LoopNode(Domain, Type)
{
    public override IReadOnlyList<Operand> Operands { get; } = [Input];

    public override bool IsLeaf => false;

    public override bool RunsAlone => true;
}

/// <summary>The places along an axis of a tensor in memory in the order of its elements.</summary>
public sealed record LoopSort(Operand Input, int Axis, Dim Count, bool IsDescending, Shape Domain) : LoopNode(Domain, ElementType.Int)
{
    public override IReadOnlyList<Operand> Operands { get; } = [Input];

    public override bool IsLeaf => false;

    public override bool RunsAlone => true;
}

/// <summary>A loop or condition of the graph, as a whole; its operands are what its graphs take, in their order.</summary>
public sealed record LoopRegion(Node Region, IReadOnlyList<Operand> Inputs) : LoopNode(Shape.Scalar, ElementType.Bool)
{
    public override IReadOnlyList<Operand> Operands => Inputs;

    public override bool IsLeaf => false;

    public override bool RunsAlone => true;
}

/// <summary>A result of a region, ready once the region has run.</summary>
public sealed record LoopProject(int Source, int Index, Shape Domain, ElementType Type) : LoopNode(Domain, Type);
