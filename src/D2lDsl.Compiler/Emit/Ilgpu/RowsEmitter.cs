using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>
/// Writes rows as a kernel. Some lanes of a group share a row: each takes every so-manieth element, and totals are combined through shared
/// memory. Lanes that are left over at the end walk the last row along, because barriers need them, and write nothing.
/// </summary>
sealed class RowsEmitter
{
    readonly RowProgram program;
    readonly DeviceScope scope;
    readonly CodeWriter code;
    readonly ValueWriter values;
    readonly string[] outer;
    readonly string[] row;
    readonly string isRow, lane, lanes;
    readonly Dictionary<string, string> shared = [];
    readonly HashSet<int> needed;

    /// <param name="hostLanes">The host's variable that says how many lanes share a row.</param>
    public RowsEmitter(RowProgram program, DeviceScope scope, CodeWriter code, string hostLanes)
    {
        (this.program, this.scope, this.code) = (program, scope, code);
        values = new(program.Values, scope, code);
        outer = [.. program.Outer.Select((_, i) => scope.Unique("ijkrst"[Math.Min(i, 5)].ToString()))];
        row = [.. program.Row.Select((_, i) => scope.Unique("uvwxyz"[Math.Min(i, 5)].ToString()))];
        needed = [.. values.Needed(program.Sinks.SelectMany(ValueWriter.Reads))];
        (isRow, lane) = (scope.Unique("isRow"), scope.Unique("lane"));
        lanes = scope.Argument("int", "lanes", hostLanes);
    }

    IReadOnlyList<RowValue> Values => program.Values;

    public void Write()
    {
        foreach (var type in Totals(_ => true).Select(t => DeviceScope.Wide(Values[t].Type)).Distinct())
        {
            shared[type] = scope.Unique("shared" + char.ToUpperInvariant(type[0]) + type.Substring(1));
            code.Line($"var {shared[type]} = SharedMemory.Allocate<{type}>(Lane.Count);");
        }
        foreach (var id in Where(Level.Kernel, 0))
            values.Let(id);
        var (rows, number) = (string.Join(" * ", program.Outer.Select(a => scope.Factor(a.Size))), scope.Unique("row"));
        code.Line($"var {lane} = Lane.Index % {lanes};");
        code.Line($"var {number} = Grid.IdxX * (Lane.Count / {lanes}) + Lane.Index / {lanes};");
        code.Line($"var {isRow} = {number} < {rows};");
        code.Line($"if (!{isRow}) {number} = {rows} - 1;");
        values.Decode(program.Outer, number, outer);
        foreach (var id in Where(Level.Row, 0))
            values.Let(id);
        for (var pass = 0; pass < program.Passes; pass++)
        {
            Pass(pass);
            foreach (var id in Where(Level.Row, pass + 1))
                values.Let(id);
        }
        var sinks = program.Sinks.Where(s => s.Level == Level.Row).ToArray();
        if (sinks.Length > 0)
            using (code.Open($"if ({isRow} && {lane} == 0)"))
                foreach (var sink in sinks)
                    code.Line(values.Store(sink));
    }

    IEnumerable<int> Where(Level level, int pass) => Enumerable.Range(0, Values.Count)
        .Where(i => needed.Contains(i) && Values[i].Level == level && (level == Level.Kernel || Values[i].Pass == pass) && Values[i] is not RowTotal);

    IEnumerable<int> Totals(Func<RowValue, bool> which) => Enumerable.Range(0, Values.Count).Where(i => needed.Contains(i) && Values[i] is RowTotal && which(Values[i]));

    void Pass(int pass)
    {
        var totals = Totals(t => t.Pass == pass + 1).ToArray();
        var sinks = program.Sinks.Where(s => s.Level == Level.Element && program.PassOf(s) == pass).ToArray();
        if (totals.Length + sinks.Length == 0)
            return;
        foreach (var id in totals)
            code.Line($"var {values[id]} = {ValueWriter.Start(((RowTotal)Values[id]).Monoid, Values[id].Type)};");
        var walked = values.Needed(totals.Select(t => ((RowTotal)Values[t]).Input).Concat(sinks.SelectMany(ValueWriter.Reads)), id => Values[id].Level != Level.Element);
        var elements = string.Join(" * ", program.Row.Select(a => scope.Factor(a.Size)));
        var at = program.Row.Count == 1 ? row[0] : scope.Unique("at");
        using (code.Open($"for (var {at} = {lane}; {at} < {elements}; {at} += {lanes})"))
        {
            values.Decode(program.Row, at, row);
            foreach (var id in walked)
                values.Let(id);
            foreach (var id in totals)
                code.Line(ValueWriter.Combine(((RowTotal)Values[id]).Monoid, values[id], values[((RowTotal)Values[id]).Input]));
            if (sinks.Length == 1)
                code.Line($"if ({isRow}) {values.Store(sinks[0])}");
            else if (sinks.Length > 1)
                using (code.Open($"if ({isRow})"))
                    foreach (var sink in sinks)
                        code.Line(values.Store(sink));
        }
        foreach (var id in totals)
            code.Line($"{values[id]} = LaneTotal.{ValueWriter.Verb(((RowTotal)Values[id]).Monoid)}({shared[DeviceScope.Wide(Values[id].Type)]}, {values[id]}, {lane}, {lanes}, 1);");
    }
}
