using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>
/// Writes a row program as one static method: loops over rows, and for each pass over a row a loop over vectors followed by a
/// loop over the elements that are left.
/// </summary>
sealed class RowEmitter
{
    const string LoopNames = "ijkrstuv";

    readonly RowProgram program;
    readonly KernelNames kernel;
    readonly CodeWriter code;
    readonly NameScope scope;
    readonly string[] names;
    readonly string[] loops;
    readonly Dictionary<Access, string> rows = [];
    readonly Dictionary<(double, ElementType), string> constants = [];
    readonly Lanes lanes;
    readonly Dictionary<int, string> spread = [];
    readonly Dictionary<int, string> running = [];
    readonly Dictionary<int, double> literals = [];
    CodeWriter.Place? constantsPlace;

    public RowEmitter(RowProgram program, KernelNames kernel, CodeWriter code)
    {
        (this.program, this.kernel, this.code) = (program, kernel, code);
        // The names that the method shares with its caller come first: its own must differ from them.
        foreach (var buffer in UsedBuffers())
            kernel.Buffer(buffer);
        foreach (var name in program.Values.OfType<OutsideValue>().Where(v => v.Source is not ScalarLiteral).Select(v => v.Name)
                     .Concat(program.Sinks.OfType<ScalarTotal>().Select(t => t.Name)))
            kernel.Number(name);
        scope = new(kernel.Scope);
        names = [.. program.Values.Select(v => v is OutsideValue ? "" : scope.Unique(v.Name))];
        loops = [.. program.Outer.Concat(program.Row).Select((_, i) => scope.Unique(i < LoopNames.Length ? LoopNames[i].ToString() : "i" + i))];
        lanes = Lanes.Of(program);
    }

    IReadOnlyList<RowValue> Values => program.Values;

    LoopAxis Inner => program.Row[program.Row.Count - 1];

    string InnerLoop => loops[loops.Length - 1];

