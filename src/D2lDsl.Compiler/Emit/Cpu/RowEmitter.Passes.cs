using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>Passes over a row: a loop over blocks of vectors, then one over what is left, its last vector in part.</summary>
sealed partial class RowEmitter
{
    /// <summary>Up to this many operations an element rows are taken four at a time where they share columns: what is loaded serves all.</summary>
    const int LightProgram = 16;

    /// <summary>Up to this many operations a pass takes four vectors at a time; up to the next limit two, for registers run out.</summary>
    const int LightPass = 6, HeavyPass = 110;

    /// <summary>From this many operations on a pass takes about as long as its elements take to come from memory.</summary>
    const int HeavyEnough = 10;

    /// <summary>From so many bytes on memory is far away; <c>VectorMath.IsFar</c> says the same when sizes are known.</summary>
    const int FarBytes = 2 << 20;

    /// <summary>Beyond this many functions in a method the JIT calls them instead of expanding them.</summary>
    const int MostFunctions = 24;

    readonly Dictionary<(int Id, Strand Strand), string> running = [];
    readonly Dictionary<RowSink, string> registers = [];
    readonly HashSet<int> melted = [];
    string? far;
    string part = "", rest = "";

    int[] TotalsOf(int pass) => [.. Enumerable.Range(0, Values.Count).Where(i => Values[i] is RowTotal && Values[i].Pass == pass + 1)];

    RowSink[] SinksOf(int pass) => [.. program.Sinks.Where(s => s.Level == Level.Element && program.PassOf(s) == pass)];

    /// <summary>True where an earlier pass has kept the value's row.</summary>
    bool IsKept(int id, int pass) => IsLong && program.Kept.Any(k => k.Value == id && k.Pass < pass);

    List<int> Needed(int pass) => program.Needed(program.RootsOf(pass), id => IsKept(id, pass));

    bool FitsVectors(int pass) => lanes.Fits(Needed(pass).Where(id => !IsKept(id, pass)), TotalsOf(pass), SinksOf(pass));

    int Weight(IEnumerable<int> values) => values.Sum(id => Values[id] is MapValue map ? map.Expression.Weight() : 0);

    int RowsAtOnce()
    {
        // A worker has room for the kept values of one row.
        if (program.Outer.Count == 0 || program.Row.Count > 1 || program.Kept.Count > 0 || !Enumerable.Range(0, program.Passes).All(FitsVectors))
            return 1;
        var axis = program.Outer[program.Outer.Count - 1].Class;
        var sharesColumns = program.Sinks.Any(s => s is MemoryTotal { Level: Level.Element } total && total.Access.StrideOf(axis).Value == 0);
        return sharesColumns && Enumerable.Range(0, program.Passes).Sum(pass => Weight(Needed(pass))) <= LightProgram ? 4 : 1;
    }

    int VectorsAtOnce(int pass)
    {
        if (rowsAtOnce > 1)
            return 1;
        var weight = Weight(Needed(pass));
        var functions = Enumerable.Range(0, program.Passes).Sum(p => Needed(p).Count(id => Values[id] is MapValue map && map.Expression.Functions() > 0));
        return weight <= LightPass ? 4 : weight <= HeavyPass && 3 * functions <= MostFunctions ? 2 : 1;
    }

