using D2lDsl.Compiler.Ir;
using static D2lDsl.Compiler.Ir.Scalar;

namespace D2lDsl.Compiler.Ops;

/// <summary>Arithmetic, element by element.</summary>
public static class Arithmetic
{
    public static readonly BinaryOp Add = new()
    {
        Surface = "Add", Symbol = "+", Accepts = Elements.Numeric,
        Summary = "Sum of two tensors, element by element.",
        Torch = "a + b",
        Domain = Domain.All,
        Forward = (a, b) => a + b,
        VjpA = (dy, a, b, y) => dy,
        VjpB = (dy, a, b, y) => dy,
    };

    public static readonly BinaryOp Subtract = new()
    {
        Surface = "Subtract", Symbol = "-", Accepts = Elements.Numeric,
        Summary = "Difference of two tensors, element by element.",
        Torch = "a - b",
        Domain = Domain.All,
        Forward = (a, b) => a - b,
        VjpA = (dy, a, b, y) => dy,
        VjpB = (dy, a, b, y) => -dy,
    };

    public static readonly BinaryOp Multiply = new()
    {
        Surface = "Multiply", Symbol = "*", Accepts = Elements.Numeric,
        Summary = "Product of two tensors, element by element (the Hadamard product; the matrix product is MatMul).",
        Torch = "a * b",
        Domain = Domain.All,
        Forward = (a, b) => a * b,
        VjpA = (dy, a, b, y) => dy * b,
        VjpB = (dy, a, b, y) => dy * a,
    };

    public static readonly BinaryOp Divide = new()
    {
        Surface = "Divide", Symbol = "/", Accepts = Elements.Floating,
        Summary = "Quotient of two tensors, element by element.",
        Torch = "a / b",
        Domain = Domain.All,
        DomainB = Domain.NonZero,
        Forward = (a, b) => a / b,
        VjpA = (dy, a, b, y) => dy / b,
        VjpB = (dy, a, b, y) => -(dy * y) / b,
    };

    public static readonly UnaryOp Negate = new()
    {
        Surface = "Negate", Symbol = "-", Accepts = Elements.Numeric,
        Summary = "−x, element by element.",
        Torch = "-x",
        Domain = Domain.All,
        Forward = x => -x,
        Vjp = (dy, x, y) => -dy,
    };

    public static readonly UnaryOp Abs = new()
    {
        Surface = "Abs", Accepts = Elements.Numeric,
        Summary = "Absolute value, element by element; the gradient at 0 is 0.",
        Torch = "torch.abs(x)",
        Domain = Domain.NonZero,
        Forward = x => Abs(x),
        Vjp = (dy, x, y) => Select(x < 0, -dy, Select(x > 0, dy, 0)),
    };

    public static readonly UnaryOp Square = new()
    {
        Surface = "Square", Accepts = Elements.Numeric,
        Summary = "x², element by element.",
        Torch = "torch.square(x)",
        Domain = Domain.All,
        Forward = x => x * x,
        Vjp = (dy, x, y) => dy * 2 * x,
    };

    public static readonly UnaryOp Sqrt = new()
    {
        Surface = "Sqrt",
        Summary = "Square root, element by element; NaN below 0, and an infinite gradient at 0.",
        Torch = "torch.sqrt(x)",
        Domain = Domain.Positive,
        Forward = x => Sqrt(x),
        Vjp = (dy, x, y) => dy / (2 * y),
    };

    public static readonly UnaryOp Reciprocal = new()
    {
        Surface = "Reciprocal",
        Summary = "1 / x, element by element.",
        Torch = "torch.reciprocal(x)",
        Domain = new(-3, -0.2),
        Forward = x => 1 / x,
        Vjp = (dy, x, y) => -dy * y * y,
    };

