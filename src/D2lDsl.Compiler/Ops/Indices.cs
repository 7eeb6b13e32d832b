using D2lDsl.Compiler.Ir;
using static D2lDsl.Compiler.Ops.TensorExpr;

namespace D2lDsl.Compiler.Ops;

/// <summary>Ops from values to places and back. None has a gradient: indices are no floating-point numbers.</summary>
public static class Indices
{
    static readonly Axis Axis = Axis.From("axis");

    public static readonly CompositeOp Argmax = Extremum("Argmax", "largest", "argmax", Reductions.Max);

    public static readonly CompositeOp Argmin = Extremum("Argmin", "smallest", "argmin", Reductions.Min);

    public static readonly CompositeOp OneHot = new()
    {
        Surface = "OneHot", Accepts = Elements.Integer,
        Summary = "1 at the label and 0 elsewhere along a new last axis: labels of shape […] give […, classes], of the labels' element type.",
        Torch = "torch.nn.functional.one_hot(labels, classes)",
        Operands = [("labels", null)],
        Arguments = [new("classes", ArgumentKind.Size, "The size of the new axis; every label lies in [0, classes).")],
        IndexCheck = new(Operand: 0, Into: null, Axis.From("classes")),
        Domain = new(0, 4),
        Body = operands => new Map(Selection.Where, new Map(Comparisons.Equal, new Unsqueeze(operands[0], -1), new TensorExpr.Range("classes")), 1.0, 0.0),
    };

    static CompositeOp Extremum(string surface, string adjective, string torch, ReductionOp reduction) => new()
    {
        Surface = surface, Accepts = Elements.Numeric,
        Summary = $"Index of the {adjective} element, of the first where several are, of the first NaN where there is one. "
            + "Over several axes, or all, it counts in row-major order. An int tensor, where PyTorch's is int64.",
        Torch = $"torch.{torch}(x, axis, keepDims)",
        Operands = [("x", null)],
        Arguments = [Argument.Reduced],
        Domain = Domain.All,
        Body = operands =>
        {
            var x = operands[0];
            var best = new Reduce(reduction, x, Axis, keepDims: true);
            // NaN differs from itself; where there is one, the extremum is NaN and equals nothing.
            var isBest = new Map(Logic.LogicalOr, new Map(Comparisons.Equal, x, best), new Map(Comparisons.NotEqual, x, x));
            return new Reduce(Reductions.Min, new Map(Selection.Where, isBest, new IndexAlong(x, Axis), int.MaxValue), Axis, keepDims: true);
        },
    };
}