    void Pass(int pass, Strand[] rows)
    {
        var (totals, sinks, needed) = (TotalsOf(pass), SinksOf(pass), Needed(pass));
        if (totals.Length + sinks.Length == 0)
            return;
        var accesses = needed.Where(i => !IsKept(i, pass)).Select(i => Values[i]).OfType<LoadValue>().Select(v => v.Access).Concat(sinks.Select(s => s.Target!)).ToArray();
        foreach (var access in accesses)
            foreach (var row in rows)
                RowRef(access, row.Row);
        if (!FitsVectors(pass))
        {
            foreach (var id in totals)
                code.Line($"var {names[id]} = {Start(((RowTotal)Values[id]).Monoid, Values[id].Type)};");
            NextLoop(pass);
            Walk(0, () => Elements(pass, needed, totals, sinks));
            return;
        }
        var vectors = VectorsAtOnce(pass);
        Strand[] block = [.. rows.SelectMany(row => Enumerable.Range(0, vectors).Select(step => new Strand(Form.Vector, row.Row, step)))];
        foreach (var id in totals)
            foreach (var strand in block)
                code.Line($"var {running[(id, strand)] = scope.Unique(names[id] + "Lanes" + strand.Suffix)} = Vector512.Create({Start(((RowTotal)Values[id]).Monoid, Values[id].Type)});");
        Melt(needed, totals, sinks, pass);
        foreach (var id in needed.Where(i => !IsKept(i, pass)).SelectMany(i => Values[i].Operands).Concat(totals.Select(t => ((RowTotal)Values[t]).Input)).Concat(sinks.Select(s => s.Value))
                     .Distinct().Where(i => Values[i].Level != Level.Element))
            foreach (var row in rows)
                Spread(id, row, needed.Where(i => Values[i] is MapValue).Select(i => (MapValue)Values[i]));
        NextLoop(pass);
        Walk(0, () => Vectors(pass, needed, totals, sinks, block, vectors));
        foreach (var id in totals)
            foreach (var row in rows)
            {
                var monoid = ((RowTotal)Values[id]).Monoid;
                var sums = block.Where(s => s.Row == row.Row).Select(s => running[(id, s)]).ToList();
                while (sums.Count > 1)
                    sums = [.. Enumerable.Range(0, sums.Count / 2).Select(i => Combined(monoid, sums[2 * i], sums[2 * i + 1], Values[id].Type)).Select(t => Symbol(monoid) is null ? t : $"({t})")];
                code.Line($"var {Name(id, row)} = VectorMath.Horizontal{Verb(monoid)}({new Code(sums[0], Form.Vector, Values[id].Type).Bare});");
            }
        melted.Clear();
        bells.Clear();
    }

    void NextLoop(int pass)
    {
        if (pass > 0)
            loops[loops.Length - 1] = scope.Unique(LoopNames[Math.Min(loops.Length, LoopNames.Length) - 1].ToString());
    }

    /// <summary>Loops over the row's axes but the last.</summary>
    void Walk(int depth, Action inner)
    {
        if (depth == program.Row.Count - 1)
        {
            inner();
            return;
        }
        var loop = loops[program.Outer.Count + depth];
        var (first, end) = Bounds(program.Row[depth]);
        using (code.Open($"for (nint {loop} = {first}; {loop} < {end}; {loop}++)"))
            Walk(depth + 1, inner);
    }

    void Elements(int pass, List<int> needed, int[] totals, RowSink[] sinks)
    {
        var (first, end) = Bounds(Inner);
        using (code.Open($"for (nint {InnerLoop} = {first}; {InnerLoop} < {end}; {InnerLoop}++)"))
        {
            foreach (var id in needed)
                Let(id, Strand.Single, pass);
            Keep(needed, Strand.Single, pass);
            foreach (var id in totals)
            {
                using var place = code.From(Values[id].Line);
                code.Line(Combine(((RowTotal)Values[id]).Monoid, names[id], Read(((RowTotal)Values[id]).Input, Strand.Single).Text, Values[id].Type) + ";");
            }
            foreach (var sink in sinks)
                Leave(sink, [Strand.Single]);
        }
    }

    void Vectors(int pass, List<int> needed, int[] totals, RowSink[] sinks, Strand[] block, int vectors)
    {
        var ((first, end), width) = (Bounds(Inner), lanes.Length * vectors);
        var size = length is not null || chunking?.Axis.Class == Inner.Class ? null : Inner.Size.Value;
        var loop = InnerLoop;
        code.Line($"nint {loop} = {first};");
        if (sinks.FirstOrDefault(s => s is StoreSink store && CanStream(store.Access) && HasHead(store.Access))?.Target is { } target)
        {
            var head = scope.Unique("head");
            code.Line($"var {head} = VectorMath.Head(ref {RowRef(target, 0)}, {end}, {Streams(target)});");
            using (code.Open($"if ({head} > 0)"))
            {
                part = scope.Unique("part");
                rest = head;
                code.Line($"var {part} = {lanes.Part(rest)};");
                Body(pass, needed, totals, sinks, [.. block.Where(s => s.Step == 0).Select(s => s with { IsPart = true })]);
                code.Line($"{loop} = {head};");
            }
            size = null;
        }
        var isFar = pass == 0 && vectors > 1 ? IsFar() : null;
        var ahead = isFar is not null ? InOrder() : pass == HeaviestPass() ? NextRow() : [];
        foreach (var access in ahead)
            RowRef(access, 0);
        if (size is null || size >= width)
            using (code.Open($"for (; {loop} <= {end} - {width}; {loop} += {width})"))
            {
                if (isFar is null)
                    foreach (var access in ahead)
                        Ask(access, block, kernel.Factor(access.StrideOf(program.Outer[program.Outer.Count - 1].Class)));
                else
                    using (code.Open($"if ({isFar})"))
                        foreach (var access in ahead)
                            Ask(access, block, "VectorMath.Ahead");
                Body(pass, needed, totals, sinks, block);
            }
        if (size is { } known && known % width == 0)
            return;
        using (code.Open($"for (; {loop} < {end}; {loop} += {lanes.Length})"))
        {
            part = scope.Unique("part");
            rest = $"{end} - {loop}";
            code.Line($"var {part} = {lanes.Part(rest)};");
            Body(pass, needed, totals, sinks, [.. block.Where(s => s.Step == 0).Select(s => s with { IsPart = true })]);
        }
    }