    public static readonly UnaryOp Rsqrt = new()
    {
        Surface = "Rsqrt",
        Summary = "1 / √x, element by element; infinite at 0 and NaN below.",
        Torch = "torch.rsqrt(x)",
        Domain = Domain.Positive,
        Forward = x => 1 / Sqrt(x),
        Vjp = (dy, x, y) => -0.5 * dy * (y * y * y),
    };

    public static readonly UnaryOp Floor = new()
    {
        Surface = "Floor",
        Summary = "The largest whole number not above x, element by element; its gradient is 0.",
        Torch = "torch.floor(x)",
        Domain = Domain.All,
        Forward = x => Floor(x),
        Vjp = Zero.Unary("piecewise constant"),
    };

    public static readonly UnaryOp Sign = new()
    {
        Surface = "Sign", Accepts = Elements.Numeric,
        Summary = "1 above 0, −1 below, 0 at 0 and for NaN, element by element; its gradient is 0.",
        Torch = "torch.sign(x)",
        Domain = Domain.NonZero,
        Forward = x => Cast(x > 0) - Cast(x < 0),
        Vjp = Zero.Unary("piecewise constant"),
    };

    public static readonly BinaryOp Pow = new()
    {
        Surface = "Pow",
        Summary = "a to the power of b, element by element.",
        Torch = "torch.pow(a, b)",
        Domain = Domain.Positive,
        DomainB = Domain.All,
        Forward = (a, b) => Power(a, b),
        VjpA = (dy, a, b, y) => Select(Equal(b, 0), 0, dy * b * Power(a, b - 1)),
        VjpB = (dy, a, b, y) => Select(Equal(a, 0) & (b >= 0), 0, dy * y * Log(a)),
    };

    public static readonly BinaryOp Hypot = new()
    {
        Surface = "Hypot",
        Summary = "√(a² + b²), element by element, also where a square would overflow; infinite where one of them is. As in PyTorch its gradient where both are 0 is NaN.",
        Torch = "torch.hypot(a, b)",
        Domain = Domain.NonZero,
        Forward = (a, b) =>
        {
            var (large, small) = (Maximum(Abs(a), Abs(b)), Minimum(Abs(a), Abs(b)));
            var isInfinite = Equal(Abs(a), double.PositiveInfinity) | Equal(Abs(b), double.PositiveInfinity);
            return Select(isInfinite, double.PositiveInfinity, Select(Equal(large, 0), 0, large * Sqrt(1 + small / large * (small / large))));
        },
        VjpA = (dy, a, b, y) => dy * (a / y),
        VjpB = (dy, a, b, y) => dy * (b / y),
    };

    public static readonly BinaryOp Maximum = new()
    {
        Surface = "Maximum", Accepts = Elements.Numeric,
        Summary = "The larger of two, element by element; NaN where either is NaN. Equal operands share the gradient; beside NaN both receive all of it.",
        Torch = "torch.maximum(a, b)",
        Domain = new(-3, 0.9),
        DomainB = new(1.1, 3),
        Forward = (a, b) => Maximum(a, b),
        VjpA = (dy, a, b, y) => Select(Equal(a, b), dy / 2, Select(a < b, 0, dy)),
        VjpB = (dy, a, b, y) => Select(Equal(a, b), dy / 2, Select(b < a, 0, dy)),
    };

    public static readonly BinaryOp Minimum = new()
    {
        Surface = "Minimum", Accepts = Elements.Numeric,
        Summary = "The smaller of two, element by element; NaN where either is NaN. Equal operands share the gradient; beside NaN both receive all of it.",
        Torch = "torch.minimum(a, b)",
        Domain = new(-3, 0.9),
        DomainB = new(1.1, 3),
        Forward = (a, b) => Minimum(a, b),
        VjpA = (dy, a, b, y) => Select(Equal(a, b), dy / 2, Select(a > b, 0, dy)),
        VjpB = (dy, a, b, y) => Select(Equal(a, b), dy / 2, Select(b > a, 0, dy)),
    };
}
