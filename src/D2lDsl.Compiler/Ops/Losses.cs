using D2lDsl.Compiler.Ir;
using static D2lDsl.Compiler.Ops.TensorExpr;

namespace D2lDsl.Compiler.Ops;

/// <summary>Losses: one number for a batch.</summary>
public static class Losses
{
    public static readonly CompositeOp CrossEntropy = new()
    {
        Surface = "CrossEntropy",
        Summary = "Mean over the batch of −log softmax(logits)[label]: the logits are [n, c] raw scores, the labels [n] class indices in [0, c).",
        Torch = "torch.nn.functional.cross_entropy(logits, labels)",
        Takes = Meaning.Logit,
        Operands = [("logits", null), ("labels", ElementType.Int)],
        Form = "n c, n",
        IndexCheck = new(Operand: 1, Into: 0, Axis: 1),
        Domain = Domain.All,
        Body = operands =>
        {
            var (logits, labels) = (operands[0], operands[1]);
            // Subtracting the row's largest logit changes no value but keeps exp from overflowing; the loss does not depend on it.
            var largest = new Map(Selection.Detach, new Reduce(Reductions.Max, logits, 1, keepDims: true));
            var shifted = logits - largest;
            var total = new Reduce(Reductions.Sum, new Map(Exponentials.Exp, shifted), 1, keepDims: false);
            var isLabel = new Map(Comparisons.Equal, new IndexAlong(logits, 1), new Unsqueeze(labels, 1));
            var picked = new Reduce(Reductions.Sum, new Map(Selection.Where, isLabel, shifted, 0.0), 1, keepDims: false);
            return new Reduce(Reductions.Mean, new Map(Exponentials.Log, total) - picked, null, keepDims: false);
        },
    };

    public static readonly CompositeOp NllLoss = new()
    {
        Surface = "NllLoss",
        Summary = "Mean over the batch of −x[label]: x is [n, c] logarithms of probabilities, as LogSoftmax gives them, the labels [n] class indices in [0, c).",
        Torch = "torch.nn.functional.nll_loss(x, labels)",
        Takes = Meaning.LogProbability,
        Operands = [("x", null), ("labels", ElementType.Int)],
        Form = "n c, n",
        IndexCheck = new(Operand: 1, Into: 0, Axis: 1),
        Domain = Domain.All,
        Body = operands =>
        {
            var isLabel = new Map(Comparisons.Equal, new IndexAlong(operands[0], 1), new Unsqueeze(operands[1], 1));
            var picked = new Reduce(Reductions.Sum, new Map(Selection.Where, isLabel, operands[0], 0.0), 1, keepDims: false);
            return new Reduce(Reductions.Mean, -picked, null, keepDims: false);
        },
    };

    public static readonly CompositeOp MseLoss = new()
    {
        Surface = "MseLoss",
        Summary = "Mean of the squared differences of two tensors of one shape; unlike PyTorch's it does not broadcast.",
        Torch = "torch.nn.functional.mse_loss(prediction, target)",
        Operands = [("prediction", null), ("target", null)],
        Form = "..., ...",
        Domain = Domain.All,
        Body = operands => new Reduce(Reductions.Mean, new Map(Arithmetic.Square, operands[0] - operands[1]), null, keepDims: false),
    };

    public static readonly CompositeOp L1Loss = new()
    {
        Surface = "L1Loss",
        Summary = "Mean of the absolute differences of two tensors of one shape; its gradient where they are equal is 0.",
        Torch = "torch.nn.functional.l1_loss(prediction, target)",
        Operands = [("prediction", null), ("target", null)],
        Form = "..., ...",
        Domain = Domain.All,
        Body = operands => new Reduce(Reductions.Mean, new Map(Arithmetic.Abs, operands[0] - operands[1]), null, keepDims: false),
    };

