using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>
/// Writes what a loop does with the elements of a product while a lane has them in registers: bias, activation, mask, residual. Sums over
/// rows and over everything are taken tile by tile; a launch behind the product adds up those of the tiles.
/// </summary>
sealed class ProductEndEmitter
{
    readonly Contraction gemm;
    readonly RowProgram then;
    readonly DeviceScope scope;
    readonly CodeWriter code;
    readonly ValueWriter values;
    readonly List<int> needed;
    readonly IReadOnlyList<(WalkTotal Total, bool IsColumn, string Parts)> totals;
    readonly Dictionary<string, string> shared = [];

    /// <param name="totals">Each total, whether it keeps columns, and the view where tiles leave theirs.</param>
    public ProductEndEmitter(Contraction gemm, DeviceScope scope, CodeWriter code, IReadOnlyList<(WalkTotal Total, bool IsColumn, string Parts)> totals)
    {
        (this.gemm, then, this.scope, this.code, this.totals) = (gemm, gemm.Then!, scope, code, totals);
        values = new(then.Values, scope, code);
        needed = values.Needed(then.Sinks.SelectMany(ValueWriter.Reads));
    }

    /// <summary>Shared memory for totals over everything; those over rows take the slabs' when these are done with.</summary>
    public void Allocate()
    {
        foreach (var type in totals.Where(t => !t.IsColumn).Select(t => DeviceScope.Wide(t.Total.Target.Buffer.Type)).Distinct())
        {
            shared[type] = scope.Unique("shared" + char.ToUpperInvariant(type[0]) + type.Substring(1));
            code.Line($"var {shared[type]} = SharedMemory.Allocate<{type}>(Lane.Count);");
        }
    }

    public void Write(ProductEmitter product, string sums, string m, string n, string x, string y, string top, string start, string left, string right, string down, string across)
    {
        foreach (var id in needed.Where(id => then.Values[id].Level == Level.Kernel))
            values.Let(id);
        var running = totals.Select(t => scope.Unique("running" + char.ToUpperInvariant(then.Values[t.Total.Value].Name[0]) + then.Values[t.Total.Value].Name.Substring(1))).ToArray();
        foreach (var i in Totals(column: false))
            Start(i);
        var tile = product.IsLarge ? "Lane.LargeTile" : "Lane.Tile";
        var (c, r) = (scope.Unique("c"), scope.Unique("r"));
        using (code.Open($"for (var {c} = 0; {c} < {product.Block}; {c}++)"))
        {
            var column = Local("column", product.Place(start, x, c));
            foreach (var i in Totals(column: true))
                Start(i);
            using (code.Open($"for (var {r} = 0; {r} < {product.Block}; {r}++)"))
            {
                var row = Local("row", product.Place(top, y, r));
                using (code.Open($"if ({row} < {m} && {column} < {n})"))
                {
                    Element(product, sums, row, column, r, c);
                    for (var i = 0; i < running.Length; i++)
                        code.Line(ValueWriter.Combine(totals[i].Total.Monoid, running[i], values[totals[i].Total.Value]));
                }
            }
            foreach (var (i, slab) in Totals(column: true).Zip(new[] { left, right }, (i, slab) => (i, slab)))
                code.Line($"{slab}[{y} * {tile} + {column} - {start}] = {running[i]};");
        }
        foreach (var i in Totals(column: false))
        {
            var total = totals[i].Total;
            code.Line($"{running[i]} = LaneTotal.{ValueWriter.Verb(total.Monoid)}({shared[DeviceScope.Wide(total.Target.Buffer.Type)]}, {running[i]}, Lane.Index, Lane.Count, 1);");
            code.Line($"if (Lane.Index == 0) {totals[i].Parts}[Grid.IdxX] = {running[i]};");
        }
        if (!Totals(column: true).Any())
            return;
        code.Line("Group.Barrier();");
        var (at, side) = (scope.Unique("at"), scope.Unique("side"));
        using (code.Open($"for (var {at} = Lane.Index; {at} < DeviceMath.Min({tile}, {n} - {start}); {at} += Lane.Count)"))
            foreach (var (i, slab) in Totals(column: true).Zip(new[] { left, right }, (i, slab) => (i, slab)))
            {
                var total = totals[i].Total;
                var sum = Local("sum", ValueWriter.Start(total.Monoid, total.Target.Buffer.Type));
                using (code.Open($"for (var {side} = 0; {side} < Lane.Side; {side}++)"))
                    code.Line(ValueWriter.Combine(total.Monoid, sum, $"{slab}[{side} * {tile} + {at}]"));
                code.Line($"{totals[i].Parts}[Grid.IdxX / {across} % {down} * {n} + {start} + {at}] = {sum};");
            }

        void Start(int i) => code.Line($"var {running[i]} = {ValueWriter.Start(totals[i].Total.Monoid, totals[i].Total.Target.Buffer.Type)};");
    }

    IEnumerable<int> Totals(bool column) => Enumerable.Range(0, totals.Count).Where(i => totals[i].IsColumn == column);

    /// <summary>One element: the product, what the loop makes of it, and what it stores.</summary>
    void Element(ProductEmitter product, string sums, string row, string column, string r, string c)
    {
        var element = Local(gemm.Name, product.At(sums, r, c));
        if (gemm.Leaves)
            product.Leave(element, row, column);
        (values.Positions[then.Outer[0].Class], values.Positions[then.Row[0].Class]) = (row, column);
        foreach (var id in needed.Where(id => then.Values[id].Level != Level.Kernel))
            if (then.Values[id] is LoadValue load && load.Access.Buffer.Kind == gemm.Result.Buffer.Kind && load.Access.Buffer.Index == gemm.Result.Buffer.Index)
                values.Give(id, element);
            else
                values.Let(id);
        foreach (var store in then.Sinks.OfType<StoreSink>())
            code.Line(values.Store(store));
    }

    string Local(string wanted, string value)
    {
        var name = scope.Unique(wanted);
        code.Line($"var {name} = {value};");
        return name;
    }
}
