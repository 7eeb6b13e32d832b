using D2lDsl.Compiler.Ir;
using static D2lDsl.Compiler.Ops.TensorExpr;

namespace D2lDsl.Compiler.Ops;

/// <summary>Reductions over all axes, one axis or several.</summary>
public static class Reductions
{
    public static readonly ReductionOp Sum = new()
    {
        Surface = "Sum", Accepts = Elements.Numeric,
        Summary = "Sum of the elements; 0 where there are none.",
        Torch = "torch.sum(x)",
        Domain = Domain.All,
        Monoid = Monoid.Sum,
        Vjp = (dy, x, y, count, over) => dy,
    };

    public static readonly ReductionOp Mean = new()
    {
        Surface = "Mean",
        Summary = "Arithmetic mean of the elements; NaN where there are none.",
        Torch = "torch.mean(x)",
        Domain = Domain.All,
        Monoid = Monoid.Sum,
        Finish = (total, count) => total / count,
        Vjp = (dy, x, y, count, over) => dy / count,
    };

    public static readonly ReductionOp Max = Extremum("Max", "Largest", "amax", Monoid.Maximum);

    public static readonly ReductionOp Min = Extremum("Min", "Smallest", "amin", Monoid.Minimum);

    public static readonly ReductionOp Norm = new()
    {
        Surface = "Norm",
        Summary = "Euclidean (L2, Frobenius) norm √Σx²; its gradient at the zero vector is 0.",
        Torch = "torch.norm(x)",
        Domain = Domain.NonZero,
        Monoid = Monoid.Sum,
        Map = x => x * x,
        Finish = (total, count) => Scalar.Sqrt(total),
        Vjp = (dy, x, y, count, over) => new Map(Selection.Where, new Map(Comparisons.Equal, y, 0.0), 0.0, dy * (x / y)),
    };

    public static readonly ReductionOp Prod = new()
    {
        Surface = "Prod", Accepts = Elements.Numeric,
        Summary = "Product of the elements; 1 where there are none. An element's gradient is the product of the others, also where some are 0.",
        Torch = "torch.prod(x)",
        Domain = Domain.All,
        Monoid = Monoid.Product,
        Vjp = (dy, x, y, count, over) =>
        {
            // The others are y / x, but for a zero: the elements that are none if it is the only one, y if there are more.
            var isZero = new Map(Comparisons.Equal, x, 0.0);
            var others = new Map(Selection.Where, isZero, 1.0, x);
            var isOnly = new Map(Comparisons.Equal, over(Sum, new Map(Selection.Where, isZero, 1.0, 0.0)), 1.0);
            return dy * new Map(Selection.Where, isZero, new Map(Selection.Where, isOnly, over(Prod!, others), y), y / others);
        },
    };

    /// <summary>The largest element, whose gradient goes to the first of several that are: as pooling has it.</summary>
    internal static readonly ReductionOp FirstMax = new()
    {
        Surface = "FirstMax", Accepts = Elements.Numeric,
        Summary = "Largest element; NaN where any is NaN. The first of equal largest elements has the gradient.",
        Torch = "torch.max(x)",
        Domain = Domain.All,
        Monoid = Monoid.Maximum,
        SameAs = Max,
        Vjp = (dy, x, y, count, over) =>
        {
            var place = new IndexAlong(x, Axis.From(Argument.Reduced.Name));
            var isLargest = new Map(Logic.LogicalOr, new Map(Comparisons.Equal, x, y), new Map(Comparisons.NotEqual, x, x));
            var first = over(Min, new Map(Selection.Where, isLargest, place, new Number(int.MaxValue, ElementType.Int)));
            return new Map(Selection.Where, new Map(Comparisons.Equal, place, first), dy, 0.0);
        },
    };

    static ReductionOp Extremum(string surface, string adjective, string torch, Monoid monoid) => new()
    {
        Surface = surface, Accepts = Elements.Numeric,
        Summary = $"{adjective} element; NaN where any is NaN. Equal {adjective.ToLowerInvariant()} elements share the gradient.",
        Torch = $"torch.{torch}(x)",
        Domain = Domain.All,
        Monoid = monoid,
        Vjp = (dy, x, y, count, over) =>
        {
            var hit = new Map(Selection.Where, new Map(Comparisons.Equal, x, y), 1.0, 0.0);
            return dy * hit / over(Sum, hit);
        },
    };
}
