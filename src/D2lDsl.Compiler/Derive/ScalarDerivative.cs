using D2lDsl.Compiler.Ir;
using static D2lDsl.Compiler.Ir.Scalar;

namespace D2lDsl.Compiler.Derive;

/// <summary>Differentiates a scalar expression by its operands: one rule per primitive, and the chain rule.</summary>
public static class ScalarDerivative
{
    /// <summary>∂expression/∂operand, or null where it is zero everywhere.</summary>
    public static Scalar? Of(Scalar expression, int operand)
    {
        if (expression is Arg arg)
            return arg.Index == operand ? 1 : null;
        if (expression is not Apply apply)
            return null;
        Scalar? sum = null;
        for (var i = 0; i < apply.Operands.Count; i++)
            if (Of(apply.Operands[i], operand) is { } inner && Partial(apply, i) is { } outer)
            {
                var term = inner is Const { Value: 1 } ? outer : outer is Const { Value: 1 } ? inner : outer * inner;
                sum = sum is null ? term : sum + term;
            }
        return sum;
    }

    /// <summary>The derivative of a primitive by its i-th operand.</summary>
    static Scalar? Partial(Apply y, int i)
    {
        var (a, b) = (y.Operands[0], y.Operands.Count > 1 ? y.Operands[1] : 0.0);
        return y.Primitive switch
        {
            Primitive.Add => 1,
            Primitive.Subtract => i == 0 ? 1 : -1,
            Primitive.Multiply => i == 0 ? b : a,
            Primitive.Divide => i == 0 ? 1 / b : -y / b,
            Primitive.Negate => -1,
            Primitive.Abs => Select(a < 0, -1, Select(a > 0, 1, 0)),
            Primitive.Sqrt => 1 / (2 * y),
            Primitive.Exp => y,
            Primitive.Log => 1 / a,
            Primitive.Tanh => 1 - y * y,
            Primitive.Sin => Cos(a),
            Primitive.Cos => -Sin(a),
            Primitive.Erf => 2 / Math.Sqrt(Math.PI) * Exp(-(a * a)),
            Primitive.Power => i == 0 ? Select(Equal(b, 0), 0, b * Power(a, b - 1)) : Select(Equal(a, 0) & (b >= 0), 0, y * Log(a)),
            Primitive.Minimum => Extremum(a, b, i, a < b, b < a),
            Primitive.Maximum => Extremum(a, b, i, a > b, b > a),
            Primitive.Select => i == 0 ? null : i == 1 ? Select(a, 1, 0) : Select(a, 0, 1),
            Primitive.Cast => 1,
            Primitive.Floor or Primitive.Less or Primitive.LessOrEqual or Primitive.Equal or Primitive.And or Primitive.Or or Primitive.Not => null,
            _ => throw new InvalidOperationException($"{y.Primitive} has no derivative rule."),
        };
    }

    static Scalar Extremum(Scalar a, Scalar b, int i, Scalar first, Scalar second) =>
        Select(Equal(a, b), 0.5, Select(i == 0 ? first : second, 1, 0));
}