    public static readonly CompositeOp SmoothL1Loss = new()
    {
        Surface = "SmoothL1Loss",
        Summary = "Mean over two tensors of one shape of the difference d, squared where it is small: d² / 2beta where |d| < beta, |d| − beta / 2 elsewhere.",
        Torch = "torch.nn.functional.smooth_l1_loss(prediction, target, beta=beta)",
        Operands = [("prediction", null), ("target", null)],
        Arguments = [new("beta", ArgumentKind.Number, "Up to which difference it is squared; 0 makes it L1Loss.") { Default = 1, Within = (0, double.PositiveInfinity) }],
        Form = "..., ...",
        Domain = Domain.All,
        Variants = [new("beta", 0, L1Loss.Body)],
        Body = operands =>
        {
            // With d kept between −beta and beta as b, both cases are b (d − b / 2) / beta.
            var difference = operands[0] - operands[1];
            var bounded = new Map(Arithmetic.Maximum, new Map(Arithmetic.Minimum, difference, new Parameter("beta")), -1.0 * new Parameter("beta"));
            return new Reduce(Reductions.Mean, bounded * (difference - 0.5 * bounded) / new Parameter("beta"), null, keepDims: false);
        },
    };

    public static readonly CompositeOp HuberLoss = new()
    {
        Surface = "HuberLoss",
        Summary = "Mean over two tensors of one shape of the difference d, squared where it is small: d² / 2 where |d| < delta, delta (|d| − delta / 2) elsewhere.",
        Torch = "torch.nn.functional.huber_loss(prediction, target, delta=delta)",
        Operands = [("prediction", null), ("target", null)],
        Arguments = [new("delta", ArgumentKind.Number, "Up to which difference it is squared; above 0.") { Default = 1, Above = 0 }],
        Form = "..., ...",
        Domain = Domain.All,
        Body = operands =>
        {
            // With d kept between −delta and delta as b, both cases are b (d − b / 2).
            var difference = operands[0] - operands[1];
            var bounded = new Map(Arithmetic.Maximum, new Map(Arithmetic.Minimum, difference, new Parameter("delta")), -1.0 * new Parameter("delta"));
            return new Reduce(Reductions.Mean, bounded * (difference - 0.5 * bounded), null, keepDims: false);
        },
    };

    public static readonly CompositeOp KlDiv = new()
    {
        Surface = "KlDiv",
        Summary = "Kullback–Leibler divergence Σ target (log target − x) of a batch, divided by the number of its samples: x is logarithms of probabilities, as LogSoftmax gives them, the target probabilities. Where a target is 0 it adds 0.",
        Torch = "torch.nn.functional.kl_div(x, target, reduction='batchmean')",
        Takes = Meaning.LogProbability,
        TakesAsTarget = Meaning.Probability,
        Operands = [("x", null), ("target", null)],
        Form = "... c, ... c",
        Domain = Domain.Positive,
        Body = operands =>
        {
            var (x, target) = (operands[0], operands[1]);
            var logarithm = new Map(Exponentials.Log, new Map(Selection.Where, new Map(Comparisons.Equal, target, 0.0), 1.0, target));
            return new Reduce(Reductions.Sum, new Reduce(Reductions.Mean, target * (logarithm - x), 0, keepDims: false), null, keepDims: false);
        },
    };

    public static readonly CompositeOp BinaryCrossEntropyWithLogits = new()
    {
        Surface = "BinaryCrossEntropyWithLogits",
        Summary = "Mean of −(t log σ(x) + (1 − t) log(1 − σ(x))) for raw scores x and targets t between 0 and 1, of one shape; σ is the sigmoid. No score overflows.",
        Torch = "torch.nn.functional.binary_cross_entropy_with_logits(logits, targets)",
        Takes = Meaning.Logit,
        TakesAsTarget = Meaning.Probability,
        Operands = [("logits", null), ("targets", null)],
        Form = "..., ...",
        Domain = Domain.All,
        Body = operands =>
        {
            var (x, t) = (operands[0], operands[1]);
            // log(1 + eˣ) as max(x, 0) + log(1 + e^−|x|), in which nothing overflows; the gradient of min(x, −x) hands NaN on, that of |x| does not.
            var rest = new Map(Exponentials.Log1p, new Map(Exponentials.Exp, new Map(Arithmetic.Minimum, x, -x)));
            return new Reduce(Reductions.Mean, new Map(Arithmetic.Maximum, x, 0.0) - x * t + rest, null, keepDims: false);
        },
    };
}
