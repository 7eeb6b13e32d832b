using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

/// <summary>A value read inside a loop: axis i of the source runs with axis <c>Axes[i]</c> of the reader's domain (−1: size 1).</summary>
public sealed record Operand(int Source, EquatableArray<int> Axes);

/// <summary>
/// One value in loop form. Views are gone: a reader says itself how it walks its operands. The domain is the iteration space;
/// a reduction's result keeps the reduced axes at size 1.
/// </summary>
public abstract record LoopNode(Shape Domain, ElementType Type)
{
    /// <summary>The name in the user's source, if it has one.</summary>
    public string? Name { get; set; }

    public virtual Shape Result => Domain;

    public virtual IReadOnlyList<Operand> Operands => [];

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
    public override IReadOnlyList<Operand> Operands => Inputs;

    public override bool IsLeaf => false;
}

/// <summary>⊕ over the reduced axes of an expression of the operands.</summary>
public sealed record LoopReduce(Monoid Monoid, Scalar Expression, IReadOnlyList<Operand> Inputs, EquatableArray<int> Reduced, Shape Domain, ElementType Type)
    : LoopNode(Domain, Type)
{
    public override Shape Result => Shape.Of(Domain.Dims.Select((d, i) => Reduced.Contains(i) ? Dim.One : d));

    public override IReadOnlyList<Operand> Operands => Inputs;

    public override bool IsLeaf => false;

    /// <summary>True for a product of two matrices: rows, columns and a sum, each of more than one element.</summary>
    public bool IsGemm { get; init; }
}

/// <summary>A loop or condition of the graph, as a whole; its operands are what its graphs take, in their order.</summary>
public sealed record LoopRegion(Node Region, IReadOnlyList<Operand> Inputs) : LoopNode(Shape.Scalar, ElementType.Bool)
{
    public override IReadOnlyList<Operand> Operands => Inputs;

    public override bool IsLeaf => false;
}

/// <summary>A result of a region, ready once the region has run.</summary>
public sealed record LoopProject(int Source, int Index, Shape Domain, ElementType Type) : LoopNode(Domain, Type);
