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
}
