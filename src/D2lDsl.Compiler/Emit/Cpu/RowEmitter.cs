using D2lDsl.Compiler.Fuse;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>
/// Writes a row program as static methods. One walks over rows and passes over each row, several vectors at a time; where a row fits
/// into one vector another one has the whole row in registers. Passes that do not fit vectors go element by element.
/// </summary>
sealed partial class RowEmitter
{
    const string LoopNames = "ijkrstuv";

    readonly RowProgram program;
    readonly Chunking? chunking;
    readonly KernelNames kernel;
    readonly CodeWriter code;
    readonly NameScope scope;
    readonly string[] names;
    readonly string[] loops;
    readonly Lanes lanes;
    readonly RowWalk walk;
    readonly int rowsAtOnce;
    readonly string from, to, scratch;
    CodeWriter.Place? constantsPlace;

    RowEmitter(RowProgram program, KernelNames kernel, CodeWriter code, RowWalk walk)
    {
        (this.program, this.kernel, this.code, this.walk, beside) = (program, kernel, code, walk, new(program));
        chunking = walk == RowWalk.Part ? null : Chunking.Of(program);
        // The names that the method shares with its caller come first: its own must differ from them.
        foreach (var buffer in UsedBuffers().Concat(program.Kept.Select(k => k.Access.Buffer)))
            kernel.Buffer(buffer);
        foreach (var name in program.Values.OfType<OutsideValue>().Where(v => v.Source is not ScalarLiteral).Select(v => v.Name)
                     .Concat(program.Sinks.OfType<ScalarTotal>().Select(t => t.Name)))
            kernel.Number(name);
        scope = new(kernel.Scope);
        (from, to, scratch) = (scope.Unique("from"), scope.Unique("to"), scope.Unique("rows"));
        names = [.. program.Values.Select(v => v is OutsideValue ? "" : scope.Unique(v.Name))];
        loops = [.. program.Outer.Concat(program.Row).Select((_, i) => scope.Unique(i < LoopNames.Length ? LoopNames[i].ToString() : "i" + i))];
        lanes = Lanes.Of(program, withRows: IsAcross, loadsTruths: !IsAcross);
        exact = Exact();
        foreach (var id in Enumerable.Range(0, names.Length).Where(IsRaised))
            names[id] = scope.Unique("onePlusErf");
        rowsAtOnce = IsLong ? RowsAtOnce() : 1;
        if (walk is RowWalk.Short or RowWalk.Tiny)
            loops[loops.Length - 1] = "0";
    }

    IReadOnlyList<RowValue> Values => program.Values;

    bool IsLong => walk == RowWalk.Long;

    /// <summary>True where a lane is a row.</summary>
    bool IsAcross => walk is RowWalk.Across or RowWalk.Tiny;

    LoopAxis Inner => program.Row[program.Row.Count - 1];

    string InnerLoop => loops[loops.Length - 1];

    /// <summary>Writes the methods, unless those of an earlier loop are the same, and returns the statements that call them.</summary>
    /// <param name="loops">Those that the kernel has.</param>
    /// <param name="prepared">Gets to know the methods that a call is likely to need.</param>
    /// <param name="after">A declared product whose rows the program works on as they are done.</param>
    public static IEnumerable<string> Write(RowProgram program, KernelNames kernel, CodeWriter code, SharedLoops loops, PreparedMethods prepared, (string Name, Contraction Gemm)? after = null)
    {
        var own = code.Beside();
        var whole = new RowEmitter(program, kernel, own, RowWalk.Long);
        var walks = whole.Walks();
        var (arguments, parameters) = whole.Signature();
        foreach (var line in RowPrinter.Describe(program))
            own.Line("// " + line);
        if (walks.Count > 1)
        {
            own.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (own.Body($"static void {program.Name}({string.Join(", ", parameters)})"))
                for (var i = 0; i < walks.Count; i++)
                    own.Line($"{(i > 0 ? "else " : "")}{(walks[i].When is { } condition ? $"if ({condition}) " : "")}{program.Name}{walks[i].Walk}({string.Join(", ", parameters.Select(Passed))});");
            own.Line();
        }
        foreach (var walk in walks.Select(w => w.Walk).OrderBy(w => w))
            new RowEmitter(program, kernel, own, walk).Method(Name(program.Name, walk));
        string[] calls = [.. new ChunkEmitter(program, whole.chunking, kernel, own, arguments, parameters, after).Write()];
        var text = own.ToString();
        var loop = loops.Of(program.Name, text);
        if (loop == program.Name)
            code.Lines(text.TrimEnd('\n') + "\n");
        foreach (var (walk, _) in walks)
            prepared.Add(Name(loop, walk), walks.Count == 1 ? RowWalk.Long : walk);
        return loop == program.Name ? calls : [$"// {program.Name}, the same but for names:", .. calls.Select(call => SharedLoops.Renamed(call, program.Name, loop))];

        string Name(string loop, RowWalk walk) => walks.Count == 1 ? loop : loop + walk;
    }

