using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Rules;

/// <summary>Works signs out from how values were made.</summary>
public static class Signs
{
    static readonly Dictionary<Op, Func<OpCall, Sign>> Known = new()
    {
        [Exponentials.Exp] = _ => Sign.Positive,
        [Activations.Sigmoid] = _ => Sign.Positive,
        [Activations.Softplus] = _ => Sign.Positive,
        [Normalizations.Softmax] = _ => Sign.Positive,
        [Activations.Relu] = AtLeastZero,
        [Arithmetic.Abs] = AtLeastZero,
        [Arithmetic.Square] = AtLeastZero,
        [Arithmetic.Sqrt] = AtLeastZero,
        [Reductions.Norm] = _ => Sign.NonNegative,
        [Statistics.Var] = _ => Sign.NonNegative,
        [Statistics.Std] = _ => Sign.NonNegative,
        [Losses.MseLoss] = _ => Sign.NonNegative,
        [Reductions.Sum] = OfX,
        [Reductions.Mean] = OfX,
        [Reductions.Max] = OfX,
        [Reductions.Min] = OfX,
        [Selection.Detach] = OfX,
        [Arithmetic.Add] = call => Larger(call, both: true),
        [Arithmetic.Maximum] = call => Larger(call, both: false),
        [Arithmetic.Minimum] = call => Smaller(call.Operands),
        [Arithmetic.Divide] = call => Smaller(call.Operands),
        [Selection.Clamp] = call => call.Arguments.Numbers.TryGetValue("min", out var low) ? Of(low) : Sign.Unknown,
        [Selection.Where] = call => Smaller(call.Operands.Skip(1)),
        [Contractions.MatMul] = call => Smaller(call.Operands),
        [Arithmetic.Multiply] = call => ReferenceEquals(call.X, call.Operands[1]) ? AtLeastZero(call) : Smaller(call.Operands),
        [Arithmetic.Pow] = call => call.Operands[1].Number is { } power && power % 2 == 0 ? AtLeastZero(call) : call.X.Sign,
    };

    /// <summary>The sign of what a call gives, from those of its operands.</summary>
    public static Sign Of(OpCall call) => call.Op is MovementOp ? call.X.Sign : Known.TryGetValue(call.Op, out var rule) ? rule(call) : Sign.Unknown;

    /// <summary>The sign of a number.</summary>
    public static Sign Of(double number) => number > 0 ? Sign.Positive : number == 0 ? Sign.NonNegative : Sign.Unknown;

    static Sign OfX(OpCall call) => call.X.Sign;

    static Sign AtLeastZero(OpCall call) => call.X.Sign == Sign.Positive ? Sign.Positive : Sign.NonNegative;

    static Sign Smaller(IEnumerable<Operand> operands) => operands.Min(o => o.Sign);

    /// <summary>Of a sum, which needs both sides, or of a maximum, which needs one.</summary>
    static Sign Larger(OpCall call, bool both)
    {
        var (a, b) = (call.X.Sign, call.Operands[1].Sign);
        return both && (a == Sign.Unknown || b == Sign.Unknown) ? Sign.Unknown : (Sign)Math.Max((int)a, (int)b);
    }
}
