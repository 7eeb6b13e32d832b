namespace D2lDsl.Compiler.Ir;

/// <summary>The element types a tensor can have.</summary>
public enum ElementType
{
    Float,
    Double,
    Int,
    Long,
    SByte,
    Byte,
    Bool,
}

/// <summary>Sets of element types, as an op states what it accepts.</summary>
[Flags]
public enum Elements
{
    Floating = 1,
    Int = 2,
    OtherIntegers = 8,
    Integer = Int | OtherIntegers,
    Bool = 4,
    Numeric = Floating | Integer,
    All = Numeric | Bool,
}

public static class ElementTypes
{
    /// <summary>The C# keyword of the type: <c>float</c>.</summary>
    public static string Keyword(this ElementType type) => type.ToString().ToLowerInvariant();

    public static bool IsFloating(this ElementType type) => type is ElementType.Float or ElementType.Double;

    public static Elements Kind(this ElementType type) => type switch
    {
        ElementType.Float or ElementType.Double => Elements.Floating,
        ElementType.Bool => Elements.Bool,
        ElementType.Int => Elements.Int,
        _ => Elements.OtherIntegers,
    };

    /// <summary>Bytes of one element.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Double or ElementType.Long => 8,
        ElementType.Float or ElementType.Int => 4,
        _ => 1,
    };

    public static ElementType? FromKeyword(string keyword) =>
        Enum.TryParse<ElementType>(keyword, ignoreCase: true, out var type) ? type : null;
}
