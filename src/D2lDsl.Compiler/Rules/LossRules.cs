using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Rules;

/// <summary>Losses and scores that are given numbers of another kind than they are made for.</summary>
public static class LossRules
{
    /// <summary>Raw scores or probabilities where logarithms of probabilities are wanted, raw scores as targets, both exchanged.</summary>
    public static IEnumerable<Suspicion> OtherScale(OpCall call, Setting setting)
    {
        if (call.Op is not CompositeOp op || (op.Takes != Meaning.LogProbability && op.TakesAsTarget == Meaning.Any))
            yield break;
        var (x, target) = (call.X, call.Operands[1]);
        var (isOff, isTargetOff) = (op.Takes == Meaning.LogProbability && x.Meaning is Meaning.Logit or Meaning.Probability,
            op.TakesAsTarget == Meaning.Probability && target.Meaning is Meaning.Logit or Meaning.LogProbability);
        var (wrong, wanted) = isTargetOff ? (target, op.TakesAsTarget) : (x, op.Takes);
        if (!isOff && !isTargetOff)
            yield break;
        var isExchanged = isTargetOff && (x.Origin == Origin.Data || (isOff && x.Meaning == op.TakesAsTarget)) && target.Origin != Origin.Data;
        var remedy = isExchanged ? "exchange the two"
            : wanted == Meaning.Probability ? wrong.Meaning == Meaning.Logit ? $"take its {(ReferenceEquals(op, Losses.KlDiv) ? "Softmax" : "Sigmoid")} first" : "take its Exp, or the Softmax itself"
            : wrong.Meaning == Meaning.Probability ? "write LogSoftmax in place of Softmax"
            : ReferenceEquals(op, Losses.NllLoss) ? "write CrossEntropy" : "take its LogSoftmax first";
        yield return new(Catalogue.OtherScale, op.Surface, Called(wanted), op.Operands[isTargetOff ? 1 : 0].Name, wrong, Called(wrong.Meaning), remedy);
    }

    /// <summary>Max(scores, axis: 1) == labels: the largest score is no class; where it is, Argmax says.</summary>
    public static IEnumerable<Suspicion> LargestForPlace(OpCall call, Setting setting)
    {
        if (!ReferenceEquals(call.Op, Comparisons.Equal) && !ReferenceEquals(call.Op, Comparisons.NotEqual))
            yield break;
        foreach (var (largest, labels) in new[] { (call.X, call.Operands[1]), (call.Operands[1], call.X) })
            if (largest.Source().Maker is { Op: ReductionOp op, X: { Shape.Rank: > 1 } scores, Axes.Count: 1 } maker && (ReferenceEquals(op, Reductions.Max) || ReferenceEquals(op, Reductions.Min))
                && labels.Source() is { Maker: null, Origin: not Origin.Number, Shape.Rank: > 0 } given && !ReferenceEquals(given, scores.Source()) && labels.Shape.Count.Equals(largest.Shape.Count))
                yield return new(Catalogue.LargestForPlace, call.Title, op.Surface, scores, labels, $"{(ReferenceEquals(op, Reductions.Max) ? "Argmax" : "Argmin")} along axis {maker.Axes[0]}");
    }

    /// <summary>Softmax(Where(mask, scores, 0)): a score of 0 is one like any other.</summary>
    public static IEnumerable<Suspicion> ZeroMask(OpCall call, Setting setting)
    {
        if (!ReferenceEquals(call.Op, Normalizations.Softmax) && !ReferenceEquals(call.Op, Normalizations.LogSoftmax))
            yield break;
        var masked = call.X.Source().Maker;
        var (mask, scores) = masked switch
        {
            { Op: SelectOp } choice when choice.Operands[2].Number == 0 => (choice.X, choice.Operands[1]),
            { Op: SelectOp } choice when choice.Operands[1].Number == 0 => (choice.X, choice.Operands[2]),
            { Op: CompositeOp op } fill when ReferenceEquals(op, Selection.MaskedFill) && fill.Arguments.Numbers.TryGetValue("value", out var value) && value == 0 => (fill.Operands[1], fill.X),
            { Op: BinaryOp op } product when ReferenceEquals(op, Arithmetic.Multiply) && product.X.Converted is { Type: ElementType.Bool } first => (first, product.Operands[1]),
            { Op: BinaryOp op } product when ReferenceEquals(op, Arithmetic.Multiply) && product.Operands[1].Converted is { Type: ElementType.Bool } second => (second, product.X),
            _ => (null, null),
        };
        // Where(x > 0, x, 0) is a Relu, and masks nothing.
        if (mask is not null && scores is not null && mask.Maker?.Operands.Any(o => ReferenceEquals(o.Source(), scores.Source())) != true)
            yield return new(Catalogue.ZeroMask, call.Op.Surface, call.X);
    }

    static string Called(Meaning meaning) => meaning switch
    {
        Meaning.Logit => "raw scores",
        Meaning.Probability => "probabilities",
        _ => "logarithms of probabilities",
    };
}
