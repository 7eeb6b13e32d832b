using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Rules;

/// <summary>Element types that cannot hold what goes into them.</summary>
public static class TypeRules
{
    /// <summary>Ops that add up or multiply along an axis.</summary>
    static readonly HashSet<Op> Totals = [Reductions.Sum, Reductions.Prod, Matrices.CumSum, Matrices.CumProd];

    /// <summary>Sums of bytes are bytes.</summary>
    public static IEnumerable<Suspicion> NarrowSum(OpCall call, Setting setting)
    {
        if ((Totals.Contains(call.Op) || call.Op is ContractionOp) && call.X.Type is ElementType.SByte or ElementType.Byte)
            yield return new(Catalogue.NarrowSum, call.Op.Surface, call.X, call.X.Type.Keyword(), call.X.Type == ElementType.Byte ? "255" : "127");
    }

    /// <summary>Differences of bytes, which have no numbers below 0, and products that leave them soon.</summary>
    public static IEnumerable<Suspicion> WrapsAround(OpCall call, Setting setting)
    {
        if (call.X.Type is not (ElementType.SByte or ElementType.Byte))
            yield break;
        // 255 - x turns an image over, and 1 - mask a mask.
        var isBelow = call.X.Type == ElementType.Byte && (ReferenceEquals(call.Op, Arithmetic.Negate) || (ReferenceEquals(call.Op, Arithmetic.Subtract) && call.X.Number is null));
        var isBeyond = ReferenceEquals(call.Op, Arithmetic.Square) || (ReferenceEquals(call.Op, Arithmetic.Multiply) && call.Operands.Any(o => o.Number is >= 2));
        if ((isBelow || isBeyond) && Range(call.X.Type) is var (low, high))
            yield return new(Catalogue.WrapsAround, call.Title, call.X.Number is null ? call.X : call.Operands[1], call.X.Type.Keyword(), low, high);
    }

    /// <summary>A number among integers that they cannot be.</summary>
    public static IEnumerable<Suspicion> Literal(OpCall call, Setting setting)
    {
        foreach (var number in call.Operands)
            if (number.Number is { } value && Range(number.Type) is var (low, high) && (value < low || value > high || value != Math.Floor(value)))
                yield return new(Catalogue.Literal, value, number.Type.Keyword(), low, high);
    }

    /// <summary>Data of another floating-point type than the model computes in, and fractions that whole numbers cut off.</summary>
    public static IEnumerable<Suspicion> Conversion(Operand x, ElementType type)
    {
        if (x.Source() is { Origin: Origin.Data } && x.Type.IsFloating() && type.IsFloating() && x.Type != type)
            yield return new(Catalogue.OtherPrecision, x, x.Type.Keyword(), type.Keyword());
        // A probability of 1 is hardly ever reached.
        if (x.Meaning == Meaning.Probability && x.Type.IsFloating() && !type.IsFloating() && type != ElementType.Bool)
            yield return new(Catalogue.CutOff, type.Keyword(), x);
    }

    static (double Low, double High)? Range(ElementType type) => type switch
    {
        ElementType.SByte => (sbyte.MinValue, sbyte.MaxValue),
        ElementType.Byte => (byte.MinValue, byte.MaxValue),
        ElementType.Int => (int.MinValue, int.MaxValue),
        _ => null,
    };
}