    void Ask(Access access, Strand[] block, string distance)
    {
        foreach (var strand in block)
            code.Line($"VectorMath.Prefetch(ref {RowRef(access, 0)}, {Inside(access, strand.Step)} + {distance});");
    }

    /// <summary>The pass with the most arithmetic, if any has much: while it computes, the next row can be on its way from memory.</summary>
    int HeaviestPass()
    {
        if (!IsLong || rowsAtOnce > 1 || program.Outer.Count == 0 || program.Row.Count > 1)
            return -1;
        var weights = Enumerable.Range(0, program.Passes).Select(pass => Weight(Needed(pass).Where(id => !IsKept(id, pass)))).ToList();
        return weights.Max() is var most && most >= HeavyEnough ? weights.IndexOf(most) : -1;
    }

    /// <summary>
    /// The variable that says whether a loop that walks once over memory reads so much that it comes from far away: then what lies a
    /// little ahead is asked for. Null for loops that fetch the next row, and for small ones.
    /// </summary>
    string? IsFar()
    {
        if (!IsLong || HeaviestPass() >= 0 || rowsAtOnce > 1 || program.Row.Count > 1 || InOrder().Length == 0)
            return null;
        var count = program.Outer.Concat(program.Row).Select(a => a.Size).Aggregate((a, b) => a * b);
        if (count.Value * lanes.Type.Size() < FarBytes)
            return null;
        if (far is null)
            constantsPlace!.Line($"var {far = scope.Unique("isFar")} = VectorMath.IsFar<{lanes.Type.Keyword()}>({kernel.Size(count)});");
        return far;
    }

    /// <summary>What is read from its first to its last element.</summary>
    Access[] InOrder() => [.. Values.OfType<LoadValue>().Where(v => v.Level == Level.Element && v.Access.Indirect.Count == 0 && v.Access.StrideOf(Inner.Class).IsOne
        && program.Outer.All(o => v.Access.StrideOf(o.Class).Value != 0)).Select(v => v.Access).Distinct()];

    /// <summary>What a row reads that no other row does.</summary>
    Access[] NextRow() => [.. Values.OfType<LoadValue>().Where(v => v.Level == Level.Element && v.Access.Indirect.Count == 0 && v.Access.StrideOf(Inner.Class).IsOne
        && v.Access.StrideOf(program.Outer[program.Outer.Count - 1].Class).Value != 0).Select(v => v.Access).Distinct()];

    void Body(int pass, List<int> needed, int[] totals, RowSink[] sinks, Strand[] strands)
    {
        // What is kept is read before it is overwritten by what is kept next.
        foreach (var id in needed.OrderBy(id => IsKept(id, pass) ? 0 : 1).Where(id => !melted.Contains(id)))
            foreach (var strand in strands)
                Let(id, strand, pass);
        foreach (var strand in strands)
            Keep(needed, strand, pass);
        foreach (var id in totals)
            foreach (var strand in strands)
            {
                var total = (RowTotal)Values[id];
                using var place = code.From(total.Line);
                var target = running[(id, strand with { IsPart = false })];
                var sum = Added(total.Monoid, target, total.Input, strand, total.Type);
                code.Line(strand.IsPart ? $"{target} = Vector512.ConditionalSelect({part}, {sum}, {target});" : $"{target} = {sum};");
            }
        foreach (var sink in sinks)
            if (strands.Length > 1 && rowsAtOnce > 1 && sink is MemoryTotal total && total.Access.StrideOf(program.Outer[program.Outer.Count - 1].Class).Value == 0)
                Leave(sink, strands);
            else
                foreach (var strand in strands)
                    Leave(sink, [strand]);
    }

    void Keep(List<int> needed, Strand strand, int pass)
    {
        foreach (var kept in program.Kept.Where(k => IsLong && k.Pass == pass && needed.Contains(k.Value)))
            code.Line(Store(kept.Access, Read(kept.Value, strand).Text, strand));
    }

