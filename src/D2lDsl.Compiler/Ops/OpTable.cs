using System.Reflection;

namespace D2lDsl.Compiler.Ops;

/// <summary>Every op, found by walking the families: a new entry in a family is in the table, a new family is one line here.</summary>
public static class OpTable
{
    static readonly Type[] Families =
    [
        typeof(Arithmetic), typeof(Rounding), typeof(Comparisons), typeof(Logic), typeof(Exponentials), typeof(Activations), typeof(Selection),
        typeof(Reductions), typeof(Statistics), typeof(Normalizations), typeof(Movements), typeof(Assembly), typeof(Splits), typeof(Rankings), typeof(Contractions), typeof(Matrices),
        typeof(Indices), typeof(Losses), typeof(Convolutions), typeof(Randomness),
    ];

    /// <summary>All ops, in the order of their families.</summary>
    public static IReadOnlyList<Op> All { get; } =
    [
        .. from family in Families
           from field in family.GetFields()
           let op = field.GetValue(null) as Op
           where op is not null
           select op,
    ];

    /// <summary>With those that only bodies of other ops use, which recorded graphs name too.</summary>
    static readonly ILookup<string, Op> BySurface = All.Concat(Families.SelectMany(f => f.GetFields(BindingFlags.Static | BindingFlags.NonPublic)).Select(f => f.GetValue(null)).OfType<Op>())
        .ToLookup(op => op.Surface);

    /// <summary>The ops a method name can mean; several where overloads differ in their arguments.</summary>
    public static IEnumerable<Op> Named(string surface) => BySurface[surface];
}
