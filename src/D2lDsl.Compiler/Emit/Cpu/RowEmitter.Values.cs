using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>Single values and the memory they come from and go to.</summary>
sealed partial class RowEmitter
{
    readonly Dictionary<(Access Access, int Row), string> rows = [];
    readonly Dictionary<(double, ElementType), string> constants = [];
    readonly Dictionary<Access, string> streams = [];
    readonly Dictionary<(int Id, int Row), string> spread = [];
    readonly Dictionary<(int Id, int Row), (string Inverse, string IsPlain)> inverse = [];
    readonly Dictionary<(int Id, string Suffix), string> strandNames = [];
    readonly Dictionary<int, double> literals = [];
    readonly HashSet<RowValue> exact;

    /// <summary>Leaves behind what was named inside of a block that has ended.</summary>
    void Forget()
    {
        rows.Clear();
        foreach (var key in spread.Keys.Where(k => Values[k.Id].Level != Level.Kernel).ToArray())
            spread.Remove(key);
        foreach (var key in inverse.Keys.Where(k => Values[k.Id].Level != Level.Kernel).ToArray())
            inverse.Remove(key);
    }

    /// <summary>True for a row that all rows of a block read alike, such as weights of columns.</summary>
    bool IsShared(int id) => Values[id].Level == Level.Kernel || (Values[id] switch
    {
        LoadValue load => load.Access.Indirect.Count == 0 && load.Access.StrideOf(program.Outer[program.Outer.Count - 1].Class).Value == 0,
        IndexValue index => index.Class == Inner.Class,
        MapValue => true,
        _ => false,
    } && Values[id].Operands.All(IsShared));

    string Name(int id, Strand strand)
    {
        if (strand.Row > 0 && Values[id].Level == Level.Element && IsShared(id))
            strand = strand with { Row = 0 };
        var suffix = Values[id].Level == Level.Element ? strand.Suffix : Values[id].Level == Level.Row ? strand.OfRow.Suffix : "";
        if (suffix == "" || Values[id] is OutsideValue)
            return names[id];
        if (!strandNames.TryGetValue((id, suffix), out var name))
            strandNames.Add((id, suffix), name = scope.Unique(names[id] + suffix));
        return name;
    }

    /// <summary>A reference to where this row begins.</summary>
    string RowRef(Access access, int row)
    {
        if (rows.TryGetValue((access, row), out var name))
            return name;
        var buffer = kernel.Buffer(access.Buffer);
        var offset = Outside(access, row);
        if (offset == "")
            return rows[(access, row)] = buffer;
        // Where a row does not depend on which it is in the block, all share one reference.
        if (row > 0 && offset == Outside(access, 0))
            return rows[(access, row)] = RowRef(access, 0);
        name = scope.Unique(buffer + "Row" + new Strand(Form.Single, row).Suffix);
        code.Line($"ref var {name} = ref Unsafe.Add(ref {buffer}, {offset});");
        return rows[(access, row)] = name;
    }

    IEnumerable<string> Steps(Access access, IReadOnlyList<LoopAxis> axes, int first, int row = 0) => axes
        .Select((axis, i) => (Stride: access.StrideOf(axis.Class), Loop: row > 0 && first + i == program.Outer.Count - 1 ? $"({loops[first + i]} + {row})" : loops[first + i]))
        .Where(a => a.Stride.Value != 0 && a.Loop != "0")
        .Select(a => Times(a.Loop, a.Stride));

    IEnumerable<string> Jumps(Access access, bool withElement, int row) => access.Indirect
        .Where(i => (Values[i.Value].Level == Level.Element) == withElement).Select(i => Times(Name(i.Value, new(Form.Single, row)), i.Stride));

    string Times(string variable, Dim stride) => stride.IsOne ? variable : $"{variable} * {kernel.Factor(stride)}";

    /// <summary>How far the row is from the start of the buffer.</summary>
    string Outside(Access access, int row) => string.Join(" + ", Steps(access, program.Outer, 0, row).Concat(Jumps(access, withElement: false, row))
        .Concat(access.Offset.Value == 0 ? [] : [kernel.Size(access.Offset)]));

    /// <summary>How far an element is from the start of the row.</summary>
    string Inside(Access access, int step = 0) => string.Join(" + ", Steps(access, program.Row, program.Outer.Count).Concat(Jumps(access, withElement: true, 0))
        .Concat(step == 0 ? [] : [(step * lanes.Length).ToString()]));

