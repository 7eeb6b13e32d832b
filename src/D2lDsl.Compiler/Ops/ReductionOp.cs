using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Ops;

/// <summary>How a reduction combines two partial results.</summary>
public enum Monoid
{
    Sum,
    Maximum,
    Minimum,
    Product,
}

/// <summary>
/// What a reduction's derivative is made of: all tensors keep the reduced axes at size 1, so they broadcast against x.
/// <paramref name="over"/> reduces over the same axes.
/// </summary>
public delegate TensorExpr ReductionVjp(TensorExpr dy, TensorExpr x, TensorExpr y, TensorExpr count, Func<ReductionOp, TensorExpr, TensorExpr> over);

/// <summary>
/// Combines the elements along axes: finish(⊕ map(x), count). Its surface has overloads for all axes, one axis and several,
/// with keepDims.
/// </summary>
public sealed record ReductionOp : Op
{
    public required Monoid Monoid { get; init; }

    /// <summary>Applied to each element before it is combined.</summary>
    public Func<Scalar, Scalar> Map { get; init; } = x => x;

    /// <summary>Applied to the combined value; the second operand is the number of elements combined.</summary>
    public Func<Scalar, Scalar, Scalar> Finish { get; init; } = (total, count) => total;

    /// <summary>The op of the surface that has the same value, for one that only bodies use; null where it is on the surface itself.</summary>
    public ReductionOp? SameAs { get; init; }

    public required ReductionVjp Vjp { get; init; }

    public required Domain Domain { get; init; }

    /// <summary>True where reducing no elements at all has a value.</summary>
    public bool TakesEmpty => Monoid is Monoid.Sum or Monoid.Product;

    public override IReadOnlyList<Argument> Arguments { get; init; } = [Argument.Reduced];

    public override IReadOnlyList<string> Inputs { get; } = ["x"];
}
