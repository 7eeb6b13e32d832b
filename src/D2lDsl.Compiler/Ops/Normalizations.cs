using static D2lDsl.Compiler.Ops.TensorExpr;

namespace D2lDsl.Compiler.Ops;

/// <summary>Ops that scale the elements along an axis by what they are together.</summary>
public static class Normalizations
{
    static readonly Axis Along = Axis.From("axis");

    public static readonly CompositeOp Softmax = new()
    {
        Surface = "Softmax",
        Summary = "eˣ / Σ eˣ along an axis, without overflow: positive numbers that add up to 1; NaN where all elements are −∞.",
        Torch = "torch.softmax(x, axis)",
        Gives = Meaning.Probability,
        Operands = [("x", null)],
        Arguments = [Argument.Axis],
        Domain = Domain.All,
        Body = operands =>
        {
            var powers = new Map(Exponentials.Exp, Shifted(operands[0]));
            return powers / new Reduce(Reductions.Sum, powers, Along, keepDims: true);
        },
    };

    public static readonly CompositeOp LogSoftmax = new()
    {
        Surface = "LogSoftmax",
        Summary = "log(eˣ / Σ eˣ) along an axis, exact also where the softmax itself would be 0.",
        Torch = "torch.log_softmax(x, axis)",
        Gives = Meaning.LogProbability,
        Operands = [("x", null)],
        Arguments = [Argument.Axis],
        Domain = Domain.All,
        Body = operands =>
        {
            var shifted = Shifted(operands[0]);
            return shifted - new Map(Exponentials.Log, new Reduce(Reductions.Sum, new Map(Exponentials.Exp, shifted), Along, keepDims: true));
        },
    };

    public static readonly CompositeOp LayerNorm = new()
    {
        Surface = "LayerNorm",
        Summary = "(x − mean) / √(variance + eps) · scale + shift, with the mean and the (biased) variance of each row along the last axis.",
        Torch = "torch.nn.functional.layer_norm(x, scale.shape, scale, shift, eps)",
        Operands = [("x", null), ("scale", null), ("shift", null)],
        Arguments = [new("eps", ArgumentKind.Number, "Added to the variance, so that equal elements do not divide by 0.") { Default = 1e-5 }],
        Form = "... d, d, d",
        Domain = Domain.All,
        Body = operands =>
        {
            var centred = operands[0] - new Reduce(Reductions.Mean, operands[0], -1, keepDims: true);
            var variance = new Reduce(Reductions.Mean, new Map(Arithmetic.Square, centred), -1, keepDims: true);
            return centred * (1.0 / new Map(Arithmetic.Sqrt, variance + new Parameter("eps"))) * operands[1] + operands[2];
        },
    };

    /// <summary>x less the largest element along the axis, if there is one: exp cannot overflow then. Softmax does not depend on it, so it has no gradient.</summary>
    static TensorExpr Shifted(TensorExpr x) => x - new Map(Selection.Detach, new Reduce(Reductions.Max, x, Along, keepDims: true) { TakesEmpty = true });
}
