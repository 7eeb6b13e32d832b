using D2lDsl.Compiler.Ir;
using static D2lDsl.Compiler.Ir.Scalar;

namespace D2lDsl.Compiler.Derive;

/// <summary>Differentiates a scalar expression: one rule per primitive, and the chain rule.</summary>
public static class ScalarDerivative
{
    /// <summary>How the expression changes when its operands change by these; null where it does not.</summary>
    public static Scalar? Along(Scalar expression, Func<int, Scalar?> change)
    {
        if (expression is Arg arg)
            return change(arg.Index);
        if (expression is not Apply apply)
            return null;
        var changes = apply.Operands.Select(o => Along(o, change)).ToArray();
        if (changes.All(c => c is null))
            return null;
        switch (apply.Primitive)
        {
            // What is not chosen must not count, not even as 0 · ∞.
            case Primitive.Select:
                return changes[1] is null && changes[2] is null ? null : Select(apply.Operands[0], changes[1] ?? 0, changes[2] ?? 0);
            case Primitive.Cast:
                return Cast(changes[0]!);
        }
        Scalar? sum = null;
        for (var i = 0; i < changes.Length; i++)
            if (changes[i] is { } inner && Partial(apply, i) is { } outer)
            {
                var term = inner is Const { Value: 1 } ? outer : outer switch
                {
                    Const { Value: 1 } => inner,
                    Const { Value: -1 } => -inner,
                    _ => inner * outer,
                };
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
            Primitive.Atan => 1 / (1 + a * a),
            Primitive.Erf => 2 / Math.Sqrt(Math.PI) * Exp(-(a * a)),
            Primitive.Power => i == 0 ? Select(Equal(b, 0), 0, b * Power(a, b - 1)) : Select(Equal(a, 0) & (b >= 0), 0, y * Log(a)),
            Primitive.Minimum => Extremum(a, b, i, a < b, b < a),
            Primitive.Maximum => Extremum(a, b, i, a > b, b > a),
            Primitive.Floor or Primitive.Hash or Primitive.Less or Primitive.LessOrEqual or Primitive.Equal or Primitive.And or Primitive.Or or Primitive.Not => null,
            _ => throw new InvalidOperationException($"{y.Primitive} has no derivative rule."),
        };
    }

    static Scalar Extremum(Scalar a, Scalar b, int i, Scalar first, Scalar second) =>
        Select(Equal(a, b), 0.5, Select(i == 0 ? first : second, 1, 0));
}
