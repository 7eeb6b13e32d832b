using D2lDsl.Compiler.Ir;
using static D2lDsl.Compiler.Ops.TensorExpr;

namespace D2lDsl.Compiler.Ops;

/// <summary>Logic on bool tensors, element by element or of all together. The operators are those of Tensor&lt;T&gt;, which take bits of integers too when run eagerly.</summary>
public static class Logic
{
    public static readonly BinaryOp LogicalAnd = new()
    {
        Surface = "LogicalAnd", Symbol = "&", Accepts = Elements.Bool, IsComparison = true,
        Summary = "True where a and b both are.",
        Torch = "torch.logical_and(a, b)",
        Domain = Domain.All,
        Forward = (a, b) => a & b,
        VjpA = Zero.Binary("bool tensors have no gradient"),
        VjpB = Zero.Binary("bool tensors have no gradient"),
    };

    public static readonly BinaryOp LogicalOr = new()
    {
        Surface = "LogicalOr", Symbol = "|", Accepts = Elements.Bool, IsComparison = true,
        Summary = "True where a or b is, or both are.",
        Torch = "torch.logical_or(a, b)",
        Domain = Domain.All,
        Forward = (a, b) => a | b,
        VjpA = Zero.Binary("bool tensors have no gradient"),
        VjpB = Zero.Binary("bool tensors have no gradient"),
    };

    public static readonly BinaryOp LogicalXor = new()
    {
        Surface = "LogicalXor", Symbol = "^", Accepts = Elements.Bool, IsComparison = true,
        Summary = "True where a and b differ.",
        Torch = "torch.logical_xor(a, b)",
        Domain = Domain.All,
        Forward = (a, b) => (a | b) & !(a & b),
        VjpA = Zero.Binary("bool tensors have no gradient"),
        VjpB = Zero.Binary("bool tensors have no gradient"),
    };

    public static readonly UnaryOp LogicalNot = new()
    {
        Surface = "LogicalNot", Symbol = "!", Accepts = Elements.Bool, IsComparison = true,
        Summary = "True where x is false.",
        Torch = "torch.logical_not(x)",
        Domain = Domain.All,
        Forward = x => !x,
        Vjp = Zero.Unary("bool tensors have no gradient"),
    };

    public static readonly CompositeOp Any = Quantifier("Any", "True where any element is, or differs from 0; false where there are none.", "any",
        isTrue => new Map(Comparisons.NotEqual, Count(isTrue, 1, 0), 0.0));

    public static readonly CompositeOp All = Quantifier("All", "True where all elements are, or differ from 0; also where there are none.", "all",
        isTrue => new Map(Comparisons.Equal, Count(isTrue, 0, 1), 0.0));

    static CompositeOp Quantifier(string surface, string summary, string torch, Func<TensorExpr, TensorExpr> body) => new()
    {
        Surface = surface, Accepts = Elements.All,
        Summary = summary + " A bool tensor.",
        Torch = $"torch.{torch}(x, axis, keepDims)",
        Operands = [("x", null)],
        Arguments = [Argument.Reduced],
        Domain = Domain.All,
        Body = operands => body(new Map(Comparisons.NotEqual, operands[0], 0.0)),
    };

    /// <summary>How many elements are true or untrue, as one of both counts.</summary>
    static Reduce Count(TensorExpr isTrue, int whenTrue, int whenFalse) => new(Reductions.Sum,
        new Map(Selection.Where, isTrue, new Number(whenTrue, ElementType.Int), new Number(whenFalse, ElementType.Int)), Axis.From("axis"), keepDims: true);
}
