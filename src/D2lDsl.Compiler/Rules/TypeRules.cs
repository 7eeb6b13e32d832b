using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Rules;

/// <summary>Element types that cannot hold what goes into them.</summary>
public static class TypeRules
{
    /// <summary>Sums of bytes are bytes.</summary>
    public static IEnumerable<Suspicion> NarrowSum(OpCall call, Setting setting)
    {
        if ((ReferenceEquals(call.Op, Reductions.Sum) || call.Op is ContractionOp) && call.X.Type is ElementType.SByte or ElementType.Byte)
            yield return new(Catalogue.NarrowSum, call.Op.Surface, call.X, call.X.Type.Keyword(), call.X.Type == ElementType.Byte ? "255" : "127");
    }

    /// <summary>A number among integers that they cannot be.</summary>
    public static IEnumerable<Suspicion> Literal(OpCall call, Setting setting)
    {
        foreach (var number in call.Operands)
            if (number.Number is { } value && Range(number.Type) is var (low, high) && (value < low || value > high || value != Math.Floor(value)))
                yield return new(Catalogue.Literal, value, number.Type.Keyword(), low, high);
    }

    /// <summary>Data of another floating-point type than the model computes in.</summary>
    public static IEnumerable<Suspicion> Conversion(Operand x, ElementType type)
    {
        if (x.Source() is { Origin: Origin.Data } && x.Type.IsFloating() && type.IsFloating() && x.Type != type)
            yield return new(Catalogue.OtherPrecision, x, x.Type.Keyword(), type.Keyword());
    }

    static (double Low, double High)? Range(ElementType type) => type switch
    {
        ElementType.SByte => (sbyte.MinValue, sbyte.MaxValue),
        ElementType.Byte => (byte.MinValue, byte.MaxValue),
        ElementType.Int => (int.MinValue, int.MaxValue),
        _ => null,
    };
}
