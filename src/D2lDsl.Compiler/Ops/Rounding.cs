using D2lDsl.Compiler.Ir;
using static D2lDsl.Compiler.Ops.TensorExpr;

namespace D2lDsl.Compiler.Ops;

/// <summary>Whole numbers near others.</summary>
public static class Rounding
{
    public static readonly UnaryOp Ceil = new()
    {
        Surface = "Ceil",
        Summary = "The smallest whole number not below x, element by element; its gradient is 0.",
        Torch = "torch.ceil(x)",
        Domain = Domain.All,
        Forward = x => -Scalar.Floor(-x),
        Vjp = Zero.Unary("piecewise constant"),
    };

    public static readonly CompositeOp Round = new()
    {
        Surface = "Round",
        Summary = "The nearest whole number, the even one of two equally near, element by element; its gradient is 0.",
        Torch = "torch.round(x)",
        Operands = [("x", null)],
        Domain = Domain.All,
        Body = operands =>
        {
            var below = new Map(Arithmetic.Floor, operands[0]);
            var rest = operands[0] - below;
            // Adding ½ before cutting off would round twice.
            var isOdd = new Map(Comparisons.NotEqual, below, 2.0 * new Map(Arithmetic.Floor, 0.5 * below));
            var isUp = new Map(Logic.LogicalOr, new Map(Comparisons.Greater, rest, 0.5),
                new Map(Logic.LogicalAnd, new Map(Comparisons.Equal, rest, 0.5), isOdd));
            return new Map(Selection.Where, isUp, below + 1.0, below);
        },
    };
}