    /// <summary>The arguments of a call, and the parameters of the method.</summary>
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
        foreach (var symbol in UsedSizes())
            Add(kernel.Size(symbol), $"nint {kernel.Size(symbol)}");
        foreach (var buffer in UsedBuffers())
            Add($"ref {kernel.Buffer(buffer)}", $"ref {buffer.Type.Keyword()} {kernel.Buffer(buffer)}");
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
            Add($"out var {kernel.Number(total.Name)}", $"out {total.Type.Keyword()} {kernel.Number(total.Name)}");
        return (arguments, parameters);
    }

    IEnumerable<string> UsedSizes() => program.Outer.Concat(program.Row).Select(a => a.Size)
        .Concat(program.Accesses.SelectMany(a => a.Strides.Select(s => s.Stride).Concat(a.Indirect.Select(i => i.Stride)).Append(a.Offset)))
        .Concat(Values.OfType<CheckedIndex>().Select(i => i.Limit))
        .Concat(program.Sinks.Where(IsCleared).Select(t => t.Target!.Buffer.Shape.Count))
        .SelectMany(d => d.Symbols).Distinct();

    IEnumerable<TensorBuffer> UsedBuffers() => program.Accesses.Select(a => a.Buffer).GroupBy(kernel.Buffer).Select(g => g.First());

    /// <summary>Writes the method and returns the statement that calls it.</summary>
    public string Write()
    {
        var (arguments, parameters) = Signature();
        foreach (var line in RowPrinter.Describe(program))
            code.Line("// " + line);
        code.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (code.Open($"static void {program.Name}({string.Join(", ", parameters)})"))
        {
            foreach (var total in program.Sinks.OfType<ScalarTotal>())
                code.Line($"var {Running(total)} = {Start(total.Monoid, total.Type)};");
            foreach (var sink in program.Sinks.Where(IsCleared))
                Clear(sink);
            foreach (var id in Where(Level.Kernel, 0))
                Let(id, Form.Single);
            constantsPlace = code.Mark();
            Nest(0);
            foreach (var total in program.Sinks.OfType<ScalarTotal>())
                code.Line($"{kernel.Number(total.Name)} = {Running(total)};");
        }
        code.Line();
        return $"{program.Name}({string.Join(", ", arguments)});";
    }

    string Running(ScalarTotal total) => "running" + char.ToUpperInvariant(kernel.Number(total.Name)[0]) + kernel.Number(total.Name).Substring(1);

    static bool IsCleared(RowSink sink) => sink is MemoryTotal or PlaceSink { Clears: true };

    void Clear(RowSink sink)
    {
        var buffer = sink.Target!.Buffer;
        var span = $"MemoryMarshal.CreateSpan(ref {kernel.Buffer(buffer)}, (int){kernel.Factor(buffer.Shape.Count)})";
        code.Line(sink is MemoryTotal { Monoid: not Monoid.Sum } total ? $"{span}.Fill({Start(total.Monoid, buffer.Type)});" : $"{span}.Clear();");
    }

    IEnumerable<int> Where(Level level, int pass) =>
        Enumerable.Range(0, Values.Count).Where(i => Values[i].Level == level && (level == Level.Kernel || Values[i].Pass == pass) && Values[i] is not (RowTotal or OutsideValue));

    void Nest(int depth)
    {
        if (depth < program.Outer.Count)
        {
            var (axis, loop) = (program.Outer[depth], loops[depth]);
            using (code.Open($"for (nint {loop} = 0; {loop} < {kernel.Size(axis.Size)}; {loop}++)"))
                Nest(depth + 1);
            return;
        }
        foreach (var id in Where(Level.Row, 0))
            Let(id, Form.Single);
        for (var pass = 0; pass < program.Passes; pass++)
        {
            Pass(pass);
            foreach (var id in Where(Level.Row, pass + 1))
                Let(id, Form.Single);
        }
        foreach (var sink in program.Sinks.Where(s => s.Level == Level.Row))
            Leave(sink, Form.Single);
    }

    void Pass(int pass)
    {
        var totals = Enumerable.Range(0, Values.Count).Where(i => Values[i] is RowTotal && Values[i].Pass == pass + 1).ToArray();
        var sinks = program.Sinks.Where(s => s.Level == Level.Element && program.PassOf(s) == pass).ToArray();
        if (totals.Length + sinks.Length == 0)
            return;
        var needed = Needed(totals.Select(t => ((RowTotal)Values[t]).Input).Concat(sinks.Select(s => s.Value)).Concat(sinks.SelectMany(s => s.Target?.Indirect.Select(i => i.Value) ?? [])));
        foreach (var access in needed.Select(i => Values[i]).OfType<LoadValue>().Select(v => v.Access).Concat(sinks.Select(s => s.Target!)))
            RowRef(access);
        var vector = lanes.Fits(needed, totals, sinks);
        foreach (var id in totals)
        {
            code.Line($"var {names[id]} = {Start(((RowTotal)Values[id]).Monoid, Values[id].Type)};");
            if (vector)
                code.Line($"var {running[id] = scope.Unique(names[id] + "Lanes")} = Vector512.Create({Start(((RowTotal)Values[id]).Monoid, Values[id].Type)});");
        }
        if (vector)
            foreach (var id in needed.Where(i => Values[i] is not LoadValue).SelectMany(i => Values[i].Operands).Concat(totals.Select(t => ((RowTotal)Values[t]).Input)).Concat(sinks.Select(s => s.Value))
                         .Distinct().Where(i => Values[i].Level != Level.Element))
                Spread(id);
        if (pass > 0)
            loops[loops.Length - 1] = scope.Unique(LoopNames[Math.Min(loops.Length, LoopNames.Length) - 1].ToString());
        Walk(0, needed, totals, sinks, vector);
        if (vector)
            foreach (var id in totals)
                code.Line($"if ({kernel.Size(Inner.Size)} >= {lanes.Count}) {Combine(((RowTotal)Values[id]).Monoid, names[id], $"VectorMath.Horizontal{Verb(((RowTotal)Values[id]).Monoid)}({running[id]})", Values[id].Type)};");
    }

    void Walk(int depth, List<int> needed, int[] totals, RowSink[] sinks, bool vector)
    {
        if (depth < program.Row.Count - 1)
        {
            var (axis, loop) = (program.Row[depth], loops[program.Outer.Count + depth]);
            using (code.Open($"for (nint {loop} = 0; {loop} < {kernel.Size(axis.Size)}; {loop}++)"))
                Walk(depth + 1, needed, totals, sinks, vector);
            return;
        }
        var size = kernel.Size(Inner.Size);
        if (vector)
        {
            code.Line($"nint {InnerLoop} = 0;");
            using (code.Open($"for (; {InnerLoop} <= {size} - {lanes.Count}; {InnerLoop} += {lanes.Count})"))
                Body(needed, totals, sinks, Form.Vector);
            using (code.Open($"for (; {InnerLoop} < {size}; {InnerLoop}++)"))
                Body(needed, totals, sinks, Form.Single);
        }
        else
            using (code.Open($"for (nint {InnerLoop} = 0; {InnerLoop} < {size}; {InnerLoop}++)"))
                Body(needed, totals, sinks, Form.Single);
    }

    void Body(List<int> needed, int[] totals, RowSink[] sinks, Form form)
    {
        foreach (var id in needed)
            Let(id, form);
        foreach (var id in totals)
        {
            var total = (RowTotal)Values[id];
            var target = form == Form.Single ? names[id] : running[id];
            code.Line(Combine(total.Monoid, target, Read(total.Input, form).Text, total.Type) + ";");
        }
        foreach (var sink in sinks)
            Leave(sink, form);
    }

    /// <summary>Element-level values that these depend on, in evaluation order.</summary>
    List<int> Needed(IEnumerable<int> wanted)
    {
        var needed = new SortedSet<int>();
        var open = new Stack<int>(wanted);
        while (open.Count > 0)
            if (open.Pop() is var id && Values[id].Level == Level.Element && needed.Add(id))
                foreach (var operand in Values[id].Operands)
                    open.Push(operand);
        return [.. needed];
    }

    /// <summary>A reference to where this row begins.</summary>
    string RowRef(Access access)
    {
        if (rows.TryGetValue(access, out var name))
            return name;
        var buffer = kernel.Buffer(access.Buffer);
        var offset = Outside(access);
        if (offset == "")
            return rows[access] = buffer;
        name = scope.Unique(buffer + "Row");
        code.Line($"ref var {name} = ref Unsafe.Add(ref {buffer}, {offset});");
        return rows[access] = name;
    }

    IEnumerable<string> Steps(Access access, IReadOnlyList<LoopAxis> axes, int first) => axes
        .Select((axis, i) => (Stride: access.StrideOf(axis.Class), Loop: loops[first + i]))
        .Where(a => a.Stride.Value != 0)
        .Select(a => Times(a.Loop, a.Stride));

    IEnumerable<string> Jumps(Access access, bool withElement) => access.Indirect
        .Where(i => (Values[i.Value].Level == Level.Element) == withElement).Select(i => Times(names[i.Value], i.Stride));

    string Times(string variable, Dim stride) => stride.IsOne ? variable : $"{variable} * {kernel.Factor(stride)}";

    /// <summary>How far the row is from the start of the buffer.</summary>
    string Outside(Access access) => string.Join(" + ", Steps(access, program.Outer, 0).Concat(Jumps(access, withElement: false))
        .Concat(access.Offset.Value == 0 ? [] : [kernel.Size(access.Offset)]));

    /// <summary>How far an element is from the start of the row.</summary>
    string Inside(Access access) => string.Join(" + ", Steps(access, program.Row, program.Outer.Count).Concat(Jumps(access, withElement: true)));

    void Let(int id, Form form)
    {
        var text = Values[id] switch
        {
            LoadValue load => Load(load, form).Bare,
            IndexValue index => Index(index, form),
            CheckedIndex index => Checked(index),
            MapValue map => new ScalarCode(Lane(map.Type, form), form, i => Read(map.Inputs[i], form), Constant).Write(map.Expression).Bare,
            _ => throw new InvalidOperationException(),
        };
        code.Line($"var {names[id]} = {text};");
    }

    ElementType Lane(ElementType type, Form form) => form == Form.Single ? type : lanes.Lane(type);

    Code Load(LoadValue load, Form form)
    {
        if (load.Level != Level.Element)
        {
            var at = Outside(load.Access);
            var buffer = kernel.Buffer(load.Access.Buffer);
            return new(at == "" ? buffer : $"Unsafe.Add(ref {buffer}, {at})", Form.Single, load.Type);
        }
        var row = RowRef(load.Access);
        var stride = load.Access.StrideOf(Inner.Class);
        if (form == Form.Single)
            return new(Element(row, load.Access), Form.Single, load.Type);
        return stride.Value == 0
            ? new($"Vector512.Create({Element(row, load.Access)})", Form.Vector, load.Type)
            : new($"Vector512.LoadUnsafe(ref {row}, (nuint){Parenthesised(Inside(load.Access))})", Form.Vector, load.Type);
    }

    static string Parenthesised(string text) => text.All(char.IsLetterOrDigit) ? text : $"({text})";

    string Element(string row, Access access) =>
        Inside(access) is var at && at == "" ? row : $"Unsafe.Add(ref {row}, {at})";

    string Index(IndexValue index, Form form)
    {
        var axes = program.Outer.Concat(program.Row).ToList();
        var loop = loops[axes.FindIndex(a => a.Class == index.Class)];
        if (form == Form.Single)
            return $"({index.Type.Keyword()}){loop}";
        var lane = lanes.Lane(index.Type).Keyword();
        return index.Class == Inner.Class ? $"Vector512.Create(({lane}){loop}) + Vector512<{lane}>.Indices" : $"Vector512.Create(({lane}){loop})";
    }

    /// <summary>The index, or an error that says where it stands among the indices.</summary>
    string Checked(CheckedIndex index)
    {
        var at = Values[index.Input] is LoadValue load ? string.Join(" + ", new[] { Outside(load.Access), Inside(load.Access) }.Where(p => p != "").DefaultIfEmpty("0")) : "-1";
        return $"Guard.Index({names[index.Input]}, (int){kernel.Factor(index.Limit)}, {at}, Model, {SignatureEmitter.Literal(index.Of)})";
    }

    Code Read(int id, Form form)
    {
        var type = Values[id].Type;
        if (form == Form.Single)
            return new(names[id], Form.Single, type);
        if (literals.TryGetValue(id, out var literal))
            return new(Constant(literal, lanes.Lane(type)), Form.Vector, lanes.Lane(type));
        if (Values[id].Level != Level.Element)
            return type == ElementType.Bool ? new(spread[id], Form.Mask, lanes.Type) : new(spread[id], Form.Vector, lanes.Lane(type));
        return lanes.MaskOf(id) is { } mask ? new(names[id], Form.Mask, mask) : new(names[id], Form.Vector, lanes.Lane(type));
    }

    /// <summary>A value that is the same for a whole row, in all lanes of a vector.</summary>
    void Spread(int id)
    {
        if (literals.ContainsKey(id) || spread.ContainsKey(id))
            return;
        var type = Values[id].Type;
        var name = spread[id] = scope.Unique(names[id] + "V");
        var value = type == ElementType.Bool
            ? $"{names[id]} ? Vector512<{lanes.Type.Keyword()}>.AllBitsSet : Vector512<{lanes.Type.Keyword()}>.Zero"
            : $"Vector512.Create({Widened(names[id], type)})";
        // A value of the whole kernel is spread once, before the loops.
        if (Values[id].Level == Level.Kernel)
            constantsPlace!.Line($"var {name} = {value};");
        else
            code.Line($"var {name} = {value};");
    }

    string Widened(string text, ElementType type) => lanes.Lane(type) == type ? text : $"({lanes.Lane(type).Keyword()}){text}";

    string Constant(double value, ElementType type)
    {
        if (!constants.TryGetValue((value, type), out var name))
        {
            constants.Add((value, type), name = scope.Unique("c" + constants.Count));
            constantsPlace!.Line($"var {name} = Vector512.Create({ScalarCode.Literal(value, type)});");
        }
        return name;
    }

    void Leave(RowSink sink, Form form)
    {
        var value = Read(sink.Value, form).Text;
        switch (sink)
        {
            case ScalarTotal total:
                code.Line(Combine(total.Monoid, Running(total), value, total.Type) + ";");
                break;
            case StoreSink or PlaceSink { Adds: false } when sink.Level == Level.Row:
                code.Line($"{RowElement(sink.Target!)} = {value};");
                break;
            case PlaceSink place when sink.Level == Level.Row:
                code.Line($"{RowElement(place.Access)} += {value};");
                break;
            case MemoryTotal total when sink.Level == Level.Row:
                code.Line(Combine(total.Monoid, RowElement(total.Access), value, total.Access.Buffer.Type) + ";");
                break;
            case StoreSink or PlaceSink { Adds: false } when form == Form.Vector:
                code.Line($"{value}.StoreUnsafe{Lane(sink.Target!)};");
                break;
            case StoreSink or PlaceSink { Adds: false }:
                code.Line($"{Element(RowRef(sink.Target!), sink.Target!)} = {value};");
                break;
            case MemoryTotal { Monoid: not Monoid.Sum } total when form == Form.Vector:
                code.Line($"VectorMath.{Verb(total.Monoid)}(Vector512.LoadUnsafe{Lane(total.Access)}, {value}).StoreUnsafe{Lane(total.Access)};");
                break;
            case MemoryTotal or PlaceSink when form == Form.Vector:
                code.Line($"(Vector512.LoadUnsafe{Lane(sink.Target!)} + {value}).StoreUnsafe{Lane(sink.Target!)};");
                break;
            case PlaceSink place:
                code.Line($"{Element(RowRef(place.Access), place.Access)} += {value};");
                break;
            case MemoryTotal total:
                code.Line(Combine(total.Monoid, Element(RowRef(total.Access), total.Access), value, total.Access.Buffer.Type) + ";");
                break;
        }
    }

    /// <summary>The arguments of a vector load or store at the element that the loop is at.</summary>
    string Lane(Access access) => $"(ref {RowRef(access)}, (nuint){Parenthesised(Inside(access))})";

    string RowElement(Access access) =>
        Outside(access) is var at && at == "" ? kernel.Buffer(access.Buffer) : $"Unsafe.Add(ref {kernel.Buffer(access.Buffer)}, {at})";

    static string Verb(Monoid monoid) => monoid switch { Monoid.Sum => "Sum", Monoid.Maximum => "Max", _ => "Min" };

    static string Combine(Monoid monoid, string target, string value, ElementType type) => monoid == Monoid.Sum
        ? $"{target} += {value}" : $"{target} = {(type.IsFloating() ? "VectorMath" : "Math")}.{Verb(monoid)}({target}, {value})";

    static string Start(Monoid monoid, ElementType type) => monoid == Monoid.Sum ? ScalarCode.Literal(0, type)
        : type.IsFloating() ? ScalarCode.Literal(monoid == Monoid.Maximum ? double.NegativeInfinity : double.PositiveInfinity, type)
        : $"{type.Keyword()}.{(monoid == Monoid.Maximum ? "MinValue" : "MaxValue")}";
}
