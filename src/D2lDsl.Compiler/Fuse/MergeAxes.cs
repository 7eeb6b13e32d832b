using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

/// <summary>Joins neighbouring loops that every buffer walks as one: a dense [n, d] tensor is one loop of n·d.</summary>
public static class MergeAxes
{
    /// <param name="keepsRows">Whether rows stay rows, even where all of a tensor could be one.</param>
    public static RowProgram Of(RowProgram program, bool keepsRows = false)
    {
        var accesses = program.Accesses.Concat(program.Values.OfType<CheckedIndex>().Select(i => i.Place).OfType<Access>()).ToArray();
        var indexed = new HashSet<int>(program.Values.OfType<IndexValue>().Select(v => v.Class));
        bool CanJoin(LoopAxis outer, LoopAxis inner) => !indexed.Contains(outer.Class) && !indexed.Contains(inner.Class)
            && accesses.All(a => a.StrideOf(outer.Class).Equals(a.StrideOf(inner.Class) * inner.Size));

        var (rows, row) = (Join(program.Outer, CanJoin), Join(program.Row, CanJoin));
        var rowsMatter = program.Values.Any(v => v is RowTotal) || program.Sinks.Any(s => s.Level == Level.Row);
        while (!rowsMatter && !keepsRows && rows.Count > 0 && row.Count == 1 && CanJoin(rows[rows.Count - 1], row[0]))
        {
            row = [row[0] with { Size = rows[rows.Count - 1].Size * row[0].Size }];
            rows.RemoveAt(rows.Count - 1);
        }
        return program with { Outer = rows, Row = row };
    }

    static List<LoopAxis> Join(IReadOnlyList<LoopAxis> axes, Func<LoopAxis, LoopAxis, bool> canJoin)
    {
        var joined = new List<LoopAxis>();
        foreach (var axis in axes)
            if (joined.Count > 0 && canJoin(joined[joined.Count - 1], axis))
                joined[joined.Count - 1] = axis with { Size = joined[joined.Count - 1].Size * axis.Size };
            else
                joined.Add(axis);
        return joined;
    }
}