    /// <summary>Products that nothing but one sum reads become part of it: one rounding instead of two. So do numbers with the sign changed.</summary>
    void Melt(List<int> needed, int[] totals, RowSink[] sinks, int pass)
    {
        var uses = needed.Where(i => !IsKept(i, pass)).SelectMany(i => Values[i].Operands.Distinct()).Concat(totals.Select(t => ((RowTotal)Values[t]).Input)).Concat(sinks.Select(s => s.Value)).ToList();
        var sums = totals.Select(t => (RowTotal)Values[t]).Where(t => t.Monoid == Monoid.Sum).Select(t => t.Input)
            .Concat(sinks.OfType<MemoryTotal>().Where(s => s.Monoid == Monoid.Sum).Select(s => s.Value));
        foreach (var id in sums)
            if (uses.Count(u => u == id) == 1 && program.Kept.All(k => k.Value != id) && (Product(id) is not null || Negated(id) is not null))
                melted.Add(id);
    }

    /// <summary>The factors of a value that is a product of two numbers.</summary>
    (int A, int B)? Product(int id) => Values[id] is MapValue { Level: Level.Element, Expression: Scalar.Apply { Primitive: Primitive.Multiply } apply } map && map.Type.IsFloating()
        && apply.Operands[0] is Scalar.Arg a && apply.Operands[1] is Scalar.Arg b ? (map.Inputs[a.Index], map.Inputs[b.Index]) : null;

    /// <summary>x of a value that is -x.</summary>
    int? Negated(int id) => Values[id] is MapValue { Level: Level.Element, Expression: Scalar.Apply { Primitive: Primitive.Negate } apply } map && map.Type.IsFloating()
        && apply.Operands[0] is Scalar.Arg a ? map.Inputs[a.Index] : null;

    /// <summary>target ⊕ value.</summary>
    string Added(Monoid monoid, string target, int value, Strand strand, ElementType type) => melted.Contains(value) && Product(value) is var (a, b)
        ? $"Vector512.MultiplyAddEstimate({Vector(a, strand)}, {Vector(b, strand)}, {target})"
        : melted.Contains(value) && Negated(value) is { } negated ? $"{target} - {Vector(negated, strand)}"
        : Combined(monoid, target, Vector(value, strand), type);

    /// <summary>A number at the end of a row.</summary>
    void LeaveRow(RowSink sink, Strand row)
    {
        using var place = code.From(sink.Line);
        var value = Read(sink.Value, row).Text;
        code.Line(sink switch
        {
            ScalarTotal total => Combine(total.Monoid, Running(total), value, total.Type) + ";",
            PlaceSink { Adds: true } => $"{RowElement(sink.Target!, row.Row)} += {value};",
            MemoryTotal total => Combine(total.Monoid, RowElement(total.Access, row.Row), value, total.Access.Buffer.Type) + ";",
            _ => $"{RowElement(sink.Target!, row.Row)} = {value};",
        });
    }

    /// <summary>What elements leave in memory; several strands only where all add to the same place.</summary>
    void Leave(RowSink sink, Strand[] strands)
    {
        using var place = code.From(sink.Line);
        var strand = strands[0];
        var isVector = strand.Form == Form.Vector;
        switch (sink)
        {
            case ScalarTotal total:
                code.Line(Combine(total.Monoid, Running(total), Read(sink.Value, strand).Text, total.Type) + ";");
                break;
            case MemoryTotal total when registers.TryGetValue(sink, out var register):
                code.Line($"{register} = {Added(total.Monoid, register, sink.Value, strand, total.Access.Buffer.Type)};");
                break;
            case MemoryTotal or PlaceSink { Adds: true } when isVector:
                var (monoid, type) = (sink is MemoryTotal m ? m.Monoid : Monoid.Sum, sink.Target!.Buffer.Type);
                var sum = strands.Aggregate(Loaded(sink.Target!, strand), (text, s) => Added(monoid, text, sink.Value, s, type));
                code.Line(Store(sink.Target!, sum, strand));
                break;
            case MemoryTotal total:
                code.Line(Combine(total.Monoid, Element(RowRef(total.Access, 0), total.Access), Read(sink.Value, strand).Text, total.Access.Buffer.Type) + ";");
                break;
            case PlaceSink { Adds: true }:
                code.Line($"{Element(RowRef(sink.Target!, 0), sink.Target!)} += {Read(sink.Value, strand).Text};");
                break;
            default:
                code.Line(Store(sink.Target!, Read(sink.Value, strand).Text, strand));
                break;
        }
    }
}