    /// <summary>A parameter as the argument that hands it on.</summary>
    public static string Passed(string parameter)
    {
        var words = parameter.Split(' ');
        return words.Length == 3 ? $"{words[0]} {words[2]}" : words[1];
    }

    /// <summary>Which methods are worth writing, and when each is called; the last without a condition.</summary>
    List<(RowWalk Walk, string? When)> Walks()
    {
        var fits = program.Row.Count == 1 && Enumerable.Range(0, program.Passes).All(FitsVectors) && (program.Outer.Count > 0 || Inner.Size.Value is not null);
        if (!fits || Inner.Size.Value > lanes.Length)
            return [(RowWalk.Long, null)];
        var (known, size) = (Inner.Size.Value, kernel.Size(Inner.Size));
        var isShort = known is null ? $"{size} <= {lanes.Length}" : null;
        List<(RowWalk Walk, string? When)> walks = [];
        if (known is null or 1 or 2 && beside.PaysForTiny)
            walks.Add((RowWalk.Tiny, known is null ? $"{size} is 1 or 2" : null));
        if (walks.Any(w => w.When is null))
            return walks;
        if (beside.Pays)
        {
            var (first, end) = Bounds(beside.Axis);
            var isMany = beside.Axis.Size.Value is null ? $"{(first == "0" ? end : $"{end} - {first}")} >= {SideBySide.FewestRows}" : null;
            walks.Add((RowWalk.Across, isShort is null || isMany is null ? isShort ?? isMany : $"{isShort} && {isMany}"));
            if (isMany is not null)
                walks.Add((RowWalk.Short, isShort));
        }
        else
            walks.Add((RowWalk.Short, isShort));
        return walks[walks.Count - 1].When is null ? walks : [.. walks, (RowWalk.Long, null)];
    }

    /// <summary>The arguments of a call, and the parameters of the method: sizes, tensors, numbers, totals.</summary>
    (List<string> Arguments, List<string> Parameters) Signature()
    {
        var (arguments, parameters) = (new List<string>(), new List<string>());
        void Add(string argument, string parameter)
        {
            if (parameters.Contains(parameter))
                return;
            arguments.Add(argument);
            parameters.Add(parameter);
        }
        if (chunking is not null)
        {
            Add("0", $"nint {from}");
            Add(kernel.Size(chunking.Axis.Size), $"nint {to}");
        }
        foreach (var symbol in UsedSizes())
            Add(kernel.Size(symbol), $"nint {kernel.Size(symbol)}");
        foreach (var buffer in UsedBuffers())
            Add($"ref {kernel.Buffer(buffer)}", $"ref {buffer.Type.Keyword()} {kernel.Buffer(buffer)}");
        if (ChunkEmitter.HasScratch(program))
            Add($"ref scratch.Take({ChunkEmitter.ScratchBytes(program, kernel)})", $"ref byte {scratch}");
        for (var id = 0; id < Values.Count; id++)
            if (Values[id] is OutsideValue value)
            {
                if (value.Source is ScalarLiteral literal)
                {
                    names[id] = ScalarCode.Literal(literal.Value, value.Type);
                    literals[id] = literal.Value;
                    continue;
                }
                names[id] = kernel.Number(value.Name);
                Add(kernel.Operand(value.Source), $"{value.Type.Keyword()} {names[id]}");
            }
        foreach (var total in program.Sinks.OfType<ScalarTotal>())
            Add($"out {kernel.Number(total.Name)}", $"out {total.Type.Keyword()} {kernel.Number(total.Name)}");
        return (arguments, parameters);
    }

