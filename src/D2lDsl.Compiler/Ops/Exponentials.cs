using D2lDsl.Compiler.Ir;
using static D2lDsl.Compiler.Ir.Scalar;

namespace D2lDsl.Compiler.Ops;

/// <summary>Exponential, logarithm, and functions defined by integrals and circles.</summary>
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

    public static readonly UnaryOp Log2 = new()
    {
        Surface = "Log2",
        Summary = "Logarithm to base 2, element by element; −∞ at 0 and NaN below.",
        Torch = "torch.log2(x)",
        Domain = Domain.Positive,
        Forward = x => Log(x) * (1 / Math.Log(2)),
        Vjp = (dy, x, y) => dy / (x * Math.Log(2)),
    };

    public static readonly UnaryOp Log10 = new()
    {
        Surface = "Log10",
        Summary = "Logarithm to base 10, element by element; −∞ at 0 and NaN below.",
        Torch = "torch.log10(x)",
        Domain = Domain.Positive,
        Forward = x => Log(x) * (1 / Math.Log(10)),
        Vjp = (dy, x, y) => dy / (x * Math.Log(10)),
    };

    public static readonly UnaryOp Exp2 = new()
    {
        Surface = "Exp2",
        Summary = "2 to the power of x, element by element.",
        Torch = "torch.exp2(x)",
        Domain = Domain.All,
        Forward = x => Power(2, x),
        Vjp = (dy, x, y) => dy * y * Math.Log(2),
    };

    public static readonly UnaryOp Log1p = new()
    {
        Surface = "Log1p",
        Summary = "log(1 + x), element by element, exact also where x is tiny; −∞ at −1 and NaN below.",
        Torch = "torch.log1p(x)",
        Domain = new(-0.8, 3),
        // Rounding 1 + x loses digits of x; the quotient of x and what was added makes up for just that.
        Forward = x => Select(Equal(1 + x, 1), x, Log(1 + x) * Select(Equal(1 + x, x), 1, x / (1 + x - 1))),
        Vjp = (dy, x, y) => dy / (1 + x),
    };

    public static readonly UnaryOp Expm1 = new()
    {
        Surface = "Expm1",
        Summary = "eˣ − 1, element by element, exact also where x is tiny.",
        Torch = "torch.expm1(x)",
        Domain = Domain.All,
        // eˣ − 1 = 2t / (1 − t) with t = tanh(x/2), in which nothing cancels near 0.
        Forward = x => Select(Abs(x) < 1, 2 / (1 / Tanh(x / 2) - 1), Exp(x) - 1),
        Vjp = (dy, x, y) => dy * (y + 1),
    };

    public static readonly UnaryOp Sin = new()
    {
        Surface = "Sin",
        Summary = "Sine of x in radians, element by element.",
        Torch = "torch.sin(x)",
        Domain = Domain.All,
        Forward = x => Sin(x),
        Vjp = (dy, x, y) => dy * Cos(x),
    };

    public static readonly UnaryOp Cos = new()
    {
        Surface = "Cos",
        Summary = "Cosine of x in radians, element by element.",
        Torch = "torch.cos(x)",
        Domain = Domain.All,
        Forward = x => Cos(x),
        Vjp = (dy, x, y) => -(dy * Sin(x)),
    };

    public static readonly UnaryOp Tan = new()
    {
        Surface = "Tan",
        Summary = "Tangent of x in radians, element by element.",
        Torch = "torch.tan(x)",
        Domain = new(-1.3, 1.3),
        Forward = x => Sin(x) / Cos(x),
        Vjp = (dy, x, y) => dy * (1 + y * y),
    };

    public static readonly UnaryOp Atan = new()
    {
        Surface = "Atan",
        Summary = "The angle in radians, from −π/2 to π/2, whose tangent is x, element by element.",
        Torch = "torch.atan(x)",
        Domain = Domain.All,
        Forward = x => Atan(x),
        Vjp = (dy, x, y) => dy / (1 + x * x),
    };

    public static readonly UnaryOp Asin = new()
    {
        Surface = "Asin",
        Summary = "The angle in radians, from −π/2 to π/2, whose sine is x, element by element; NaN where x is not from −1 to 1. Its gradient at ±1 is infinite.",
        Torch = "torch.asin(x)",
        Domain = new(-0.9, 0.9),
        // 1 − x² as a product, in which nothing cancels near ±1.
        Forward = x => Atan(x / Sqrt((1 - x) * (1 + x))),
        Vjp = (dy, x, y) => dy / Sqrt((1 - x) * (1 + x)),
    };

    public static readonly UnaryOp Acos = new()
    {
        Surface = "Acos",
        Summary = "The angle in radians, from 0 to π, whose cosine is x, element by element; NaN where x is not from −1 to 1. Its gradient at ±1 is infinite.",
        Torch = "torch.acos(x)",
        Domain = new(-0.9, 0.9),
        Forward = x => 2 * Atan(Sqrt((1 - x) / (1 + x))),
        Vjp = (dy, x, y) => -dy / Sqrt((1 - x) * (1 + x)),
    };

    public static readonly BinaryOp Atan2 = new()
    {
        Surface = "Atan2",
        Summary = "The angle in radians, from −π to π, at which the point with the ordinate a and the abscissa b lies, element by element; 0 or ±π where both are 0.",
        Torch = "torch.atan2(a, b)",
        Domain = Domain.NonZero,
        Forward = (a, b) =>
        {
            // The angle from the nearer half of the first axis; 1/−0 tells the sign of a zero.
            var ratio = Select(Equal(a, 0) & Equal(b, 0), 0, Select(Equal(Abs(a), double.PositiveInfinity) & Equal(Abs(b), double.PositiveInfinity), 1, Abs(a) / Abs(b)));
            return Select(IsNegative(a), -1, 1) * Abs(Select(IsNegative(b), Math.PI, 0) - Atan(ratio));
        },
        VjpA = (dy, a, b, y) => dy * b * (1 / (a * a + b * b)),
        VjpB = (dy, a, b, y) => dy * -a * (1 / (a * a + b * b)),
    };

    static Scalar IsNegative(Scalar x) => (x < 0) | (Equal(x, 0) & (1 / x < 0));

    public static readonly UnaryOp Sinh = new()
    {
        Surface = "Sinh",
        Summary = "Hyperbolic sine (eˣ − e^−x) / 2, element by element, exact also where x is tiny.",
        Torch = "torch.sinh(x)",
        Domain = Domain.All,
        // 2t / (1 − t²) with t = tanh(x/2) near 0, where the difference would lose digits.
        Forward = x => Select(Abs(x) < 1, 2 * Tanh(x / 2) / (1 - Tanh(x / 2) * Tanh(x / 2)), HalfPower(x) - HalfPower(-x)),
        Vjp = (dy, x, y) => dy * (HalfPower(x) + HalfPower(-x)),
    };

    public static readonly UnaryOp Cosh = new()
    {
        Surface = "Cosh",
        Summary = "Hyperbolic cosine (eˣ + e^−x) / 2, element by element.",
        Torch = "torch.cosh(x)",
        Domain = Domain.All,
        Forward = x => HalfPower(x) + HalfPower(-x),
        Vjp = (dy, x, y) => dy * Select(Abs(x) < 1, 2 * Tanh(x / 2) / (1 - Tanh(x / 2) * Tanh(x / 2)), HalfPower(x) - HalfPower(-x)),
    };

    /// <summary>eˣ / 2, which is finite where eˣ just is not.</summary>
    static Scalar HalfPower(Scalar x) => 0.5 * Exp(x / 2) * Exp(x / 2);

    public static readonly UnaryOp Erf = new()
    {
        Surface = "Erf",
        Summary = "The error function 2/√π ∫₀ˣ e^(−t²) dt, element by element.",
        Torch = "torch.erf(x)",
        Domain = Domain.All,
        Forward = x => Erf(x),
        Vjp = (dy, x, y) => dy * (2 / Math.Sqrt(Math.PI)) * Exp(-(x * x)),
    };
}
