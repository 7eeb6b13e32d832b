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
            if (left.Count == 0 || right.Count == 0 || left.Concat(right).Any(r => !Axes.IsKnown(r.Size)))
                continue;
            var (first, second) = (a.HasDeliberateUnits(), b.HasDeliberateUnits());
            if ((first && second) || ((first || second) && Making.IsSameSource(a, b)))
                continue;
            var isSquare = left.Any(l => right.Any(r => r.Size.Equals(l.Size)));
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

    /// <summary>The axes, counted from the end, along which <paramref name="a"/> is repeated to meet <paramref name="b"/>.</summary>
    static List<(Dim Size, bool IsWritten)> Repeats(Shape a, Shape b) =>
    [
        .. Enumerable.Range(0, Math.Max(a.Rank, b.Rank))
            .Where(axis => Axes.FromEnd(a, axis).IsOne && !Axes.FromEnd(b, axis).IsOne)
            .Select(axis => (Axes.FromEnd(b, axis), axis < a.Rank)),
    ];
}
