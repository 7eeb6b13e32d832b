using static D2lDsl.Compiler.Ir.Scalar;

namespace D2lDsl.Compiler.Ops;

/// <summary>Element-wise non-linearities of networks.</summary>
public static class Activations
{
    public static readonly UnaryOp Relu = new()
    {
        Surface = "Relu",
        Summary = "max(x, 0), element by element; the gradient at 0 is 0, NaN stays NaN.",
        Torch = "torch.relu(x)",
        Domain = Domain.NonZero,
        Forward = x => Maximum(x, 0),
        Vjp = (dy, x, y) => Select(y <= 0, 0, dy),
    };

    public static readonly UnaryOp Sigmoid = new()
    {
        Surface = "Sigmoid",
        Summary = "1 / (1 + e⁻ˣ), element by element.",
        Torch = "torch.sigmoid(x)",
        Domain = Domain.All,
        Forward = x => 1 / (1 + Exp(-x)),
        Vjp = (dy, x, y) => dy * (y * (1 - y)),
    };

    public static readonly UnaryOp Tanh = new()
    {
        Surface = "Tanh",
        Summary = "Hyperbolic tangent, element by element.",
        Torch = "torch.tanh(x)",
        Domain = Domain.All,
        Forward = x => Tanh(x),
        Vjp = (dy, x, y) => dy * (1 - y * y),
    };
}
