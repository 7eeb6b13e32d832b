using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>
/// Rows side by side: a lane is a row, so that a sum or a maximum over a row needs no lanes added up, and a function of a row is computed
/// for many rows at once. For short rows, whose own vectors would be nearly empty.
/// </summary>
sealed partial class RowEmitter
{
    readonly SideBySide beside;
    readonly Dictionary<object, string> blocks = [];
    string left = "";

    string AcrossLoop => loops[program.Outer.Count - 1];

    string Pitch(Access access) => kernel.Size(access.StrideOf(beside.Axis.Class));

    void AcrossRows()
    {
        for (var i = 0; i < beside.Blocks.Count; i++)
            Block(beside.Blocks[i], i);
        foreach (var sink in program.Sinks.Where(InRegister))
            code.Line($"MemoryMarshal.CreateSpan(ref {blocks[sink]}, {lanes.Length} * (int){kernel.Factor(Inner.Size)}).Fill({Start(((MemoryTotal)sink).Monoid, lanes.Type)});");
        var open = OpenBlocks();
        foreach (var access in Values.OfType<LoadValue>().Select(v => v.Access).Where(blocks.ContainsKey).Distinct())
            code.Line($"VectorMath.Turn(ref {RowRef(access, 0)}, {Pitch(access)}, {left}, {kernel.Size(Inner.Size)}, ref {blocks[access]}, {lanes.Length});");
        AcrossValues(0);
        for (var pass = 0; pass < program.Passes; pass++)
        {
            AcrossPass(pass);
            AcrossValues(pass + 1);
        }
        foreach (var sink in program.Sinks)
            if (sink.Level == Level.Row)
                LeaveAcross(sink, Strand.Single);
            else if (sink is StoreSink { Access: var access } && blocks.ContainsKey(access))
                code.Line($"VectorMath.Turn(ref {blocks[access]}, {lanes.Length}, {kernel.Size(Inner.Size)}, {left}, ref {RowRef(access, 0)}, {Pitch(access)});");
        foreach (var block in Enumerable.Reverse(open))
            block.Dispose();
        foreach (var sink in program.Sinks.Where(InRegister))
        {
            var loop = scope.Unique("j");
            using (code.Open($"for (nint {loop} = 0; {loop} < {kernel.Size(Inner.Size)}; {loop}++)"))
                code.Line($"Unsafe.Add(ref {kernel.Buffer(sink.Target!.Buffer)}, {Times(loop, sink.Target!.StrideOf(Inner.Class))}) = VectorMath.Horizontal{Verb(((MemoryTotal)sink).Monoid)}(Vector512.LoadUnsafe(ref {blocks[sink]}, (nuint)({loop} * {lanes.Length})));");
        }
    }

    /// <summary>Memory for a vector of every element of a row.</summary>
    void Block(object owner, int number)
    {
        var buffer = owner is RowSink sink ? sink.Target!.Buffer : ((Access)owner).Buffer;
        blocks[owner] = scope.Unique(kernel.Buffer(buffer) + "Block");
        code.Line($"ref var {blocks[owner]} = ref Scratch.At<{lanes.Type.Keyword()}>(ref {scratch}, {ChunkEmitter.KeptAt(program, kernel, int.MaxValue)} + {number * SideBySide.BlockBytes});");
    }

    /// <summary>The loops over blocks of rows.</summary>
    List<CodeWriter.Block> OpenBlocks()
    {
        List<CodeWriter.Block> open = [];
        for (var i = 0; i < program.Outer.Count; i++)
        {
            var (first, end) = Bounds(program.Outer[i]);
            open.Add(code.Open($"for (nint {loops[i]} = {first}; {loops[i]} < {end}; {(i < program.Outer.Count - 1 ? $"{loops[i]}++" : $"{loops[i]} += {lanes.Length}")})"));
        }
        (left, part) = ($"{Bounds(beside.Axis).To} - {AcrossLoop}", scope.Unique("part"));
        code.Line($"var {part} = {lanes.Part(left)};");
        return open;
    }

    /// <summary>Numbers of rows, a row a lane.</summary>
    void AcrossValues(int pass)
    {
        foreach (var id in Where(Level.Row, pass))
            LetAcross(id, Strand.Single);
    }

    void AcrossPass(int pass)
    {
        var (totals, sinks) = (TotalsOf(pass), SinksOf(pass));
        if (totals.Length + sinks.Length == 0)
            return;
        foreach (var id in totals)
            code.Line($"var {names[id]} = Vector512.Create({Start(((RowTotal)Values[id]).Monoid, Values[id].Type)});");
        var needed = program.Needed(program.RootsOf(pass), id => IsKeptAcross(id, pass));
        foreach (var access in needed.Select(i => Values[i]).OfType<LoadValue>().Select(v => v.Access).Concat(sinks.OfType<StoreSink>().Select(s => s.Access)).Where(a => !blocks.ContainsKey(a)))
            RowRef(access, 0);
        NextLoop(pass);
        using (code.Open($"for (nint {InnerLoop} = 0; {InnerLoop} < {kernel.Size(Inner.Size)}; {InnerLoop}++)"))
        {
            foreach (var id in needed)
                if (IsKeptAcross(id, pass))
                    code.Line($"var {names[id]} = {InBlock(program.Kept.First(k => k.Value == id).Access)};");
                else
                    LetAcross(id, Strand.Single);
            foreach (var kept in program.Kept.Where(k => k.Pass == pass && needed.Contains(k.Value)))
                code.Line($"{names[kept.Value]}.StoreUnsafe(ref {blocks[kept.Access]}, (nuint)({InnerLoop} * {lanes.Length}));");
            foreach (var id in totals)
                code.Line(Combine(((RowTotal)Values[id]).Monoid, names[id], Beside(((RowTotal)Values[id]).Input, Strand.Single).Text, Values[id].Type) + ";");
            foreach (var sink in sinks)
                LeaveAcross(sink, Strand.Single);
        }
    }

