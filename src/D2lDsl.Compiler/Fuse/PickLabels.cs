using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Fuse;

/// <summary>
/// Picks by address what is said with a comparison: where a call has checked that labels lie inside of a row, Σ (j = label ? x : 0) over
/// the row is x at the label.
/// </summary>
public sealed class PickLabels
{
    readonly RowProgram program;
    readonly Func<LoadValue, bool> isLabel;
    readonly List<RowValue> values = [];
    readonly int[] moved;
    readonly Dictionary<(int Value, int Label), int> picked = [];

    PickLabels(RowProgram program, Func<LoadValue, bool> isLabel)
    {
        (this.program, this.isLabel) = (program, isLabel);
        moved = new int[program.Values.Count];
    }

    /// <param name="checks">Which inputs a call has checked to be positions of which axis.</param>
    public static RowProgram Of(RowProgram program, IReadOnlyCollection<IndexCheck> checks)
    {
        if (program.Row.Count != 1 || checks.Count == 0)
            return program;
        var pick = new PickLabels(program, load => load is { Level: Level.Row, Access.Buffer: { Kind: BufferKind.Input } buffer }
            && checks.Any(c => c.Input == buffer.Index && c.Limit.Equals(program.Row[0].Size)));
        return program.Values.Any(v => v is MapValue map && pick.LabelOf(map) is not null) ? pick.Write() : program;
    }

    LoopAxis Inner => program.Row[0];

    RowProgram Write()
    {
        for (var id = 0; id < program.Values.Count; id++)
            moved[id] = program.Values[id] is RowTotal { Monoid: Monoid.Sum } total && Chosen(total.Input) is var (value, label) && CanPick(value)
                ? Add(new MapValue(0 + (Scalar)new Scalar.Arg(0), [At(value, label)], total.Type, total.Name), Level.Row)
                : Add(Moved(program.Values[id]), program.Values[id].Level);
        return Live(program with { Values = values, Sinks = [.. program.Sinks.Select(Moved)] });
    }

    /// <summary>The label that a truth value compares the position in the row with; null for another value.</summary>
    int? LabelOf(MapValue map)
    {
        if (map is not { Type: ElementType.Bool, Level: Level.Element, Expression: Scalar.Apply { Primitive: Primitive.Equal } equal }
            || equal.Operands[0] is not Scalar.Arg a || equal.Operands[1] is not Scalar.Arg b)
            return null;
        var (first, second) = (map.Inputs[a.Index], map.Inputs[b.Index]);
        return Compares(first, second) ? second : Compares(second, first) ? first : null;

        bool Compares(int index, int label) => program.Values[index] is IndexValue position && position.Class == Inner.Class
            && program.Values[label] is LoadValue load && isLabel(load);
    }

    /// <summary>x and the label of a value that is x at the label and 0 elsewhere.</summary>
    (int Value, int Label)? Chosen(int id) => program.Values[id] is MapValue { Expression: Scalar.Apply { Primitive: Primitive.Select } select } map
        && select.Operands[0] is Scalar.Arg condition && select.Operands[1] is Scalar.Arg value && select.Operands[2] is Scalar.Const { Value: 0 }
        && program.Values[map.Inputs[condition.Index]] is MapValue truth && LabelOf(truth) is { } label ? (map.Inputs[value.Index], label) : null;

    /// <summary>True where computing a value once more, at one place, costs next to nothing.</summary>
    bool CanPick(int id) => program.Values[id].Level != Level.Element || (program.Values[id] switch
    {
        LoadValue load => load.Access.Indirect.Count == 0,
        IndexValue => true,
        MapValue map => map.Expression.Functions() == 0,
        _ => false,
    } && program.Values[id].Operands.All(CanPick));

    /// <summary>An element value at the label.</summary>
    int At(int id, int label)
    {
        if (program.Values[id].Level != Level.Element)
            return moved[id];
        if (picked.TryGetValue((id, label), out var known))
            return known;
        var name = program.Values[id].Name + "AtLabel";
        return picked[(id, label)] = program.Values[id] switch
        {
            IndexValue => moved[label],
            LoadValue load => Add(load with { Access = There(load.Access, moved[label]), Name = name }, Level.Row),
            MapValue map => Add(map with { Inputs = [.. map.Inputs.Select(i => At(i, label))], Name = name }, Level.Row),
            _ => throw new InvalidOperationException(),
        };
    }

    /// <summary>The same walk at one place of the row.</summary>
    Access There(Access access, int label) => access with
    {
        Strides = access.Strides.Where(s => s.Class != Inner.Class).ToEquatable(),
        Indirect = access.StrideOf(Inner.Class) is var stride && stride.Value == 0 ? access.Indirect : access.Indirect.Append((label, stride)).ToEquatable(),
    };

    RowValue Moved(RowValue value) => value switch
    {
        LoadValue load => load with { Access = Moved(load.Access) },
        CheckedIndex index => index with { Input = moved[index.Input], Place = index.Place is { } place ? Moved(place) : null },
        MapValue map => map with { Inputs = [.. map.Inputs.Select(i => moved[i])] },
        RowTotal total => total with { Input = moved[total.Input] },
        _ => value,
    };

    RowSink Moved(RowSink sink) => sink switch
    {
        StoreSink store => store with { Value = moved[store.Value], Access = Moved(store.Access) },
        PlaceSink place => place with { Value = moved[place.Value], Access = Moved(place.Access) },
        MemoryTotal total => total with { Value = moved[total.Value], Access = Moved(total.Access) },
        _ => sink with { Value = moved[sink.Value] },
    };

    Access Moved(Access access) => access.Indirect.Count == 0 ? access : access with { Indirect = access.Indirect.Select(i => (moved[i.Value], i.Stride)).ToEquatable() };

    /// <summary>A value behind those it reads; what it waits for may have become less.</summary>
    int Add(RowValue value, Level level)
    {
        value.Level = level;
        value.Pass = value.Operands.Select(o => values[o].Pass).DefaultIfEmpty(0).Max() + (value is RowTotal ? 1 : 0);
        values.Add(value);
        return values.Count - 1;
    }

    /// <summary>The program without values that nothing reads any more.</summary>
    static RowProgram Live(RowProgram program)
    {
        var live = new HashSet<int>();
        var open = new Stack<int>(program.Sinks.SelectMany(s => (s.Target?.Indirect ?? []).Select(i => i.Value).Prepend(s.Value)));
        while (open.Count > 0)
            if (open.Pop() is var id && live.Add(id))
                foreach (var operand in program.Values[id].Operands)
                    open.Push(operand);
        var kept = new PickLabels(program, _ => false);
        foreach (var id in live.OrderBy(id => id))
            kept.moved[id] = kept.Add(kept.Moved(program.Values[id]), program.Values[id].Level);
        return program with { Values = kept.values, Sinks = [.. program.Sinks.Select(kept.Moved)] };
    }
}
