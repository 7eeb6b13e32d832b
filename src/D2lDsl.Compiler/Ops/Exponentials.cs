using static D2lDsl.Compiler.Ir.Scalar;

namespace D2lDsl.Compiler.Ops;

/// <summary>Exponential and logarithm.</summary>
public static class Exponentials
{
    public static readonly UnaryOp Exp = new()
    {
        Surface = "Exp",
        Summary = "e to the power of x, element by element.",
        Torch = "torch.exp(x)",
        Domain = Domain.All,
        Forward = x => Exp(x),
        Vjp = (dy, x, y) => dy * y,
    };

    public static readonly UnaryOp Log = new()
    {
        Surface = "Log",
        Summary = "Natural logarithm, element by element; −∞ at 0 and NaN below.",
        Torch = "torch.log(x)",
        Domain = Domain.Positive,
        Forward = x => Log(x),
        Vjp = (dy, x, y) => dy / x,
    };
}