    bool IsKeptAcross(int id, int pass) => program.Kept.Any(k => k.Value == id && k.Pass < pass);

    string InBlock(object owner) => $"Vector512.LoadUnsafe(ref {blocks[owner]}, (nuint)({InnerLoop} * {lanes.Length}))";

    void LetAcross(int id, Strand strand)
    {
        using var place = code.From(Values[id].Line);
        code.Line($"var {Name(id, strand)} = {Values[id] switch
        {
            LoadValue load => LoadAcross(load, strand),
            IndexValue index => IndexAcross(index),
            MapValue map => new ScalarCode(lanes.Lane(map.Type), Form.Vector, i => Beside(map.Inputs[i], strand), Constant)
                { Quotient = divisor => divisor is Scalar.Arg arg && Values[map.Inputs[arg.Index]].Level == Level.Row ? null : Quotient(divisor, map, strand) }.Write(map.Expression).Bare,
            _ => throw new InvalidOperationException(),
        }};");
    }

    string LoadAcross(LoadValue load, Strand strand)
    {
        var (access, stride) = (load.Access, load.Access.StrideOf(beside.Axis.Class));
        if (blocks.ContainsKey(access))
            return InBlock(access);
        if (load.Level == Level.Element)
            return stride.Value == 0 ? $"Vector512.Create({Element(RowRef(access, 0), access)})" : $"VectorMath.LoadPart(ref {RowRef(access, 0)}, {At(access, strand)}, {part})";
        var row = RowElement(access with { Indirect = [] }, 0);
        if (access.Indirect.Count == 0 && beside.IsBeside(access))
            return stride.Value == 0 ? $"Vector512.Create({row})" : $"VectorMath.LoadPart(ref {row}, 0, {part})";
        var steps = access.Indirect.Select(i => (Of: names[i.Value], i.Stride)).Concat(stride.Value == 0 ? [] : [("Vector512<int>.Indices", stride)])
            .Select(s => s.Stride.IsOne ? s.Of : $"{s.Of} * (int){kernel.Factor(s.Stride)}");
        return $"VectorMath.Gather(ref {row}, {string.Join(" + ", steps)}, {part})";
    }

    string IndexAcross(IndexValue index)
    {
        var (lane, loop) = (lanes.Lane(index.Type).Keyword(), loops[program.Outer.Concat(program.Row).ToList().FindIndex(a => a.Class == index.Class)]);
        return $"Vector512.Create(({lane}){loop}){(index.Class == beside.Axis.Class ? $" + Vector512<{lane}>.Indices" : "")}";
    }

    /// <summary>A value as rows side by side see it.</summary>
    Code Beside(int id, Strand strand)
    {
        if (literals.ContainsKey(id) || Values[id].Level == Level.Kernel)
            return Read(id, strand with { Form = Form.Vector });
        return lanes.MaskOf(id) is { } mask ? new(Name(id, strand), Form.Mask, mask) : new(Name(id, strand), Form.Vector, lanes.Lane(Values[id].Type));
    }

    /// <summary>The lanes of rows there are; for the others what changes no total.</summary>
    string Counted(int value, Monoid monoid, ElementType type, Strand strand) =>
        $"Vector512.ConditionalSelect({part}, {Beside(value, strand).Text}, {Constant(StartOf(monoid), type)})";

    void LeaveAcross(RowSink sink, Strand strand)
    {
        using var place = code.From(sink.Line);
        code.Line(sink switch
        {
            ScalarTotal total => Combine(total.Monoid, Running(total), Counted(sink.Value, total.Monoid, total.Type, strand), total.Type) + ";",
            MemoryTotal total => $"{Combined(total.Monoid, InBlock(sink), Counted(sink.Value, total.Monoid, lanes.Type, strand), lanes.Type) switch { var sum when Symbol(total.Monoid) is not null => $"({sum})", var other => other }}.StoreUnsafe(ref {blocks[sink]}, (nuint)({InnerLoop} * {lanes.Length}));",
            _ when blocks.TryGetValue(sink.Target!, out var block) => $"{Beside(sink.Value, strand).Text}.StoreUnsafe(ref {block}, (nuint)({InnerLoop} * {lanes.Length}));",
            { Level: Level.Row } => $"VectorMath.StorePart({Beside(sink.Value, strand).Text}, ref {RowElement(sink.Target!, 0)}, 0, {part});",
            _ => $"VectorMath.StorePart({Beside(sink.Value, strand).Text}, ref {RowRef(sink.Target!, 0)}, {At(sink.Target!, strand)}, {part});",
        });
    }
}
