using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Rules;

/// <summary>Ops along an axis that is hardly the one meant.</summary>
public static class AxisRules
{
    /// <summary>Ops along whose axis the elements compete with each other.</summary>
    static readonly HashSet<Op> Competing = [Normalizations.Softmax, Normalizations.LogSoftmax, Indices.Argmax, Indices.Argmin];

    static readonly HashSet<Op> Spreads = [Statistics.Var, Statistics.Std];

    /// <summary>A softmax or argmax over the axis that counts samples: they would compete with each other.</summary>
    public static IEnumerable<Suspicion> OverSamples(OpCall call, Setting setting)
    {
        var (x, axes) = Meanings.IsSoftmax(call) ? (call.X, call.Operands[1].Source().Maker!.Axes) : (call.X, call.Axes);
        // A sum over everything may be meant; what softmax divides by is one of a row.
        var isTotal = ReferenceEquals(call.Op, Statistics.LogSumExp) && axes.Count == 1;
        if ((!Competing.Contains(call.Op) && !isTotal && !Meanings.IsSoftmax(call)) || setting.Batch?.Name is not { } batch)
            yield break;
        bool IsBatch(Dim size) => size.Symbols.Contains(batch);
        // Scores of samples against samples carry the symbol twice; a column has no other axis to choose.
        if (x.Shape.Dims.Count(IsBatch) != 1 || x.Shape.Dims.All(d => IsBatch(d) || d.IsOne))
            yield break;
        if (axes.Any(a => IsBatch(x.Shape[a])))
            yield return new(Catalogue.OverSamples, call.Op is ElementwiseOp ? "A softmax" : call.Op.Surface,
                axes.Count == 1 ? $"axis {axes[0]}" : "all axes", x, setting.Batch, x.Shape.Rank - 1);
    }

    /// <summary>Softmax(scores, axis: -2) · values: the weights that are summed over do not add up to 1.</summary>
    public static IEnumerable<Suspicion> WeightsAcross(OpCall call, Setting setting)
    {
        if (call.Op is ContractionOp && call.Operands.Count == 2 && call.X.Maker is { } weights && ReferenceEquals(weights.Op, Normalizations.Softmax) && call.X.Shape.Rank > 2
            && weights.Axes.Count == 1 && weights.Axes[0] == call.X.Shape.Rank - 2 && call.Operands[1].Shape.Rank == call.X.Shape.Rank)
            yield return new(Catalogue.WeightsAcross, call.Op.Surface, call.X, weights.Axes[0], call.X.Shape.Rank - 1);
    }

    /// <summary>The largest of one element is that element, and its share is 1.</summary>
    public static IEnumerable<Suspicion> OverOne(OpCall call, Setting setting)
    {
        var along = ReferenceEquals(call.Op, Losses.CrossEntropy) ? [1] : ReferenceEquals(call.Op, Normalizations.LayerNorm) ? [call.X.Shape.Rank - 1]
            : Competing.Contains(call.Op) ? call.Axes : [];
        if (along.Count > 0 && along.All(a => call.X.Shape[a].IsOne))
            yield return new(Catalogue.OverOne, call.Op.Surface, along[0], call.X, call.Op.Gives == Meaning.Probability ? "1" : ReferenceEquals(call.Op, Normalizations.LayerNorm) ? "the shift" : "0");
    }

    /// <summary>One element has no spread.</summary>
    public static IEnumerable<Suspicion> SpreadOfOne(OpCall call, Setting setting)
    {
        if (Spreads.Contains(call.Op) && (call.Axes.Count > 0 || call.X.Shape.Rank == 0) && call.Axes.All(a => call.X.Shape[a].IsOne))
            yield return new(Catalogue.SpreadOfOne, call.Op.Surface, call.X, call.Arguments.Numbers.TryGetValue("correction", out var correction) && correction <= 0 ? "0" : "NaN");
    }
}