    IEnumerable<string> UsedSizes() => program.Outer.Concat(program.Row).Select(a => a.Size)
        .Concat(program.Accesses.SelectMany(a => a.Strides.Select(s => s.Stride).Concat(a.Indirect.Select(i => i.Stride)).Append(a.Offset)))
        .Concat(Values.OfType<CheckedIndex>().Select(i => i.Limit))
        .Concat(program.Sinks.Where(ChunkEmitter.IsCleared).Select(t => t.Target!.Buffer.Shape.Count))
        .SelectMany(d => d.Variables).Distinct();

    IEnumerable<TensorBuffer> UsedBuffers() => program.Accesses.Select(a => a.Buffer).GroupBy(kernel.Buffer).Select(g => g.First());

    void Method(string name)
    {
        var (_, parameters) = Signature();
        code.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (code.Body($"static void {name}({string.Join(", ", parameters)})"))
        {
            foreach (var total in program.Sinks.OfType<ScalarTotal>())
                code.Line($"var {Running(total)} = {(IsAcross ? $"Vector512.Create({Start(total.Monoid, total.Type)})" : Start(total.Monoid, total.Type))};");
            foreach (var sink in program.Sinks.Where(s => ChunkEmitter.IsCleared(s) && !ChunkEmitter.IsClearedOutside(s, chunking) && !InRegister(s)))
                code.Line(ChunkEmitter.Clear(sink, kernel));
            if (IsLong)
                foreach (var buffer in program.Kept.Select(k => k.Access.Buffer).GroupBy(b => b.Index).Select(g => g.First()))
                    code.Line($"ref var {kernel.Buffer(buffer)} = ref Scratch.At<{buffer.Type.Keyword()}>(ref {scratch}, {ChunkEmitter.KeptAt(program, kernel, buffer.Index)});");
            foreach (var id in Where(Level.Kernel, 0))
                Let(id, Strand.Single, 0);
            constantsPlace = code.Mark();
            switch (walk)
            {
                case RowWalk.Tiny: TinyRows(); break;
                case RowWalk.Across: AcrossRows(); break;
                case RowWalk.Short: ShortRows(); break;
                default: Nest(0); break;
            }
            foreach (var total in program.Sinks.OfType<ScalarTotal>())
                code.Line($"{kernel.Number(total.Name)} = {(IsAcross ? $"VectorMath.Horizontal{Verb(total.Monoid)}({Running(total)})" : Running(total))};");
        }
        code.Line();
    }

    string Running(ScalarTotal total) => "running" + char.ToUpperInvariant(kernel.Number(total.Name)[0]) + kernel.Number(total.Name).Substring(1);

    IEnumerable<int> Where(Level level, int pass) =>
        Enumerable.Range(0, Values.Count).Where(i => Values[i].Level == level && (level == Level.Kernel || Values[i].Pass == pass) && Values[i] is not (RowTotal or OutsideValue));

    /// <summary>Where a loop begins and ends: for the loop that is cut into chunks, the chunk.</summary>
    (string From, string To) Bounds(LoopAxis axis) => length is not null ? ("0", length) : chunking?.Axis.Class == axis.Class ? (from, to) : ("0", kernel.Size(axis.Size));

    void Nest(int depth)
    {
        if (depth == program.Outer.Count)
        {
            Rows(1);
            return;
        }
        var loop = loops[depth];
        var (first, end) = Bounds(program.Outer[depth]);
        if (depth == program.Outer.Count - 1 && rowsAtOnce > 1)
        {
            code.Line($"nint {loop} = {first};");
            using (code.Open($"for (; {loop} <= {end} - {rowsAtOnce}; {loop} += {rowsAtOnce})"))
                Rows(rowsAtOnce);
            Forget();
            using (code.Open($"for (; {loop} < {end}; {loop}++)"))
                Rows(1);
            return;
        }
        using (code.Open($"for (nint {loop} = {first}; {loop} < {end}; {loop}++)"))
            Nest(depth + 1);
    }

    /// <summary>A block of rows, side by side.</summary>
    void Rows(int count)
    {
        Strand[] rows = [.. Enumerable.Range(0, count).Select(row => new Strand(Form.Single, row))];
        RowValues(0, rows);
        for (var pass = 0; pass < program.Passes; pass++)
        {
            Pass(pass, rows);
            RowValues(pass + 1, rows);
        }
        foreach (var sink in program.Sinks.Where(s => s.Level == Level.Row))
            foreach (var row in rows)
                LeaveRow(sink, row);
    }

    void RowValues(int pass, Strand[] rows)
    {
        foreach (var id in Where(Level.Row, pass))
            foreach (var row in rows)
                Let(id, row, pass);
    }

