using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Fuse;

/// <summary>
/// A total over whole rows is taken row by row: first over the row, in registers, then from row to row. So a program adds up
/// element by element only into memory that the row itself walks.
/// </summary>
public static class RowTotals
{
    public static RowProgram Of(RowProgram program)
    {
        var values = program.Values.ToList();
        var sinks = program.Sinks.Select(sink => sink switch
        {
            ScalarTotal { Level: Level.Element } total => total with { Level = Level.Row, Value = Row(total.Value, total.Monoid, total.Type) },
            MemoryTotal { Level: Level.Element } total when program.Row.All(axis => total.Access.StrideOf(axis.Class).Value == 0)
                => total with { Level = Level.Row, Value = Row(total.Value, total.Monoid, total.Access.Buffer.Type) },
            _ => sink,
        }).ToList();
        return program with { Values = values, Sinks = sinks };

        int Row(int value, Ops.Monoid monoid, ElementType type)
        {
            for (var i = 0; i < values.Count; i++)
                if (values[i] is RowTotal known && known.Input == value && known.Monoid == monoid)
                    return i;
            values.Add(new RowTotal(monoid, value, type, "rowTotal" + values.Count) { Level = Level.Row, Pass = values[value].Pass + 1, Line = values[value].Line });
            return values.Count - 1;
        }
    }
}
