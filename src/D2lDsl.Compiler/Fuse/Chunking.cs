using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

/// <summary>
/// How a row program is cut into chunks for several threads: along its outermost loop, where every turn leaves what it writes in
/// places of its own. What is added up over all turns is added up chunk by chunk first.
/// </summary>
/// <param name="Axis">The loop that is cut.</param>
/// <param name="Operations">About how many arithmetic operations one turn of it is.</param>
/// <param name="Totals">What every chunk adds up for itself.</param>
public sealed record Chunking(LoopAxis Axis, Dim Operations, IReadOnlyList<RowSink> Totals)
{
    /// <summary>True where a chunk adds up whole tensors.</summary>
    public bool HasColumns => Totals.Any(t => t is MemoryTotal);

    /// <summary>Null where the loop cannot be cut, or is too short to.</summary>
    public static Chunking? Of(RowProgram program)
    {
        var axes = program.Outer.Concat(program.Row).ToArray();
        var axis = axes[0];
        if (axis.Size.Value is <= 16 || !program.Sinks.All(sink => IsApart(program, sink, axis)) || (program.Outer.Count == 0 && !IsOneRow(program)))
            return null;
        var weight = program.Values.Where(v => v.Level == Level.Element).Sum(v => v is MapValue map ? map.Expression.Weight() : 1) + 2 * Math.Max(1, program.Passes);
        return new(axis, axes.Skip(1).Aggregate((Dim)weight, (product, a) => product * a.Size), [.. program.Sinks.Where(s => IsTotal(s, axis))]);
    }

    /// <summary>True for what chunks add up for themselves.</summary>
    static bool IsTotal(RowSink sink, LoopAxis axis) => sink is ScalarTotal || (sink is MemoryTotal total && total.Access.StrideOf(axis.Class).Value == 0);

    static bool IsApart(RowProgram program, RowSink sink, LoopAxis axis) => sink switch
    {
        PlaceSink place => place.Access.Indirect.Count == 0 && place.IsApart(axis),
        StoreSink store => store.Access.StrideOf(axis.Class).Value != 0,
        _ => true,
    };

    /// <summary>A program without rows is one row; it can be cut where nothing but its totals needs all of it.</summary>
    static bool IsOneRow(RowProgram program) => program.Passes <= 1
        && program.Values.All(v => v.Operands.All(o => program.Values[o] is not RowTotal))
        && program.Sinks.All(s => s.Level == Level.Element
            || (s is ScalarTotal sum && program.Values[s.Value] is RowTotal total && total.Monoid == sum.Monoid));
}
