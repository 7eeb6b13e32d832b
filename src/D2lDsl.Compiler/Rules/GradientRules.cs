using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Rules;

/// <summary>Ops whose values are right and whose gradients are not.</summary>
public static class GradientRules
{
    /// <summary>√ of what may be 0 has an infinite gradient there, and 0 · ∞ is NaN.</summary>
    public static IEnumerable<Suspicion> InfiniteSlope(OpCall call, Setting setting)
    {
        var isRoot = ReferenceEquals(call.Op, Arithmetic.Sqrt) || (ReferenceEquals(call.Op, Arithmetic.Pow) && call.Operands[1].Number is > 0 and < 1);
        if (!isRoot || !call.X.IsDifferentiated || call.X.Sign != Sign.NonNegative)
            yield break;
        // The root of a mean over everything, as of a squared error, is 0 for a perfect fit alone.
        if (call.X.Shape.Rank == 0 && call.X.Source().Maker is { } total && (ReferenceEquals(total.Op, Reductions.Mean) || ReferenceEquals(total.Op, Losses.MseLoss)))
            yield break;
        var maker = call.X.Source().Maker;
        yield return new(Catalogue.InfiniteSlope, call.Op.Surface, call.X,
            maker is not null && ReferenceEquals(maker.Op, Statistics.Var) ? "use Std"
            : maker is not null && ReferenceEquals(maker.Op, Reductions.Sum) ? "use Norm, or add a small number to it" : "add a small number to it");
    }

    /// <summary>Where(x > 0, Sqrt(x), 0): the branch not taken has the gradient 0 · ∞.</summary>
    public static IEnumerable<Suspicion> UnsafeBranch(OpCall call, Setting setting)
    {
        if (call.Op is not SelectOp)
            yield break;
        foreach (var branch in call.Operands.Skip(1))
            if (branch.IsDifferentiated && Unsafe(branch, 4, call.X) is { } inside)
                yield return new(Catalogue.UnsafeBranch, inside.Title, inside.Operands[inside.Operands.Count - 1].Name is { } name ? $"{inside.Title} of {name}" : inside.Title);
    }

    /// <summary>Equality of numbers that change with the parameters: it has no gradient, and holds by luck.</summary>
    public static IEnumerable<Suspicion> FloatEquality(OpCall call, Setting setting)
    {
        if (!ReferenceEquals(call.Op, Comparisons.Equal) && !ReferenceEquals(call.Op, Comparisons.NotEqual))
            yield break;
        var (a, b) = (call.X, call.Operands[1]);
        if (!(a.IsDifferentiated || b.IsDifferentiated) || a.Origin == Origin.Number || b.Origin == Origin.Number || Making.IsSameSource(a, b))
            yield break;
        // The largest element equals itself.
        if (new[] { (a, b), (b, a) }.Any(p => p.Item2.Source().Maker is { Op: ReductionOp } extremum && ReferenceEquals(extremum.X, p.Item1)))
            yield break;
        yield return new(Catalogue.FloatEquality, call.Title, a, b);
    }

    /// <summary>A function among element-wise ones that is infinite, or has an infinite slope, where its operand is 0.</summary>
    static OpCall? Unsafe(Operand x, int depth, Operand condition)
    {
        if (depth == 0 || !x.IsDifferentiated || x.Maker is not { Op: ElementwiseOp or MovementOp } maker || maker.Op is SelectOp)
            return null;
        var isRisky = ReferenceEquals(maker.Op, Arithmetic.Divide) ? IsRisky(maker.Operands[1], condition)
            : ReferenceEquals(maker.Op, Arithmetic.Sqrt) || ReferenceEquals(maker.Op, Exponentials.Log) ? IsRisky(maker.X, condition)
            : ReferenceEquals(maker.Op, Arithmetic.Pow) && maker.Operands[1].Number is { } power && (power < 0 || power != Math.Floor(power)) && IsRisky(maker.X, condition);
        return isRisky ? maker : maker.Operands.Select(o => Unsafe(o, depth - 1, condition)).FirstOrDefault(found => found is not null);
    }

    // One number for all elements, such as a temperature, is no reason to choose among them.
    static bool IsRisky(Operand x, Operand condition) => x.Sign != Sign.Positive && x.Origin != Origin.Number && x.Source().Maker?.Op is not SelectOp
        && (!x.Shape.Count.IsOne || condition.Shape.Count.IsOne);
}
