using D2lDsl.Compiler.Ir;
using static D2lDsl.Compiler.Ir.Scalar;

namespace D2lDsl.Compiler.Simplify;

/// <summary>Rewrites of scalar expressions that keep every value, NaN and infinities included (so 0·x stays).</summary>
public static class ScalarRules
{
    public static Scalar Simplify(Scalar expression)
    {
        if (expression is not Apply apply)
            return expression;
        var operands = apply.Operands.Select(Simplify).ToArray();
        return Fold(apply.Primitive, operands) ?? Identity(apply.Primitive, operands) ?? apply with { Operands = new(operands) };
    }

    static Scalar? Fold(Primitive primitive, Scalar[] operands)
    {
        if (!operands.All(o => o is Const))
            return null;
        var (a, b) = (((Const)operands[0]).Value, operands.Length > 1 ? ((Const)operands[1]).Value : 0);
        // Only what is exact in every element type, or what a compiler of C# would fold too.
        return primitive switch
        {
            Primitive.Add => a + b,
            Primitive.Subtract => a - b,
            Primitive.Multiply => a * b,
            Primitive.Negate => -a,
            Primitive.Abs => Math.Abs(a),
            Primitive.Divide when b != 0 && IsPowerOfTwo(b) => a / b,
            Primitive.Less => Truth(a < b),
            Primitive.LessOrEqual => Truth(a <= b),
            Primitive.Equal => Truth(a == b),
            _ => null,
        };
    }

    static Scalar Truth(bool truth) => truth ? 1 : 0;

    static bool IsPowerOfTwo(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        return (bits & 0xFFFFFFFFFFFFF) == 0;
    }

    static Scalar? Identity(Primitive primitive, Scalar[] operands)
    {
        var a = operands[0];
        var b = operands.Length > 1 ? operands[1] : a;
        return primitive switch
        {
            Primitive.Select when a is Const condition => condition.Value != 0 ? b : operands[2],
            Primitive.Multiply when Is(a, 1) => b,
            Primitive.Multiply when Is(b, 1) => a,
            Primitive.Multiply when Is(a, -1) => Simplify(-b),
            Primitive.Multiply when Is(b, -1) => Simplify(-a),
            Primitive.Divide when Is(b, 1) => a,
            // Halving is exact: a multiplication costs less.
            Primitive.Divide when b is Const { Value: not 0 } c && IsPowerOfTwo(c.Value) => a * (1 / c.Value),
            Primitive.Add when Is(a, 0) => b,
            Primitive.Add or Primitive.Subtract when Is(b, 0) => a,
            Primitive.Subtract when Is(a, 0) => -b,
            Primitive.Negate when a is Apply { Primitive: Primitive.Negate } inner => inner.Operands[0],
            Primitive.Not when a is Apply { Primitive: Primitive.Not } inner => inner.Operands[0],
            // c₁ · (c₂ · x) = (c₁c₂) · x where a factor is a power of two, so that no rounding changes.
            Primitive.Multiply when a is Const c && b is Apply { Primitive: Primitive.Multiply } m && m.Operands[0] is Const d
                && (IsPowerOfTwo(c.Value) || IsPowerOfTwo(d.Value)) => Simplify(c.Value * d.Value * m.Operands[1]),
            Primitive.Multiply when b is Const && a is not Const => Simplify(b * a),
            _ => null,
        };
    }

    static bool Is(Scalar expression, double value) => expression is Const constant && constant.Value == value;
}