    /// <summary>A row of at most one vector: every value is computed once and stays in its register from pass to pass.</summary>
    void ShortRows()
    {
        part = scope.Unique("part");
        rest = kernel.Size(Inner.Size);
        code.Line($"var {part} = {lanes.Part(rest)};");
        foreach (var sink in program.Sinks.Where(InRegister))
            code.Line($"var {registers[sink] = scope.Unique(kernel.Buffer(sink.Target!.Buffer) + "Lanes")} = Vector512.Create({Start(((MemoryTotal)sink).Monoid, sink.Target!.Buffer.Type)});");
        var before = SameForAllRows();
        foreach (var id in before)
            Let(id, new(Form.Vector, IsPart: true), 0);
        var strand = new Strand(Form.Vector, IsPart: true);
        var blocks = OpenRows();
        RowValues(0, [Strand.Single]);
        var done = new HashSet<int>(before);
        for (var pass = 0; pass < program.Passes; pass++)
        {
            foreach (var id in program.Needed(program.RootsOf(pass), done.Contains).Where(done.Add).ToArray())
                Let(id, strand, pass);
            foreach (var id in TotalsOf(pass))
            {
                var total = (RowTotal)Values[id];
                using var place = code.From(total.Line);
                var value = Vector(total.Input, strand);
                code.Line($"var {names[id]} = VectorMath.Horizontal{Verb(total.Monoid)}(Vector512.ConditionalSelect({part}, {value}, {Constant(StartOf(total.Monoid), total.Type)}));");
            }
            foreach (var sink in SinksOf(pass))
                Leave(sink, [strand]);
            RowValues(pass + 1, [Strand.Single]);
        }
        foreach (var sink in program.Sinks.Where(s => s.Level == Level.Row))
            LeaveRow(sink, Strand.Single);
        foreach (var block in Enumerable.Reverse(blocks))
            block.Dispose();
        foreach (var sink in program.Sinks.Where(InRegister))
            code.Line($"{registers[sink]}.StorePart(ref {kernel.Buffer(sink.Target!.Buffer)}, 0, {part});");
    }

    CodeWriter.Block[] OpenRows() =>
        [.. program.Outer.Select((axis, i) => code.Open($"for (nint {loops[i]} = {Bounds(axis).From}; {loops[i]} < {Bounds(axis).To}; {loops[i]}++)"))];

    /// <summary>What all rows read alike is read once, before the first.</summary>
    int[] SameForAllRows() => [.. Enumerable.Range(0, Values.Count).Where(i => Values[i] is LoadValue { Level: Level.Element, Access: var a } && a.Indirect.Count == 0
        && program.Outer.All(o => a.StrideOf(o.Class).Value == 0))];

    /// <summary>True for a sum of short rows that stays in registers: its row is the same for all rows.</summary>
    bool InRegister(RowSink sink) => !IsLong && SideBySide.IsColumnSum(program, sink);

    static string Verb(Monoid monoid) => monoid switch { Monoid.Sum => "Sum", Monoid.Maximum => "Max", Monoid.Minimum => "Min", _ => "Prod" };

    /// <summary>The operator that combines; null where a function does.</summary>
    static string? Symbol(Monoid monoid) => monoid switch { Monoid.Sum => "+", Monoid.Product => "*", _ => null };

    static string Combine(Monoid monoid, string target, string value, ElementType type) => Symbol(monoid) is { } symbol
        ? $"{target} {symbol}= {value}" : $"{target} = {Combined(monoid, target, value, type)}";

    static string Combined(Monoid monoid, string a, string b, ElementType type) => Symbol(monoid) is { } symbol
        ? $"{a} {symbol} {b}" : $"{(type.IsFloating() ? "VectorMath" : "Math")}.{Verb(monoid)}({a}, {b})";

    static double StartOf(Monoid monoid) => monoid switch { Monoid.Sum => 0, Monoid.Product => 1, Monoid.Maximum => double.NegativeInfinity, _ => double.PositiveInfinity };

    // A total of bytes is a byte, which the type of a variable follows from its start.
    public static string Start(Monoid monoid, ElementType type) => Symbol(monoid) is not null || type.IsFloating()
        ? (type is ElementType.Byte or ElementType.SByte ? $"({type.Keyword()})" : "") + ScalarCode.Literal(StartOf(monoid), type)
        : $"{type.Keyword()}.{(monoid == Monoid.Maximum ? "MinValue" : "MaxValue")}";
}
