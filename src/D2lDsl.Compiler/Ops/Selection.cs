using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Ops;

/// <summary>Choosing values, and cutting their gradient.</summary>
public static class Selection
{
    public static readonly SelectOp Where = new()
    {
        Surface = "Where", Accepts = Elements.All,
        Summary = "a where the condition is true and b elsewhere, element by element. The branch not taken receives a zero gradient.",
        Torch = "torch.where(condition, a, b)",
        Domain = Domain.All,
        Forward = Scalar.Select,
        VjpA = (dy, condition, a, b, y) => Scalar.Select(condition, dy, 0),
        VjpB = (dy, condition, a, b, y) => Scalar.Select(condition, 0, dy),
    };

    public static readonly UnaryOp Detach = new()
    {
        Surface = "Detach", Accepts = Elements.All,
        Summary = "The same values as a constant: no gradient flows back through it.",
        Torch = "x.detach()",
        Domain = Domain.All,
        Forward = x => x,
        Vjp = Zero.Unary("that is what it is for"),
    };

    public static readonly CompositeOp MaskedFill = new()
    {
        Surface = "MaskedFill", Accepts = Elements.All,
        Summary = "x, and a number where the mask is true, element by element; x and the mask broadcast. What is filled in has no gradient.",
        Torch = "torch.masked_fill(x, mask, value)",
        Operands = [("x", null), ("mask", ElementType.Bool)],
        Arguments = [new("value", ArgumentKind.Number, "The number; double.NegativeInfinity takes scores out of a softmax.")],
        Domain = Domain.All,
        Body = operands => new TensorExpr.Map(Selection.Where, operands[1], new TensorExpr.Parameter("value"), operands[0]),
    };

    public static readonly CompositeOp Lerp = new()
    {
        Surface = "Lerp",
        Summary = "From a to b by a weight, a + weight (b − a), element by element: a at 0, exactly b at 1; operands broadcast, and the weight may be a number.",
        Torch = "torch.lerp(a, b, weight)",
        Operands = [("a", null), ("b", null), ("weight", null)],
        Domain = Domain.All,
        Body = operands =>
        {
            var (a, b, weight) = (operands[0], operands[1], operands[2]);
            // From the nearer end, which is met exactly.
            var isNearA = new TensorExpr.Map(Comparisons.Less, new TensorExpr.Map(Arithmetic.Abs, weight), 0.5);
            return new TensorExpr.Map(Where, isNearA, a, b) + new TensorExpr.Map(Where, isNearA, weight, weight - 1.0) * (b - a);
        },
    };

    public static readonly CompositeOp Clamp = new()
    {
        Surface = "Clamp",
        Summary = "x, or the bound that it lies beyond, element by element; NaN stays NaN. Beyond a bound the gradient is 0, at it dy.",
        Torch = "torch.clamp(x, min, max)",
        Operands = [("x", null)],
        Arguments =
        [
            new("min", ArgumentKind.Number, "The lower bound.") { Default = double.NegativeInfinity },
            new("max", ArgumentKind.Number, "The upper bound.") { Default = double.PositiveInfinity },
        ],
        Domain = Domain.All,
        Body = operands =>
        {
            var (x, low, high) = (operands[0], new TensorExpr.Parameter("min"), new TensorExpr.Parameter("max"));
            var isInside = new TensorExpr.Map(Logic.LogicalAnd, new TensorExpr.Map(Comparisons.GreaterEqual, x, low), new TensorExpr.Map(Comparisons.LessEqual, x, high));
            var bound = new TensorExpr.Map(Arithmetic.Minimum, new TensorExpr.Map(Arithmetic.Maximum, x, low), high);
            return new TensorExpr.Map(Selection.Where, isInside, x, new TensorExpr.Map(Selection.Detach, bound));
        },
    };
}