    void Let(int id, Strand strand, int pass)
    {
        if (strand.Row > 0 && Values[id].Level == Level.Element && IsShared(id))
            return;
        using var place = code.From(Values[id].Line);
        if (strand.Form == Form.Vector && !IsKept(id, pass) && Errors(id, strand) is { } line)
        {
            code.Line(line);
            return;
        }
        var text = IsKept(id, pass) ? Loaded(program.Kept.First(k => k.Value == id).Access, strand) : Values[id] switch
        {
            LoadValue load => Load(load, strand).Bare,
            IndexValue index => Index(index, strand),
            CheckedIndex index => Checked(index, strand),
            MapValue map => new ScalarCode(Lane(map.Type, strand.Form), strand.Form, i => Read(map.Inputs[i], strand), Constant)
                { Quotient = strand.Form == Form.Single ? null : divisor => Quotient(divisor, map, strand), Known = strand.Form == Form.Single ? null : e => Known(e, map, strand), JoinsErrors = strand.Form != Form.Single && !exact.Contains(map) }.Write(map.Expression).Bare,
            _ => throw new InvalidOperationException(),
        };
        code.Line($"var {Name(id, strand)} = {text};");
    }

    ElementType Lane(ElementType type, Form form) => form == Form.Single ? type : lanes.Lane(type);

    Code Load(LoadValue load, Strand strand)
    {
        if (load.Level != Level.Element)
        {
            var at = Outside(load.Access, strand.Row);
            var buffer = kernel.Buffer(load.Access.Buffer);
            return new(at == "" ? buffer : $"Unsafe.Add(ref {buffer}, {at})", Form.Single, load.Type);
        }
        var row = RowRef(load.Access, strand.Row);
        if (strand.Form == Form.Single)
            return new(Element(row, load.Access), Form.Single, load.Type);
        return load.Access.StrideOf(Inner.Class).Value == 0
            ? new($"Vector512.Create({Element(row, load.Access)})", Form.Vector, load.Type)
            : new(Loaded(load.Access, strand), Form.Vector, load.Type);
    }

    /// <summary>What lies where the loop is at.</summary>
    string Loaded(Access access, Strand strand)
    {
        var row = RowRef(access, strand.Row);
        if (strand.Form != Form.Single && access.Buffer.Type == ElementType.Bool)
            return $"VectorMath.{(lanes.Type == ElementType.Double ? "Double" : "Single")}Truths(ref {row}, {At(access, strand)}, {(strand.IsPart ? rest : lanes.Length.ToString())})";
        return strand.Form == Form.Single ? Element(row, access)
            : strand.IsPart ? $"VectorMath.LoadPart(ref {row}, {At(access, strand)}, {part})" : $"Vector512.LoadUnsafe(ref {row}, {At(access, strand)})";
    }

    string Store(Access access, string value, Strand strand)
    {
        var row = RowRef(access, strand.Row);
        if (strand.Form == Form.Single)
            return $"{Element(row, access)} = {value};";
        var owner = value.Contains(' ') && value[0] != '(' && !value.StartsWith("V") ? $"({value})" : value;
        if (!strand.IsPart && Streams(access) is { } streams)
            return $"VectorMath.Stream({new Code(value, Form.Vector, access.Buffer.Type).Bare}, ref {row}, {At(access, strand)}, {streams});";
        return strand.IsPart ? $"VectorMath.StorePart({new Code(value, Form.Vector, access.Buffer.Type).Bare}, ref {row}, {At(access, strand)}, {part});"
            : $"{(value.Contains(' ') && !value.StartsWith("Vector512.MultiplyAddEstimate") ? $"({value})" : owner)}.StoreUnsafe(ref {row}, {At(access, strand)});";
    }

    /// <summary>The variable that says whether a result is too large for the caches, which its stores then pass by; null for one that is read here.</summary>
    string? Streams(Access access)
    {
        if (!CanStream(access))
            return null;
        if (!streams.TryGetValue(access, out var name))
        {
            streams.Add(access, name = scope.Unique(kernel.Buffer(access.Buffer) + "Streams"));
            var (count, pitch) = (kernel.Size(access.Buffer.Shape.Count), program.Outer.Count == 0 ? "0" : kernel.Size(Inner.Size));
            constantsPlace!.Line($"var {name} = VectorMath.{(HasHead(access) ? $"IsLarge<{access.Buffer.Type.Keyword()}>({count})" : $"Streams(ref {kernel.Buffer(access.Buffer)}, {count}, {pitch})")};");
        }
        return name;
    }

