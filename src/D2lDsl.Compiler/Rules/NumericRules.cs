using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Rules;

/// <summary>Formulas that are right on paper and lose digits, overflow or mean something else.</summary>
public static class NumericRules
{
    /// <summary>A loss of raw scores is given what a softmax has already squashed; or a softmax is.</summary>
    public static IEnumerable<Suspicion> SquashedTwice(OpCall call, Setting setting)
    {
        var source = call.X.Source().Maker;
        var isLoss = call.Op.Takes == Meaning.Logit
            && (call.X.Meaning is Meaning.Probability or Meaning.LogProbability || (source is not null && ReferenceEquals(source.Op, Activations.Relu)));
        var isAgain = call.Op.Gives != Meaning.Any && call.Op is CompositeOp && source?.Op is CompositeOp { Gives: not Meaning.Any } && source.Axes.SequenceEqual(call.Axes);
        // A sigmoid of a probability, or the loss of raw scores written by hand.
        var isSquash = (ReferenceEquals(call.Op, Activations.Softplus) || ReferenceEquals(call.Op, Activations.Sigmoid) || call.Op is CompositeOp { Gives: not Meaning.Any })
            && source is not null && (ReferenceEquals(source.Op, Activations.Sigmoid) || (call.Op is ElementwiseOp && ReferenceEquals(source.Op, Normalizations.Softmax)));
        if (isLoss || isAgain || isSquash)
            yield return new(Catalogue.SquashedTwice, call.Op.Surface, call.X.Name is { } name ? $"{name}, {Called(source)}" : Called(source));

        static string Called(OpCall? maker) => maker?.Op is UnaryOp or CompositeOp ? $"the result of {maker.Op.Surface}" : "a probability";
    }

    /// <summary>Log(Softmax(x)): −∞ where the softmax is 0.</summary>
    public static IEnumerable<Suspicion> LogOfProbability(OpCall call, Setting setting)
    {
        // log1p(-p) is log(1 - p).
        if (ReferenceEquals(call.Op, Exponentials.Log1p) && call.X.Maker is { } minus && ReferenceEquals(minus.Op, Arithmetic.Negate) && minus.X.Meaning == Meaning.Probability
            && Source(minus.X).Maker is { } inner && ReferenceEquals(inner.Op, Activations.Sigmoid))
            yield return new(Catalogue.LogOfSigmoid, "1 - Sigmoid(x)", "-Softplus(x)");
        if (!ReferenceEquals(call.Op, Exponentials.Log) || call.X.Meaning != Meaning.Probability || call.X.Origin == Origin.Number)
            yield break;
        var source = Source(call.X);
        var complement = source.Maker is { } maker && Meanings.IsComplement(maker);
        var of = complement ? Source(source.Maker!.Operands[1]).Maker : source.Maker;
        if (of is not null && !complement && (ReferenceEquals(of.Op, Normalizations.Softmax) || Meanings.IsSoftmax(of)))
            yield return new(Catalogue.LogOfSoftmax, call.X);
        else if (of is not null && ReferenceEquals(of.Op, Activations.Sigmoid))
            yield return new(Catalogue.LogOfSigmoid, complement ? "1 - Sigmoid(x)" : "Sigmoid(x)", complement ? "-Softplus(x)" : "-Softplus(-x)");
        else
            yield return new(Catalogue.UnclampedLog, call.X);
    }

    /// <summary>(1 − y) · Log(1 − p), whatever p is called.</summary>
    public static IEnumerable<Suspicion> CrossEntropyByHand(OpCall call, Setting setting)
    {
        if (!ReferenceEquals(call.Op, Arithmetic.Multiply))
            yield break;
        foreach (var (weight, log) in new[] { (call.X, call.Operands[1]), (call.Operands[1], call.X) })
            if (weight.Maker is { } w && IsOneLess(w) && log.Maker is { } l && ReferenceEquals(l.Op, Exponentials.Log) && l.X.Meaning != Meaning.Probability
                && l.X.Maker is { } c && IsOneLess(c) && c.Operands[1].Maker?.Op is null or UnaryOp or ContractionOp)
                yield return new(Catalogue.UnclampedLog, l.X);

        static bool IsOneLess(OpCall maker) => ReferenceEquals(maker.Op, Arithmetic.Subtract) && maker.X.Number == 1 && maker.Operands[1].Origin != Origin.Number;
    }

