using D2lDsl.Compiler.Ir;

namespace D2lDsl.EagerTests;

/// <summary>The value of a scalar expression, computed in double with the system's own functions; truth is 1, untruth 0.</summary>
static class ScalarValue
{
    public static double Of(Scalar scalar, params double[] operands) => scalar switch
    {
        Scalar.Arg arg => operands[arg.Index],
        Scalar.Const number => number.Value,
        Scalar.Apply apply => Apply(apply.Primitive, [.. apply.Operands.Select(operand => Of(operand, operands))]),
        _ => throw new InvalidOperationException(scalar.ToString()),
    };

    static double Apply(Primitive primitive, double[] x) => primitive switch
    {
        Primitive.Add => x[0] + x[1],
        Primitive.Subtract => x[0] - x[1],
        Primitive.Multiply => x[0] * x[1],
        Primitive.Divide => x[0] / x[1],
        Primitive.Negate => -x[0],
        Primitive.Abs => Math.Abs(x[0]),
        Primitive.Sqrt => Math.Sqrt(x[0]),
        Primitive.Exp => Math.Exp(x[0]),
        Primitive.Log => Math.Log(x[0]),
        Primitive.Tanh => Math.Tanh(x[0]),
        Primitive.Sin => Math.Sin(x[0]),
        Primitive.Cos => Math.Cos(x[0]),
        Primitive.Atan => Math.Atan(x[0]),
        Primitive.Erf => Erf(x[0]),
        Primitive.Power => Math.Pow(x[0], x[1]),
        Primitive.Floor => Math.Floor(x[0]),
        Primitive.Minimum => double.IsNaN(x[0]) || double.IsNaN(x[1]) ? double.NaN : x[0] < x[1] ? x[0] : x[1],
        Primitive.Maximum => double.IsNaN(x[0]) || double.IsNaN(x[1]) ? double.NaN : x[0] > x[1] ? x[0] : x[1],
        Primitive.Less => x[0] < x[1] ? 1 : 0,
        Primitive.LessOrEqual => x[0] <= x[1] ? 1 : 0,
        Primitive.Equal => x[0] == x[1] ? 1 : 0,
        Primitive.And => x[0] * x[1],
        Primitive.Or => Math.Max(x[0], x[1]),
        Primitive.Not => 1 - x[0],
        Primitive.Select => x[0] != 0 ? x[1] : x[2],
        Primitive.Cast => x[0],
        Primitive.Hash => Hash((uint)(int)x[0], (uint)(int)x[1]),
        _ => throw new InvalidOperationException(primitive.ToString()),
    };

    /// <summary>Three rounds, the key after the first.</summary>
    static double Hash(uint index, uint key)
    {
        uint a = (index ^ index / 131072) * 0xed5ad4bb ^ key ^ 0x9e3779b9;
        uint b = (a ^ a / 2048) * 0xac4c1b51;
        uint c = (b ^ b / 32768) * 0x31848bab;
        return (int)(c ^ c / 16384);
    }

    /// <summary>The integral itself, by Simpson's rule: slow and plainly right to about 1e-13.</summary>
    static double Erf(double x)
    {
        if (!double.IsFinite(x) || Math.Abs(x) > 7)
            return double.IsNaN(x) ? x : Math.Sign(x);
        const int steps = 4000;
        double width = x / steps, sum = 1 + Math.Exp(-x * x);
        for (int i = 1; i < steps; i++)
            sum += (i % 2 == 0 ? 2 : 4) * Math.Exp(-i * width * i * width);
        return sum * width / 3 * 2 / Math.Sqrt(Math.PI);
    }
}
