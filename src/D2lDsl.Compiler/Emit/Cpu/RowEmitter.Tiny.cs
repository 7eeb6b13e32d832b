using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>Rows of one or two elements, which are plain numbers: a vector would be nearly empty, and adding up its lanes takes longer than the row.</summary>
sealed partial class RowEmitter
{
    /// <summary>Up to this many element values a method for tiny rows stays short.</summary>
    const int MostTinyValues = 8;

    static readonly Strand[] pair = [new(Form.Single), new(Form.Single, Step: 1)];

    readonly Dictionary<(RowSink Sink, int Step), string> sums = [];

    /// <summary>True for a program that adds up short rows without functions: a linear model of a few features.</summary>
    bool HasTiny() => Values.Any(v => v is RowTotal) && Values.Count(v => v.Level == Level.Element) <= MostTinyValues
        && Values.OfType<MapValue>().Where(m => m.Level == Level.Element).All(m => m.Expression.Functions() == 0)
        && program.Sinks.Where(s => s.Level == Level.Element).All(s => IsColumnSum(s) || s is StoreSink);

    void TinyRows()
    {
        var both = scope.Unique("both");
        code.Line($"var {both} = {kernel.Size(Inner.Size)} > 1;");
        foreach (var sink in program.Sinks.Where(InRegister))
            foreach (var strand in pair)
                code.Line($"var {sums[(sink, strand.Step)] = scope.Unique(kernel.Buffer(sink.Target!.Buffer) + "Sum" + strand.Suffix)} = {Start(((MemoryTotal)sink).Monoid, sink.Target!.Buffer.Type)};");
        var before = SameForAllRows();
        foreach (var id in before)
            LetPair(id, 0, both);
        var blocks = OpenRows();
        RowValues(0, [Strand.Single]);
        var done = new HashSet<int>(before);
        for (var pass = 0; pass < program.Passes; pass++)
        {
            foreach (var id in program.Needed(program.RootsOf(pass), done.Contains).Where(done.Add).ToArray())
                LetPair(id, pass, both);
            foreach (var id in TotalsOf(pass))
            {
                var total = (RowTotal)Values[id];
                var (first, second) = (Read(total.Input, pair[0]).Text, Read(total.Input, pair[1]).Text);
                code.Line($"var {names[id]} = {both} ? {Combined(total.Monoid, first, second, total.Type)} : {first};");
            }
            foreach (var sink in SinksOf(pass))
                foreach (var strand in pair)
                {
                    var value = Read(sink.Value, strand).Text;
                    loops[loops.Length - 1] = strand.Step.ToString();
                    code.Line(sink is MemoryTotal sum ? Combine(sum.Monoid, sums[(sink, strand.Step)], value, sum.Access.Buffer.Type) + ";"
                        : (strand.Step > 0 ? $"if ({both}) " : "") + Store(sink.Target!, value, strand));
                }
            RowValues(pass + 1, [Strand.Single]);
        }
        foreach (var sink in program.Sinks.Where(s => s.Level == Level.Row))
            LeaveRow(sink, Strand.Single);
        foreach (var block in Enumerable.Reverse(blocks))
            block.Dispose();
        foreach (var sink in program.Sinks.Where(InRegister))
        {
            code.Line($"{kernel.Buffer(sink.Target!.Buffer)} = {sums[(sink, 0)]};");
            code.Line($"if ({both}) Unsafe.Add(ref {kernel.Buffer(sink.Target!.Buffer)}, 1) = {sums[(sink, 1)]};");
        }
    }

    /// <summary>A value of both elements; where there is only one, the other reads nothing.</summary>
    void LetPair(int id, int pass, string both)
    {
        foreach (var strand in pair)
        {
            loops[loops.Length - 1] = strand.Step.ToString();
            if (strand.Step > 0 && Values[id] is LoadValue load)
                code.Line($"var {Name(id, strand)} = {both} ? {Load(load, strand).Text} : default;");
            else
                Let(id, strand, pass);
        }
    }
}
