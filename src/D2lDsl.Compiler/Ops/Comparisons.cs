using D2lDsl.Compiler.Ir;
using static D2lDsl.Compiler.Ir.Scalar;

namespace D2lDsl.Compiler.Ops;

/// <summary>Comparisons, element by element, to bool tensors. None has a gradient: each is piecewise constant.</summary>
public static class Comparisons
{
    public static readonly BinaryOp Less = Compare("Less", "<", "True where a is smaller than b.", (a, b) => a < b);

    public static readonly BinaryOp LessEqual = Compare("LessEqual", "<=", "True where a is smaller than or equal to b.", (a, b) => a <= b);

    public static readonly BinaryOp Greater = Compare("Greater", ">", "True where a is larger than b.", (a, b) => a > b);

    public static readonly BinaryOp GreaterEqual = Compare("GreaterEqual", ">=", "True where a is larger than or equal to b.", (a, b) => a >= b);

    public static readonly BinaryOp Equal = Compare("Equal", "==", "True where a equals b; never where either is NaN.", Scalar.Equal) with
    {
        Accepts = Elements.All, OnBool = (a, b) => (a & b) | !(a | b),
    };

    public static readonly BinaryOp NotEqual = Compare("NotEqual", "!=", "True where a differs from b, or either is NaN.", (a, b) => !Scalar.Equal(a, b)) with
    {
        Accepts = Elements.All, OnBool = Logic.LogicalXor.Forward,
    };

    public static readonly UnaryOp IsNan = Classify("IsNan", "True where x is NaN, not a number.", "isnan", x => !Scalar.Equal(x, x));

    public static readonly UnaryOp IsInf = Classify("IsInf", "True where x is +∞ or −∞.", "isinf", x => Scalar.Equal(Abs(x), double.PositiveInfinity));

    public static readonly UnaryOp IsFinite = Classify("IsFinite", "True where x is neither NaN nor infinite.", "isfinite", x => Abs(x) < double.PositiveInfinity);

    static UnaryOp Classify(string surface, string summary, string torch, Func<Scalar, Scalar> forward) => new()
    {
        Surface = surface, IsComparison = true,
        Summary = summary,
        Torch = $"torch.{torch}(x)",
        Domain = Domain.All,
        Forward = forward,
        Vjp = Zero.Unary("piecewise constant"),
    };

    static BinaryOp Compare(string surface, string symbol, string summary, Func<Scalar, Scalar, Scalar> forward) => new()
    {
        Surface = surface, Symbol = symbol, Accepts = Elements.Numeric, IsComparison = true,
        Summary = summary,
        Torch = $"a {symbol} b",
        Domain = Domain.All,
        Forward = forward,
        VjpA = Zero.Binary("piecewise constant"),
        VjpB = Zero.Binary("piecewise constant"),
    };
}
