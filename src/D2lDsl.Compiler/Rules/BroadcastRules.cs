using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Rules;

/// <summary>Element-wise ops whose operands have shapes that fit, but hardly as meant.</summary>
public static class BroadcastRules
{
    /// <summary>
    /// [n, 1] meets [n]: each is repeated along the other, and what should be n numbers is n² of them. Every pair may be meant: then both
    /// sides had their axes inserted on purpose, both are the same value, or the result is declared so.
    /// </summary>
    public static IEnumerable<Suspicion> TwoSided(OpCall call, Setting setting)
    {
        if (call.Op is not ElementwiseOp || call.Operands.Count < 2 || call.Result is not { } result || result.Equals(setting.Declared))
            yield break;
        foreach (var (a, b) in call.Operands.SelectMany((a, i) => call.Operands.Skip(i + 1).Select(b => (a, b))))
        {
            var (left, right) = (Repeats(a.Shape, b.Shape), Repeats(b.Shape, a.Shape));
            // Sizes that are not known may be 1; two that are one and the same hardly are.
            var isSquare = left.Any(l => right.Any(r => r.Size.Equals(l.Size)));
            if (left.Count == 0 || right.Count == 0 || (!isSquare && left.Concat(right).Any(r => !Axes.IsKnown(r.Size))))
                continue;
            var (first, second) = (a.HasDeliberateUnits, b.HasDeliberateUnits);
            if ((first && second) || ((first || second) && Making.IsSameSource(a, b)))
                continue;
            if (!isSquare && (first || second))
                continue;
            // A vector along a new axis: frequencies for positions, centres for points. Perhaps so meant, if the sizes differ.
            if (!isSquare && !(left.Any(l => l.IsWritten) && right.Any(r => r.IsWritten)))
            {
                if (a.Origin is not (Origin.Parameter or Origin.Number) && b.Origin is not (Origin.Parameter or Origin.Number) && a.Maker is null && b.Maker is null)
                    yield return new(Catalogue.OuterProduct, call.Title, a, b, result);
                yield break;
            }
            yield return new(Catalogue.TwoSided, call.Title, a, b, result);
            yield break;
        }
    }

    /// <summary>
    /// A / Sum(A, axis: 1) for a square A: the sums of the rows lie along the last axis, so every column is divided by a row's sum.
    /// </summary>
    public static IEnumerable<Suspicion> ReducedAxisLost(OpCall call, Setting setting)
    {
        if (call.Op is not BinaryOp || call.Result is not { } result)
            yield break;
        foreach (var (whole, reduced) in new[] { (call.X, call.Operands[1]), (call.Operands[1], call.X) })
            if (whole.Shape.Rank > reduced.Shape.Rank && Reducing(reduced) is { } reduction && reduction.X.Shape.Equals(whole.Shape)
                && Sees(whole, reduction.X) && !IsSuffix(Kept(reduction), whole.Shape.Rank))
                yield return new(Catalogue.ReducedAxisLost, call.Title, whole, reduced, $"{reduction.Op.Surface} over axis {string.Join(", ", reduction.Axes)}");
    }

    /// <summary>
    /// A column of targets against rows of predictions: each prediction of a row is compared with the one target.
    /// </summary>
    public static IEnumerable<Suspicion> TargetWidth(OpCall call, Setting setting)
    {
        if (call.Op is not BinaryOp op || !(ReferenceEquals(op, Arithmetic.Subtract) || op.IsComparison))
            yield break;
        foreach (var (prediction, target) in new[] { (call.X, call.Operands[1]), (call.Operands[1], call.X) })
            if (prediction.IsDifferentiated && target.Source() is { Origin: Origin.Data } && target.Shape.Rank == prediction.Shape.Rank && target.Shape.Rank > 1
                && target.Shape.Dims.Take(target.Shape.Rank - 1).SequenceEqual(prediction.Shape.Dims.Take(target.Shape.Rank - 1))
                && target.Shape[target.Shape.Rank - 1].IsOne && prediction.Shape[target.Shape.Rank - 1] is var width && !width.IsOne && Axes.IsKnown(width)
                && !target.HasDeliberateUnits)
                yield return new(Catalogue.TargetWidth, call.Title, prediction, target, width);
    }

    /// <summary>The reduction without keepDims that an operand is, or is made of element by element.</summary>
    internal static OpCall? Reducing(Operand x, int depth = 3)
    {
        if (x.Converted is { } before)
            return Reducing(before, depth);
        return x.Maker is not { } maker || depth == 0 ? null
            : (maker.Op is ReductionOp or CompositeOp { Reduced: not null }) && !maker.Arguments.KeepDims && maker.Axes.Count > 0 && x.Shape.Rank > 0 ? maker
            : maker.Op is ElementwiseOp ? maker.Operands.Where(o => o.Shape.Equals(x.Shape)).Select(o => Reducing(o, depth - 1)).FirstOrDefault(r => r is not null) : null;
    }

    /// <summary>The axes of its operand that a reduction leaves.</summary>
    static int[] Kept(OpCall reduction) => [.. Enumerable.Range(0, reduction.X.Shape.Rank).Where(a => !reduction.Axes.Contains(a))];

    static bool IsSuffix(int[] axes, int rank) => axes.SequenceEqual(Enumerable.Range(rank - axes.Length, axes.Length));

    /// <summary>True where one is the other, or one is made of the other element by element.</summary>
    static bool Sees(Operand a, Operand b) => Elements(a, 3).Intersect(Elements(b, 3)).Any();

    static IEnumerable<Operand> Elements(Operand x, int depth) => x.Maker is { Op: ElementwiseOp } maker && depth > 0
        ? maker.Operands.Where(o => o.Shape.Equals(x.Shape)).SelectMany(o => Elements(o, depth - 1)).Prepend(x) : [x];

    /// <summary>The axes, counted from the end, along which <paramref name="a"/> is repeated to meet <paramref name="b"/>.</summary>
    static List<(Dim Size, bool IsWritten)> Repeats(Shape a, Shape b) =>
    [
        .. Enumerable.Range(0, Math.Max(a.Rank, b.Rank))
            .Where(axis => Axes.FromEnd(a, axis).IsOne && !Axes.FromEnd(b, axis).IsOne)
            .Select(axis => (Axes.FromEnd(b, axis), axis < a.Rank)),
    ];
}
