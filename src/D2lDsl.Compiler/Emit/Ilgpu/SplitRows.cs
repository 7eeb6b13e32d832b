using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>
/// A row program as launches. Rows run beside each other on a GPU, so what adds up over rows is a launch of its own, to which totals
/// of the rows come through memory; and a program of one long row is split at its passes, that all groups may share the row.
/// </summary>
sealed class SplitRows
{
    readonly DeviceMemory memory;
    readonly RowProgram program;
    readonly List<DeviceStep> steps = [];
    readonly Dictionary<int, Access> spilled = [];
    RowValue[] values = [];

    SplitRows(RowProgram program, DeviceMemory memory) => (this.program, this.memory) = (program, memory);

    public static IReadOnlyList<DeviceStep> Of(RowProgram program, DeviceMemory memory)
    {
        var split = new SplitRows(program, memory);
        split.Split();
        return split.steps;
    }

    IReadOnlyList<LoopAxis> Domain => [.. program.Outer, .. program.Row];

    void Split()
    {
        foreach (var sink in program.Sinks)
            if (sink is PlaceSink { Clears: true } place)
                steps.Add(new ClearStep(place.Access.Buffer));
        var plain = program.Sinks.Where(s => s is StoreSink or PlaceSink { Adds: false }).ToList();
        var across = program.Sinks.Except(plain).ToList();
        var spills = Totals(across.SelectMany(Reads));
        var totals = Totals(plain.SelectMany(Reads)).Union(spills).ToList();
        if (program.Outer.Count == 0)
            OneRow(plain, across);
        else
        {
            foreach (var total in spills)
                spilled[total] = new(memory.Extra(program.Values[total].Name, Shape.Of(program.Outer.Select(a => a.Size)), program.Values[total].Type), Strides(program.Outer));
            values = WithoutTotals();
            if (totals.Count > 0)
                steps.Add(new RowsStep(program.Name, program with
                {
                    Sinks = [.. plain, .. spills.Select(t => new StoreSink(t, Level.Row, spilled[t]))],
                }));
            Across(across, totals.Count > 0 ? [] : plain);
        }
    }

    /// <summary>Pass by pass; the totals of a pass are numbers in memory for the next.</summary>
    void OneRow(List<RowSink> plain, List<RowSink> across)
    {
        var totals = Enumerable.Range(0, program.Values.Count).Where(i => program.Values[i] is RowTotal).ToArray();
        // A total that is a number for later steps anyway goes where that number lives.
        foreach (var sink in across.OfType<ScalarTotal>().ToArray())
            if (program.Values[sink.Value] is RowTotal && !spilled.ContainsKey(sink.Value))
            {
                spilled[sink.Value] = new(memory.Number(sink.Name, sink.Type), []);
                across.Remove(sink);
            }
        foreach (var total in totals)
            if (!spilled.ContainsKey(total))
                spilled[total] = new(memory.Extra(program.Values[total].Name, Shape.Scalar, program.Values[total].Type), []);
        values = WithoutTotals();
        for (var pass = 0; pass < program.Passes; pass++)
        {
            var taken = totals.Where(t => program.Values[t].Pass == pass + 1)
                .Select(t => new WalkTotal(((RowTotal)program.Values[t]).Input, ((RowTotal)program.Values[t]).Monoid, spilled[t])).ToArray();
            var stores = plain.Where(s => s.Level == Level.Element && program.PassOf(s) == pass).ToArray();
            if (taken.Length + stores.Length > 0)
                steps.Add(new WalkStep(program.Name + (pass == 0 ? "" : $"Pass{pass + 1}"), [], program.Row, values, taken, stores));
        }
        Across(across, [.. plain.Where(s => s.Level != Level.Element)]);
    }

    /// <summary>Totals over rows, by what they keep; stores that are left go along with the first walk of their kind.</summary>
    void Across(List<RowSink> across, List<RowSink> stores)
    {
        var walks = across.Where(s => s is not PlaceSink)
            .GroupBy(s => (s.Level, Kept: string.Join(",", Axes(s.Level).Where(a => Moves(s, a)).Select(a => a.Class)))).ToList();
        var number = 0;
        foreach (var walk in walks)
        {
            var (axes, first) = (Axes(walk.Key.Level), walk.First());
            var along = stores.Where(s => (s.Level == Level.Element) == (walk.Key.Level == Level.Element)).ToArray();
            stores = [.. stores.Except(along)];
            steps.Add(new WalkStep(Named("Sum", number++), [.. axes.Where(a => Moves(first, a))], [.. axes.Where(a => !Moves(first, a))], values,
                [.. walk.Select(Total)], along));
        }
        foreach (var level in stores.GroupBy(s => s.Level == Level.Element))
            steps.Add(new WalkStep(level.Key ? program.Name : program.Name + "Rows", [], level.Key ? Domain : program.Outer, values, [], [.. level]));
        foreach (var place in across.OfType<PlaceSink>())
        {
            var axes = Axes(place.Level);
            steps.Add(new ScatterStep(Named("Place", number++), [.. axes.Where(a => IsLane(place, a))], [.. axes.Where(a => !IsLane(place, a))], values, place));
        }

        string Named(string verb, int index) => program.Name + verb + (index == 0 ? "" : (index + 1).ToString());

        static bool IsLane(PlaceSink place, LoopAxis axis) => Moves(place, axis) && !place.Meets.Contains(axis.Class);

        static bool Moves(RowSink sink, LoopAxis axis) => sink.Target is { } target && target.StrideOf(axis.Class).Value != 0;
    }

    WalkTotal Total(RowSink sink) => sink switch
    {
        MemoryTotal total => new(total.Value, total.Monoid, total.Access),
        ScalarTotal total => new(total.Value, total.Monoid, new(memory.Number(total.Name, total.Type), [])),
        _ => throw new InvalidOperationException(),
    };

    IReadOnlyList<LoopAxis> Axes(Level level) => level == Level.Element ? Domain : program.Outer;

    /// <summary>The values with every total read from where it was put.</summary>
    RowValue[] WithoutTotals() =>
    [
        .. program.Values.Select((value, i) => value is RowTotal && spilled.TryGetValue(i, out var access)
            ? new LoadValue(access, value.Type, value.Name) { Level = value.Level, Pass = value.Pass } : value),
    ];

    static IEnumerable<int> Reads(RowSink sink) => (sink.Target?.Indirect ?? []).Select(i => i.Value).Prepend(sink.Value);

    /// <summary>The totals over rows that these values need, their own totals too.</summary>
    List<int> Totals(IEnumerable<int> wanted)
    {
        var (found, seen, open) = (new SortedSet<int>(), new HashSet<int>(), new Stack<int>(wanted));
        while (open.Count > 0)
            if (open.Pop() is var id && seen.Add(id))
                if (program.Values[id] is RowTotal)
                    found.Add(id);
                else
                    foreach (var operand in program.Values[id].Operands)
                        open.Push(operand);
        return [.. found];
    }

    static EquatableArray<(int, Dim)> Strides(IReadOnlyList<LoopAxis> axes) =>
        axes.Zip(Shape.Of(axes.Select(a => a.Size)).Strides(), (axis, stride) => (axis.Class, stride)).ToEquatable();
}
