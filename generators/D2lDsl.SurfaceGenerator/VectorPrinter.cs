using System.Globalization;
using D2lDsl.Compiler.Ir;

namespace D2lDsl.SurfaceGenerator;

/// <summary>
/// Prints scalar expressions over vectors of a type parameter <c>N</c>; truth values are masks. The functions are those that compiled
/// kernels call.
/// </summary>
static class VectorPrinter
{
    public static string Print(Scalar scalar, IReadOnlyList<string> operands) => scalar switch
    {
        Scalar.Arg arg => operands[arg.Index],
        Scalar.Const number => Number(number.Value),
        Scalar.Apply apply => Apply(apply, [.. apply.Operands.Select(o => Print(o, operands))]),
        _ => throw Unknown(scalar),
    };

    static string Number(double value) => value switch
    {
        0 => "Vector512<N>.Zero",
        1 => "Vector512<N>.One",
        double.PositiveInfinity => "Wide.Number<N>(double.PositiveInfinity)",
        double.NegativeInfinity => "Wide.Number<N>(double.NegativeInfinity)",
        _ => $"Wide.Number<N>({value.ToString("R", CultureInfo.InvariantCulture)})",
    };

    static string Apply(Scalar.Apply apply, string[] operands) => apply.Primitive switch
    {
        Primitive.Add => Infix("+", operands),
        Primitive.Subtract => Infix("-", operands),
        Primitive.Multiply => Infix("*", operands),
        Primitive.Divide => Infix("/", operands),
        Primitive.And => Infix("&", operands),
        Primitive.Or => Infix("|", operands),
        Primitive.Negate => $"(-{operands[0]})",
        Primitive.Not => $"(~{operands[0]})",
        Primitive.Less => Call("Vector512.LessThan", operands),
        Primitive.LessOrEqual => Call("Vector512.LessThanOrEqual", operands),
        Primitive.Equal => Call("Vector512.Equals", operands),
        Primitive.Select => Call("Wide.Select", operands),
        Primitive.Cast => apply.Operands[0].IsBool ? $"Wide.Select({operands[0]}, Vector512<N>.One, Vector512<N>.Zero)" : operands[0],
        var function => Call($"Wide.{function}", operands),
    };

    static string Infix(string symbol, string[] operands) => $"({operands[0]} {symbol} {operands[1]})";

    static string Call(string function, string[] operands) => $"{function}({string.Join(", ", operands)})";

    static NotSupportedException Unknown(Scalar scalar) => new($"No vector form is known for {scalar}");
}
