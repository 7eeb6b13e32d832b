using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>Rows of one or two elements side by side: each element of many rows is one vector, which stays in its register.</summary>
sealed partial class RowEmitter
{
    static readonly Strand[] pair = [new(Form.Vector), new(Form.Vector, Step: 1)];

    readonly Dictionary<(RowSink Sink, int Step), string> sums = [];

    string both = "";

    void TinyRows()
    {
        both = scope.Unique("both");
        code.Line($"var {both} = {kernel.Size(Inner.Size)} > 1;");
        foreach (var sink in program.Sinks.Where(InRegister))
            foreach (var strand in pair)
                code.Line($"var {sums[(sink, strand.Step)] = scope.Unique(kernel.Buffer(sink.Target!.Buffer) + "Lanes" + strand.Suffix)} = Vector512.Create({Start(((MemoryTotal)sink).Monoid, sink.Target!.Buffer.Type)});");
        var before = SameForAllRows();
        foreach (var id in before)
            LetPair(id);
        var open = OpenBlocks();
        AcrossValues(0);
        var done = new HashSet<int>(before);
        for (var pass = 0; pass < program.Passes; pass++)
        {
            foreach (var id in program.Needed(program.RootsOf(pass), done.Contains).Where(done.Add).ToArray())
                LetPair(id);
            foreach (var id in TotalsOf(pass))
            {
                var total = (RowTotal)Values[id];
                var (first, second) = (Beside(total.Input, pair[0]).Text, Beside(total.Input, pair[1]).Text);
                code.Line($"var {names[id]} = {both} ? {Combined(total.Monoid, first, second, total.Type)} : {first};");
            }
            foreach (var sink in SinksOf(pass))
                LeavePair(sink);
            AcrossValues(pass + 1);
        }
        foreach (var sink in program.Sinks.Where(s => s.Level == Level.Row))
            LeaveAcross(sink, Strand.Single);
        foreach (var block in Enumerable.Reverse(open))
            block.Dispose();
        foreach (var sink in program.Sinks.Where(InRegister))
        {
            var (target, verb) = (kernel.Buffer(sink.Target!.Buffer), Verb(((MemoryTotal)sink).Monoid));
            code.Line($"{target} = VectorMath.Horizontal{verb}({sums[(sink, 0)]});");
            code.Line($"if ({both}) Unsafe.Add(ref {target}, {SecondOf(sink.Target!)}) = VectorMath.Horizontal{verb}({sums[(sink, 1)]});");
        }
    }

    string SecondOf(Access access) => kernel.Size(access.StrideOf(Inner.Class));

    /// <summary>A value of both elements; where there is only one, the other reads nothing.</summary>
    void LetPair(int id)
    {
        if (Values[id] is LoadValue { Access: var access } && beside.IsTurned(access))
        {
            Stand(0);
            code.Line($"var {Name(id, pair[0])} = VectorMath.LoadPair(ref {RowRef(access, 0)}, {both}, {left}, out var {Name(id, pair[1])});");
            return;
        }
        foreach (var strand in pair)
        {
            Stand(strand.Step);
            if (strand.Step > 0 && Values[id] is LoadValue load)
                code.Line($"var {Name(id, strand)} = {both} ? {LoadAcross(load, strand with { Step = 0 })} : default;");
            else
                LetAcross(id, strand);
        }
    }

    /// <summary>Which element of its row is meant.</summary>
    void Stand(int at) => loops[loops.Length - 1] = at.ToString();

    void LeavePair(RowSink sink)
    {
        using var place = code.From(sink.Line);
        if (sink is StoreSink { Access: var access } && beside.IsTurned(access))
        {
            Stand(0);
            code.Line($"VectorMath.StorePair({Beside(sink.Value, pair[0]).Text}, {Beside(sink.Value, pair[1]).Text}, ref {RowRef(access, 0)}, {both}, {left});");
            return;
        }
        foreach (var strand in pair)
        {
            Stand(strand.Step);
            var isSecond = strand.Step > 0 ? $"if ({both}) " : "";
            code.Line(sink switch
            {
                MemoryTotal sum => Combine(sum.Monoid, sums[(sink, strand.Step)], Counted(sink.Value, sum.Monoid, lanes.Type, strand), lanes.Type) + ";",
                ScalarTotal total => isSecond + Combine(total.Monoid, Running(total), Counted(sink.Value, total.Monoid, total.Type, strand), total.Type) + ";",
                _ => $"{isSecond}VectorMath.StorePart({Beside(sink.Value, strand).Text}, ref {RowRef(sink.Target!, 0)}, {At(sink.Target!, strand with { Step = 0 })}, {part});",
            });
        }
    }
}
