using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

/// <summary>
/// Keep or compute again: an element value that several passes over a row need is kept in a row of its own where computing it again
/// costs more than writing and reading it. The row stays in the first-level cache, and rows whose lives do not overlap share one.
/// </summary>
public sealed class KeepRows
{
    /// <summary>What writing and reading an element costs, in arithmetic operations.</summary>
    const int StoreAndLoad = 4;

    readonly RowProgram program;
    readonly Dictionary<int, int> computedIn = [];
    readonly Dictionary<int, (int Pass, int LastUse)> kept = [];
    readonly HashSet<int> again = [];

    KeepRows(RowProgram program) => this.program = program;

    public static RowProgram Of(RowProgram program) => program.Passes < 2 ? program : new KeepRows(program).Decide();

    IReadOnlyList<RowValue> Values => program.Values;

    RowProgram Decide()
    {
        for (var pass = 0; pass < program.Passes; pass++)
        {
            var roots = program.RootsOf(pass);
            foreach (var id in roots)
                Choose(id, pass, []);
            foreach (var id in program.Needed(roots, id => IsRead(id, pass)))
                if (IsRead(id, pass))
                    kept[id] = (kept[id].Pass, pass);
                else if (!computedIn.ContainsKey(id))
                    computedIn.Add(id, pass);
        }
        return program with { Kept = Place(), Again = [.. again.Where(a => !kept.ContainsKey(a)).OrderBy(a => a).Select(a => (a, Cost(a, [])))] };
    }

    bool IsRead(int id, int pass) => kept.TryGetValue(id, out var row) && row.Pass < pass;

    /// <summary>Walks down from what a pass needs; what an earlier pass has computed already is kept if that pays.</summary>
    void Choose(int id, int pass, HashSet<int> seen, bool isInside = false)
    {
        if (Values[id].Level != Level.Element || IsRead(id, pass) || !seen.Add(id))
            return;
        var isKnown = computedIn.TryGetValue(id, out var first) && first < pass && Values[id] is MapValue;
        if (isKnown && Values[id].Type.IsFloating() && Cost(id, []) > StoreAndLoad)
            kept[id] = (first, pass);
        else
        {
            if (isKnown && !isInside)
                again.Add(id);
            foreach (var operand in Values[id].Operands)
                Choose(operand, pass, seen, isInside || isKnown);
        }
    }

    /// <summary>What computing a value costs an element, loads included, what is kept already excluded.</summary>
    int Cost(int id, HashSet<int> seen) => Values[id].Level != Level.Element || kept.ContainsKey(id) || !seen.Add(id) ? 0
        : Values[id].Operands.Sum(o => Cost(o, seen)) + (Values[id] is MapValue map ? map.Expression.Weight() : 1);

    /// <summary>Rows for what is kept: one whose last reader is the pass that writes the next value serves again.</summary>
    List<KeptRow> Place()
    {
        var strides = Shape.Of(program.Row.Select(a => a.Size)).Strides();
        var walk = program.Row.Select((axis, i) => (axis.Class, strides[i])).ToEquatable();
        var rows = new List<(ElementType Type, int FreeFrom)>();
        var placed = new List<KeptRow>();
        foreach (var entry in kept.OrderBy(k => k.Value.Pass).ThenBy(k => k.Key))
        {
            var type = Values[entry.Key].Type;
            var row = rows.FindIndex(r => r.Type == type && r.FreeFrom <= entry.Value.Pass);
            if (row < 0)
            {
                row = rows.Count;
                rows.Add((type, 0));
            }
            rows[row] = (type, entry.Value.LastUse);
            var buffer = new TensorBuffer($"kept{row}", BufferKind.Row, row, Shape.Of(program.Row.Select(a => a.Size)), type);
            placed.Add(new(entry.Key, entry.Value.Pass, new(buffer, walk), Cost(entry.Key)));
        }
        return placed;
    }

    int Cost(int id)
    {
        var row = kept[id];
        kept.Remove(id);
        var cost = Cost(id, []);
        kept.Add(id, row);
        return cost;
    }
}
