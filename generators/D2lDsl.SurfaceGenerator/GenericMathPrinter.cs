using System.Globalization;
using D2lDsl.Compiler.Ir;

namespace D2lDsl.SurfaceGenerator;

/// <summary>Prints scalar expressions in C#'s generic math over a type parameter, here always called <c>N</c>.</summary>
static class GenericMathPrinter
{
    /// <summary>The type parameter's constraint, as narrow as the element types allow; none where bools are among them.</summary>
    public static string Constraint(Elements accepts) => accepts switch
    {
        Elements.Floating => "unmanaged, IFloatingPointIeee754<N>",
        Elements.Integer or Elements.Int => "unmanaged, IBinaryInteger<N>",
        Elements.Numeric => "unmanaged, INumber<N>",
        _ => "unmanaged",
    };

    public static string Print(Scalar scalar, IReadOnlyList<string> operands) => scalar switch
    {
        Scalar.Arg arg => operands[arg.Index],
        Scalar.Const number => Number(number.Value),
        Scalar.Apply apply => Apply(apply, [.. apply.Operands.Select(o => Print(o, operands))]),
        _ => throw Unknown(scalar),
    };

    static string Number(double value) => value switch
    {
        0 => "N.Zero",
        1 => "N.One",
        double.PositiveInfinity => "N.PositiveInfinity",
        double.NegativeInfinity => "N.NegativeInfinity",
        _ => $"N.CreateTruncating({value.ToString("R", CultureInfo.InvariantCulture)})",
    };

    static string Apply(Scalar.Apply apply, string[] operands) => apply.Primitive switch
    {
        Primitive.Add => Infix("+", operands),
        Primitive.Subtract => Infix("-", operands),
        Primitive.Multiply => Infix("*", operands),
        Primitive.Divide => Infix("/", operands),
        Primitive.Less => Infix("<", operands),
        Primitive.LessOrEqual => Infix("<=", operands),
        Primitive.Equal => Infix("==", operands),
        Primitive.And => Infix("&", operands),
        Primitive.Or => Infix("|", operands),
        Primitive.Negate => $"(-{operands[0]})",
        Primitive.Not => $"(!{operands[0]})",
        Primitive.Select => $"Elementary.Select({operands[0]}, {operands[1]}, {operands[2]})",
        Primitive.Cast => apply.Operands[0].IsBool ? $"({operands[0]} ? N.One : N.Zero)" : operands[0],
        // Generic math has no error function, and its Abs throws on the smallest integer where PyTorch wraps.
        Primitive.Abs => $"Elementary.Abs({operands[0]})",
        Primitive.Erf => $"Elementary.Erf({operands[0]})",
        Primitive.Power => $"N.Pow({operands[0]}, {operands[1]})",
        // N.Min and N.Max give NaN where either operand is NaN, as PyTorch does.
        Primitive.Minimum => $"N.Min({operands[0]}, {operands[1]})",
        Primitive.Maximum => $"N.Max({operands[0]}, {operands[1]})",
        Primitive.Sqrt or Primitive.Exp or Primitive.Log or Primitive.Tanh or Primitive.Sin or Primitive.Cos or Primitive.Atan or Primitive.Floor =>
            $"N.{apply.Primitive}({operands[0]})",
        _ => throw Unknown(apply),
    };

    static string Infix(string symbol, string[] operands) => $"({operands[0]} {symbol} {operands[1]})";

    static NotSupportedException Unknown(Scalar scalar) => new($"No generic math is known for {scalar}");
}