    /// <summary>Log of what is 0 now and then.</summary>
    public static IEnumerable<Suspicion> LogOfZero(OpCall call, Setting setting)
    {
        if (ReferenceEquals(call.Op, Exponentials.Log) && call.X.Sign == Sign.NonNegative && call.X.Source().Maker?.Op is ElementwiseOp or CompositeOp { Reduced: null }
            && call.X.Source().Maker?.Op is not CompositeOp { Takes: Meaning.Logit } && !ReferenceEquals(call.X.Source().Maker?.Op, Losses.MseLoss))
            yield return new(Catalogue.LogOfZero, call.X.Source().Maker!.Title);
    }

    /// <summary>A raw score is compared with 0.5, or a probability with 0.</summary>
    public static IEnumerable<Suspicion> Threshold(OpCall call, Setting setting)
    {
        if (call.Op is not BinaryOp { IsComparison: true } || ReferenceEquals(call.Op, Comparisons.Equal) || ReferenceEquals(call.Op, Comparisons.NotEqual))
            yield break;
        foreach (var (x, number) in new[] { (call.X, call.Operands[1].Number), (call.Operands[1], call.X.Number) })
            if (number == 0.5 && x.Meaning == Meaning.Logit && x.Sign == Sign.Unknown)
                yield return new(Catalogue.Threshold, x, "a raw score", "0.5, which is a probability", "compare with 0, or take its Sigmoid first");
            else if (number == 0 && x.Meaning == Meaning.Probability && x.Origin == Origin.Computed)
                yield return new(Catalogue.Threshold, x, "a probability", "0, which it is always above", "compare with 0.5");
    }

    /// <summary>x == NaN holds for nothing, NaN included.</summary>
    public static IEnumerable<Suspicion> NotANumber(OpCall call, Setting setting)
    {
        if (call.Op is BinaryOp { IsComparison: true } && call.Operands.Any(o => o.Number is { } number && double.IsNaN(number)))
            yield return new(Catalogue.NotANumber, call.Title, ReferenceEquals(call.Op, Comparisons.NotEqual) ? "true" : "false");
    }

    /// <summary>A sum over samples divided by a fixed number of them.</summary>
    public static IEnumerable<Suspicion> NominalBatch(OpCall call, Setting setting)
    {
        if (!ReferenceEquals(call.Op, Arithmetic.Divide) || call.Operands[1].Number is not (>= 3 and var count) || count != Math.Floor(count) || count is 100 or 1000 or 10000 or 1000000)
            yield break;
        var x = call.X;
        while (x.Maker is { } scale && (ReferenceEquals(scale.Op, Arithmetic.Divide) || ReferenceEquals(scale.Op, Arithmetic.Multiply)) && scale.Operands.Any(o => o.Origin == Origin.Number))
            x = scale.Operands.First(o => o.Origin != Origin.Number || ReferenceEquals(o, scale.Operands[1]));
        if (x.Maker is not { } sum || !ReferenceEquals(sum.Op, Reductions.Sum) || sum.Axes.Count == 0)
            yield break;
        var reduced = sum.Axes.Select(a => sum.X.Shape[a]).ToArray();
        var constants = reduced.Where(d => d.Value is not null).Aggregate(Dim.One, (product, d) => product * d);
        if (sum.Axes.Contains(0) && Axes.IsNamed(sum.X.Shape[0]) && constants.Value != count)
            yield return new(Catalogue.FixedDivisor, sum.X, sum.X.Shape[0], count);
    }

    /// <summary>Log(Sum(Exp(x))) and Exp(x) / Sum(Exp(x)): infinite above x = 88.</summary>
    public static IEnumerable<Suspicion> ExpOverflow(OpCall call, Setting setting)
    {
        var isSoftmax = Meanings.IsSoftmax(call);
        var total = isSoftmax ? call.Operands[1].Source().Maker : ReferenceEquals(call.Op, Exponentials.Log) ? call.X.Source().Maker : null;
        if (total is null || !ReferenceEquals(total.Op, Reductions.Sum) || total.X.Maker is not { } powers || !ReferenceEquals(powers.Op, Exponentials.Exp))
            yield break;
        // Less the largest, or less than nothing: nothing overflows.
        var shift = powers.X.Maker;
        if (shift is not null && (ReferenceEquals(shift.Op, Arithmetic.Negate) || (ReferenceEquals(shift.Op, Arithmetic.Subtract) && shift.Operands[1].Maker is not null)))
            yield break;
        yield return new(Catalogue.ExpOverflow, powers.X, isSoftmax ? "Softmax" : "LogSumExp");
    }

    /// <summary>What was moved, or picked by indices.</summary>
    static Operand Source(Operand x)
    {
        for (x = x.Source(); x.Maker is { Op: GatherOp } gather;)
            x = gather.X.Source();
        return x;
    }
}
