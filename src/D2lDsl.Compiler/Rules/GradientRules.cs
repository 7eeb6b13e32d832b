using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
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
        foreach (var (condition, branch) in Chosen(call))
            if (branch.IsDifferentiated && Unsafe(branch, 4, condition) is { } inside && (!ReferenceEquals(call.Op, Arithmetic.Multiply) || IsAbout(condition, inside.Operands[inside.Operands.Count - 1])))
                yield return new(Catalogue.UnsafeBranch, inside.Title, inside.Operands[inside.Operands.Count - 1].Name is { } name ? $"{inside.Title} of {name}" : inside.Title,
                    call.Op is SelectOp or CompositeOp ? call.Op.Surface : "A product with a condition");
    }

    /// <summary>What an op chooses elements of, with the condition: Where, MaskedFill, and a product with the condition as a number.</summary>
    static IEnumerable<(Operand Condition, Operand Branch)> Chosen(OpCall call)
    {
        if (call.Op is SelectOp)
            return call.Operands.Skip(1).Select(branch => (call.X, branch));
        if (ReferenceEquals(call.Op, Selection.MaskedFill))
            return [(call.Operands[1], call.X)];
        return ReferenceEquals(call.Op, Arithmetic.Multiply)
            ? new[] { (call.X, call.Operands[1]), (call.Operands[1], call.X) }.Where(p => p.Item1.Converted is { Type: ElementType.Bool }).Select(p => (p.Item1.Converted!, p.Item2)) : [];
    }

    /// <summary>True where a comparison is one of the value itself: dropout's mask is not.</summary>
    static bool IsAbout(Operand condition, Operand value) => condition.Maker?.Operands.Any(o => ReferenceEquals(o.Source(), value.Source())) == true;

    /// <summary>Equality of numbers that change with the parameters: it has no gradient, and holds by luck.</summary>
    public static IEnumerable<Suspicion> FloatEquality(OpCall call, Setting setting)
    {
        if (!ReferenceEquals(call.Op, Comparisons.Equal) && !ReferenceEquals(call.Op, Comparisons.NotEqual))
            yield break;
        var (a, b) = (call.X, call.Operands[1]);
        if (!(a.IsDifferentiated || b.IsDifferentiated) || IsExact(a) || IsExact(b) || Making.IsSameSource(a, b))
            yield break;
        // The largest element equals itself.
        if (new[] { (a, b), (b, a) }.Any(p => p.Item2.Source().Maker is { Op: ReductionOp } extremum && ReferenceEquals(extremum.X, p.Item1)))
            yield break;
        yield return new(Catalogue.FloatEquality, call.Title, Shown(a), Shown(b));

        static string Shown(Operand x) => x.Number is { } number ? number.ToString("G7", System.Globalization.CultureInfo.InvariantCulture) : x.ToString();
    }

    /// <summary>A number that is met exactly, as the 0 of a Relu is: no fraction.</summary>
    static bool IsExact(Operand x) => x.Origin == Origin.Number && (x.Number is not { } number || number == Math.Floor(number));

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