    bool CanStream(Access access) => IsLong && program.Row.Count == 1 && access.Buffer.Kind is BufferKind.Output or BufferKind.Gradient
        && access.Indirect.Count == 0 && access.Offset.Value == 0 && access.StrideOf(Inner.Class).IsOne && access.Buffer.Shape.Count.Value is null or >= 1 << 22
        && program.Sinks.All(s => s.Target?.Buffer.Equals(access.Buffer) != true || s is StoreSink)
        && program.Outer.All(o => access.StrideOf(o.Class).Value != 0)
        && Values.OfType<LoadValue>().All(v => !v.Access.Buffer.Equals(access.Buffer));

    /// <summary>
    /// True where rows need not begin at a whole vector of memory: the pass takes the elements before it first. Sums keep their order
    /// whether a result is large or not, so a pass that adds up a row does not.
    /// </summary>
    bool HasHead(Access access) => program.Outer.Count > 0 && rowsAtOnce == 1 && (Inner.Size.Value is not { } size || size % lanes.Length != 0)
        && program.Sinks.First(s => s.Target == access) is var sink && TotalsOf(program.PassOf(sink)).Length == 0
        && SinksOf(program.PassOf(sink)).Count(s => s is StoreSink store && CanStream(store.Access)) == 1;

    string At(Access access, Strand strand) => Inside(access, strand.Step) is var at && at == "" ? "0"
        : at.All(c => char.IsLetterOrDigit(c) || c == '_') ? $"(nuint){at}" : $"(nuint)({at})";

    string Element(string row, Access access) =>
        Inside(access) is var at && at == "" ? row : $"Unsafe.Add(ref {row}, {at})";

    string RowElement(Access access, int row) =>
        Outside(access, row) is var at && at == "" ? kernel.Buffer(access.Buffer) : $"Unsafe.Add(ref {kernel.Buffer(access.Buffer)}, {at})";

    string Index(IndexValue index, Strand strand)
    {
        var axes = program.Outer.Concat(program.Row).ToList();
        var at = axes.FindIndex(a => a.Class == index.Class);
        var loop = strand.Row > 0 && at == program.Outer.Count - 1 ? $"({loops[at]} + {strand.Row})" : loops[at];
        if (strand.Form == Form.Single)
            return $"({index.Type.Keyword()}){loop}";
        var lane = lanes.Lane(index.Type).Keyword();
        var moved = index.Class == Inner.Class && strand.Step > 0 ? $"({loop} + {strand.Step * lanes.Length})" : loop;
        return index.Class == Inner.Class ? $"Vector512.Create(({lane}){moved}) + Vector512<{lane}>.Indices" : $"Vector512.Create(({lane}){loop})";
    }

    /// <summary>The index, or an error that says where it stands among the indices.</summary>
    string Checked(CheckedIndex index, Strand strand)
    {
        var at = index.Place is { } place ? string.Join(" + ", new[] { Outside(place, strand.Row), Inside(place) }.Where(p => p != "").DefaultIfEmpty("0")) : "-1";
        return $"Guard.Index({Name(index.Input, strand)}, (int){kernel.Factor(index.Limit)}, {at}, Model, {SignatureEmitter.Literal(index.Of)})";
    }

    Code Read(int id, Strand strand)
    {
        var type = Values[id].Type;
        if (strand.Form == Form.Single)
            return new(Name(id, strand), Form.Single, type);
        if (literals.TryGetValue(id, out var literal))
            return new(Constant(literal, lanes.Lane(type)), Form.Vector, lanes.Lane(type));
        if (Values[id].Level != Level.Element)
            return new(Spread(id, strand), type == ElementType.Bool ? Form.Mask : Form.Vector, type == ElementType.Bool ? lanes.Type : lanes.Lane(type));
        return lanes.MaskOf(id) is { } mask ? new(Name(id, strand), Form.Mask, mask) : new(Name(id, strand), Form.Vector, lanes.Lane(type));
    }

    string Vector(int id, Strand strand) => Read(id, strand).Text;

