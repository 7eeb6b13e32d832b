using static D2lDsl.Compiler.Ir.Scalar;
using static D2lDsl.Compiler.Ops.TensorExpr;

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
        Gives = Meaning.Probability,
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

    public static readonly UnaryOp Silu = new()
    {
        Surface = "Silu",
        Summary = "x · sigmoid(x), element by element (swish).",
        Torch = "torch.nn.functional.silu(x)",
        Domain = Domain.All,
        Forward = x => x / (1 + Exp(-x)),
        Vjp = (dy, x, y) => dy * ((1 + x - y) / (1 + Exp(-x))),
    };

    public static readonly UnaryOp Gelu = new()
    {
        Surface = "Gelu",
        Summary = "x · Φ(x) with Φ the distribution function of the standard normal, element by element: the exact form.",
        Torch = "torch.nn.functional.gelu(x)",
        Domain = Domain.All,
        Forward = x => 0.5 * x * (1 + Erf(x * Math.Sqrt(0.5))),
        // The density is written with what erf is taken of: both come from one exponential.
        Vjp = (dy, x, y) => dy * (0.5 * (1 + Erf(x * Math.Sqrt(0.5))) + x * Exp(-(x * Math.Sqrt(0.5) * (x * Math.Sqrt(0.5)))) / Math.Sqrt(2 * Math.PI)),
    };

    // Those below use a value twice, which a body of ops shares and a formula of one element would compute again.
    public static readonly CompositeOp GeluTanh = new()
    {
        Surface = "GeluTanh",
        Summary = "½ x (1 + tanh(√(2/π) (x + 0.044715 x³))), element by element: the approximation of Gelu.",
        Torch = "torch.nn.functional.gelu(x, approximate='tanh')",
        Operands = [("x", null)],
        Domain = Domain.All,
        Body = operands =>
        {
            var x = operands[0];
            var cubic = x + 0.044715 * (x * x * x);
            return 0.5 * x * (1.0 + new Map(Tanh, Math.Sqrt(2 / Math.PI) * cubic));
        },
    };

    public static readonly CompositeOp Softplus = new()
    {
        Surface = "Softplus",
        Summary = "log(1 + eˣ), element by element, without overflow; x itself above 20.",
        Torch = "torch.nn.functional.softplus(x)",
        Operands = [("x", null)],
        Domain = Domain.All,
        Body = operands =>
        {
            var x = operands[0];
            // What is not selected must be finite too, or its gradient 0 · ∞ would be NaN.
            var bounded = new Map(Arithmetic.Minimum, x, 21.0);
            return new Map(Selection.Where, new Map(Comparisons.Greater, x, 20.0), x, new Map(Exponentials.Log1p, new Map(Exponentials.Exp, bounded)));
        },
    };

    public static readonly CompositeOp LogSigmoid = new()
    {
        Surface = "LogSigmoid",
        Summary = "log(1 / (1 + e⁻ˣ)), element by element, without overflow.",
        Torch = "torch.nn.functional.logsigmoid(x)",
        Gives = Meaning.LogProbability,
        Operands = [("x", null)],
        Domain = Domain.All,
        Body = operands => new Map(Arithmetic.Minimum, operands[0], 0.0)
            - new Map(Exponentials.Log1p, new Map(Exponentials.Exp, new Map(Arithmetic.Minimum, operands[0], -operands[0]))),
    };

    public static readonly CompositeOp Elu = new()
    {
        Surface = "Elu",
        Summary = "x above 0 and alpha · (eˣ − 1) elsewhere, element by element.",
        Torch = "torch.nn.functional.elu(x, alpha)",
        Operands = [("x", null)],
        Arguments = [new("alpha", ArgumentKind.Number, "What it tends to below 0, with the sign changed.") { Default = 1 }],
        Domain = Domain.NonZero,
        Body = operands =>
        {
            var x = operands[0];
            // What is not selected must be finite too, or its gradient 0 · ∞ would be NaN.
            var below = new Map(Exponentials.Expm1, new Map(Arithmetic.Minimum, x, 0.0));
            return new Map(Selection.Where, new Map(Comparisons.Greater, x, 0.0), x, new Parameter("alpha") * below);
        },
    };

    public static readonly CompositeOp LeakyRelu = new()
    {
        Surface = "LeakyRelu",
        Summary = "x above 0 and slope · x elsewhere, element by element.",
        Torch = "torch.nn.functional.leaky_relu(x, slope)",
        Operands = [("x", null)],
        Arguments = [new("slope", ArgumentKind.Number, "The slope below 0.") { Default = 0.01 }],
        Domain = Domain.NonZero,
        Body = operands => new Map(Selection.Where, new Map(Comparisons.Greater, operands[0], 0.0), operands[0], new Parameter("slope") * operands[0]),
    };
}
