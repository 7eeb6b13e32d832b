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
}