    /// <summary>The values that a jump depends on.</summary>
    HashSet<RowValue> Exact()
    {
        var found = new HashSet<RowValue>();
        var open = new Stack<RowValue>(Values.Where(v => v is CheckedIndex || (v is MapValue map && map.Expression.Jumps())));
        while (open.Count > 0)
            if (open.Pop() is var value && found.Add(value))
                foreach (var operand in value.Operands)
                    open.Push(Values[operand]);
        return found;
    }

    /// <summary>What a pass reads of a value that is the same for a whole row: the value in all lanes, and its inverse where it is a divisor.</summary>
    void Spread(int id, Strand row, IEnumerable<MapValue> readers)
    {
        if (literals.ContainsKey(id))
            return;
        Spread(id, row);
        foreach (var map in readers.Where(map => map.Type.IsFloating() && Values[id].Type == map.Type && !exact.Contains(map)))
            for (var i = 0; i < map.Inputs.Count; i++)
                if (map.Inputs[i] == id && map.Expression.Divides(i))
                    Inverted(id, row);
    }

    /// <summary>A value that is the same for a whole row, in all lanes of a vector.</summary>
    string Spread(int id, Strand strand)
    {
        var key = (id, Values[id].Level == Level.Row ? strand.Row : 0);
        if (spread.TryGetValue(key, out var name))
            return name;
        var (type, single) = (Values[id].Type, Name(id, strand.OfRow));
        name = spread[key] = scope.Unique(single + "V");
        Before(id, $"var {name} = {(type == ElementType.Bool
            ? $"{single} ? Vector512<{lanes.Type.Keyword()}>.AllBitsSet : Vector512<{lanes.Type.Keyword()}>.Zero"
            : $"Vector512.Create({(lanes.Lane(type) == type ? single : $"({lanes.Lane(type).Keyword()}){single}")})")};");
        return name;
    }

    /// <summary>Dividing by what is the same for a whole row is multiplying by its inverse, unless that is too large or too small for a number.</summary>
    (string Inverse, string IsPlain) Inverted(int id, Strand strand)
    {
        var key = (id, Values[id].Level == Level.Row ? strand.Row : 0);
        if (inverse.TryGetValue(key, out var names))
            return names;
        var single = Name(id, strand.OfRow);
        names = inverse[key] = (scope.Unique(single + "Inverse"), scope.Unique(single + "HasInverse"));
        Before(id, $"var {names.Inverse} = Vector512.Create({ScalarCode.Literal(1, Values[id].Type)} / {single});");
        Before(id, $"var {names.IsPlain} = VectorMath.HasInverse({single});");
        return names;
    }

    /// <summary>
    /// A product with the inverse may differ from the quotient in its last bit, so quotients that a jump depends on, such as a
    /// comparison or rounding down, stay quotients.
    /// </summary>
    Func<string, string>? Quotient(Scalar divisor, MapValue map, Strand strand)
    {
        if (!map.Type.IsFloating() || exact.Contains(map))
            return null;
        var number = divisor switch
        {
            Scalar.Const constant => constant.Value,
            Scalar.Arg arg when literals.TryGetValue(map.Inputs[arg.Index], out var literal) => literal,
            _ => double.NaN,
        };
        if (Math.Abs(number) is >= 1e-37 and <= 1e37)
            return dividend => $"({dividend} * {Constant(1 / (map.Type == ElementType.Float ? (float)number : number), map.Type)})";
        if (divisor is not Scalar.Arg { Index: var i } || literals.ContainsKey(map.Inputs[i]) || Values[map.Inputs[i]] is not { Level: not Level.Element } value || value.Type != map.Type)
            return null;
        var (all, names) = (Spread(map.Inputs[i], strand), Inverted(map.Inputs[i], strand));
        return dividend => $"VectorMath.Divide({dividend}, {all}, {names.Inverse}, {names.IsPlain})";
    }

    /// <summary>A value of the whole kernel is written once, before the loops.</summary>
    void Before(int id, string line)
    {
        if (Values[id].Level == Level.Kernel)
            constantsPlace!.Line(line);
        else
            code.Line(line);
    }

    string Constant(double value, ElementType type)
    {
        if (!constants.TryGetValue((value, type), out var name))
        {
            constants.Add((value, type), name = scope.Unique("c" + constants.Count));
            constantsPlace!.Line($"var {name} = Vector512.Create({ScalarCode.Literal(value, type)});");
        }
        return name;
    }
}
