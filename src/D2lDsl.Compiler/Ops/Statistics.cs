using static D2lDsl.Compiler.Ops.TensorExpr;

namespace D2lDsl.Compiler.Ops;

/// <summary>Reductions that take more than one pass over the elements.</summary>
public static class Statistics
{
    static readonly Axis Axis = Axis.From("axis");

    static readonly Argument Correction = new("correction", ArgumentKind.Number,
        "Subtracted from the number of elements before dividing: 1 for a sample of a population, 0 for the population itself.") { Default = 1 };

    public static readonly CompositeOp Var = new()
    {
        Surface = "Var",
        Summary = "Variance of the elements: Σ(x − mean)² / (count − correction), by default the unbiased one; NaN where nothing is left to divide by.",
        Torch = "torch.var(x, axis, correction=correction, keepdim=keepDims)",
        Operands = [("x", null)],
        Arguments = [Argument.Reduced, Correction],
        Domain = Domain.All,
        Body = operands => new Reduce(Reductions.Sum, new Map(Arithmetic.Square, Centred(operands[0])), Axis, keepDims: true) / Divisor(operands[0]),
    };

    public static readonly CompositeOp Std = new()
    {
        Surface = "Std",
        Summary = "Standard deviation of the elements, √(Σ(x − mean)² / (count − correction)), by default of a sample; its gradient where all are equal is 0. NaN where nothing is left to divide by.",
        Torch = "torch.std(x, axis, correction=correction, keepdim=keepDims)",
        Operands = [("x", null)],
        Arguments = [Argument.Reduced, Correction],
        Domain = Domain.All,
        // As a norm it has the norm's gradient, which is finite at 0 where a square root's is not.
        Body = operands =>
        {
            var divisor = Divisor(operands[0]);
            // Where nothing is left to divide by, the last factor is 0 / 0: the norm of no elements alone is 0.
            return new Reduce(Reductions.Norm, Centred(operands[0]) * (1.0 / new Map(Arithmetic.Sqrt, divisor)), Axis, keepDims: true) * (divisor / divisor);
        },
    };

    public static readonly CompositeOp LogSumExp = new()
    {
        Surface = "LogSumExp",
        Summary = "log Σ eˣ without overflow; −∞ where all elements are −∞, or there are none.",
        Torch = "torch.logsumexp(x, axis, keepdim=keepDims)",
        Operands = [("x", null)],
        Arguments = [Argument.Reduced],
        Domain = Domain.All,
        Body = operands =>
        {
            var largest = new Reduce(Reductions.Max, operands[0], Axis, keepDims: true) { TakesEmpty = true };
            // Any shift gives the same value, so the shift has no gradient; an infinite one would give ∞ − ∞.
            var isInfinite = new Map(Comparisons.Equal, new Map(Arithmetic.Abs, largest), double.PositiveInfinity);
            var shift = new Map(Selection.Detach, new Map(Selection.Where, isInfinite, 0.0, largest));
            return new Map(Exponentials.Log, new Reduce(Reductions.Sum, new Map(Exponentials.Exp, operands[0] - shift), Axis, keepDims: true)) + shift;
        },
    };

    public static readonly CompositeOp LogAddExp = new()
    {
        Surface = "LogAddExp",
        Summary = "log(eᵃ + eᵇ), element by element, without overflow; operands broadcast.",
        Torch = "torch.logaddexp(a, b)",
        Operands = [("a", null), ("b", null)],
        Domain = Domain.All,
        Body = operands =>
        {
            // Equal ones, infinite ones among them, have a difference of 0, and each half of the gradient.
            var (a, b) = (operands[0], operands[1]);
            var difference = new Map(Selection.Where, new Map(Comparisons.Equal, a, b), 0.0, a - b);
            return new Map(Arithmetic.Maximum, a, b) + new Map(Exponentials.Log1p, new Map(Exponentials.Exp, new Map(Arithmetic.Minimum, difference, -difference)));
        },
    };

    public static readonly CompositeOp CosineSimilarity = new()
    {
        Surface = "CosineSimilarity",
        Summary = "The cosine of the angle between vectors along an axis, a·b / (max(|a|, eps) max(|b|, eps)), for two tensors of one shape, without the axis; unlike PyTorch's it does not broadcast.",
        Torch = "torch.nn.functional.cosine_similarity(a, b, axis, eps)",
        Operands = [("a", null), ("b", null)],
        Arguments = [Argument.Axis with { Default = 1 }, new("eps", ArgumentKind.Number, "What a length counts as at least, so that a vector of zeros does not divide by 0.") { Default = 1e-8 }],
        Form = "..., ...",
        Domain = Domain.NonZero,
        Body = operands =>
        {
            TensorExpr Length(TensorExpr x) => new Map(Arithmetic.Maximum, new Reduce(Reductions.Norm, x, Axis, keepDims: false), new Parameter("eps"));
            return new Reduce(Reductions.Sum, operands[0] * operands[1], Axis, keepDims: false) / (Length(operands[0]) * Length(operands[1]));
        },
    };

    static readonly Argument P = new("p", ArgumentKind.Number,
        "The order: 1 for the sum of absolute values, 2 for the Euclidean norm, double.PositiveInfinity for the largest absolute value.");

    public static readonly CompositeOp NormOfOrder = new()
    {
        Surface = "Norm",
        Summary = "The p-norm (Σ|x|ᵖ)^(1/p) of the elements; its gradient is 0 where x is 0. Order 0 counts the elements that are not 0.",
        Torch = "torch.norm(x, p, axis, keepDims)",
        Operands = [("x", null)],
        Arguments = [P, Argument.Reduced],
        Domain = Domain.NonZero,
        Variants =
        [
            new("p", 0, operands => new Reduce(Reductions.Sum, new Map(Selection.Where, new Map(Comparisons.NotEqual, operands[0], 0.0), 1.0, 0.0), Axis, keepDims: true)),
            new("p", 1, operands => new Reduce(Reductions.Sum, new Map(Arithmetic.Abs, operands[0]), Axis, keepDims: true)),
            new("p", 2, operands => new Reduce(Reductions.Norm, operands[0], Axis, keepDims: true)),
            new("p", double.PositiveInfinity, operands => new Reduce(Reductions.Max, new Map(Arithmetic.Abs, operands[0]), Axis, keepDims: true)),
            new("p", double.NegativeInfinity, operands => new Reduce(Reductions.Min, new Map(Arithmetic.Abs, operands[0]), Axis, keepDims: true)),
        ],
        Body = operands =>
        {
            var total = new Reduce(Reductions.Sum, new Map(Arithmetic.Pow, new Map(Arithmetic.Abs, operands[0]), new Parameter("p")), Axis, keepDims: true);
            var isZero = new Map(Comparisons.Equal, total, 0.0);
            // The root of 0 has an infinite derivative; what is not selected must be finite too.
            return new Map(Selection.Where, isZero, 0.0, new Map(Arithmetic.Pow, new Map(Selection.Where, isZero, 1.0, total), 1.0 / new Parameter("p")));
        },
    };

    static TensorExpr Centred(TensorExpr x) => x - new Reduce(Reductions.Mean, x, Axis, keepDims: true);

    static TensorExpr Divisor(TensorExpr x) => new Map(Arithmetic.Maximum, new Count(x, Axis) - new Parameter("correction"), 0.0);
}
