using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

/// <summary>
/// Turns a group into a row program: expands the expressions its values compute themselves, resolves every read into a walk
/// over memory, and works out in which pass over the row each value can be had.
/// </summary>
sealed class RowProgramBuilder(KernelBuilder kernel, Group group)
{
    readonly List<RowValue> values = [];
    readonly List<RowSink> sinks = [];
    readonly Dictionary<(int Node, EquatableArray<Position> Context), int> known = [];
    readonly Dictionary<(Scalar Expression, ElementType Type), int> formulas = [];
    readonly Dictionary<int, Dim> sizes = [];
    readonly HashSet<string> names = [];

    /// <summary>Where what is being added is written in the user's source.</summary>
    SourceLine? line;

    /// <summary>
    /// A place along an axis: start + step · i, where i is a loop variable or a value of the program, or neither where the place is fixed.
    /// Within windows more loop variables move it.
    /// </summary>
    readonly record struct Position(int Class, Dim Start, int Step, int Value = -1)
    {
        public EquatableArray<(int Class, int Step)> More { get; init; } = [];

        public static Position Of(int loop) => new(loop, 0, 1);
    }

    IReadOnlyList<LoopNode> Nodes => kernel.Nodes;

    public RowProgram Build(string name)
    {
        foreach (var id in group.Nodes)
            for (var axis = 0; axis < Nodes[id].Domain.Rank; axis++)
                if (kernel.Classes.Of(id, axis) is >= 0 and var c)
                    sizes[c] = Nodes[id].Domain[axis];
        foreach (var id in group.Nodes)
            Sink(id);
        return new(name, Axes(group.Outer), Axes(group.Row), values, sinks);
    }

    List<LoopAxis> Axes(IEnumerable<int> classes) => [.. classes.Select(c => new LoopAxis(c, sizes[c]))];

    void Sink(int id)
    {
        var node = Nodes[id];
        line = kernel.LineOf(id);
        var context = Context(id);
        var walked = node is LoopReduce && !group.Deferred.Contains(id) ? context.Where((_, a) => !((LoopReduce)node).Reduced.Contains(a)) : context;
        var level = walked.Any(p => group.Row.Contains(p.Class)) ? Level.Element : Level.Row;
        if (node is LoopPlace place)
        {
            var part = Read(place.Input, context);
            var positions = place.Slices.Select((slice, axis) => Within(place.Windows, axis, context,
                Sliced(place.Index?.Axis == axis ? Index(place.Index, context) : place.Axes[axis] < 0 ? Position.Of(-1) : context[place.Axes[axis]], slice))).ToEquatable();
            var meets = positions.Where((_, axis) => place.Adds && place.Windows.Any(w => w.Of == axis)).SelectMany(p => p.More.Select(m => m.Class).Append(p.Class));
            sinks.Add(new PlaceSink(part, level, Walk(kernel.BufferOf(id)!, place.Whole, positions), place.Adds, place.Clears) { Line = line, Meets = meets.ToEquatable() });
            return;
        }
        if (!group.Deferred.Contains(id))
        {
            var value = Value(id, context);
            if (kernel.BufferOf(id) is { } buffer)
                sinks.Add(new StoreSink(value, level, Walk(buffer, node.Result, context)) { Line = line });
            return;
        }
        var reduce = (LoopReduce)node;
        var mapped = Map(reduce.Expression, reduce.Inputs, context, reduce.Type, null);
        var target = kernel.BufferOf(id);
        var kept = context.Where((_, axis) => !reduce.Reduced.Contains(axis)).Any(p => p.Class >= 0);
        if (kept)
            sinks.Add(new MemoryTotal(mapped, level, reduce.Monoid, Walk(target!, reduce.Result, context)) { Line = line });
        else
            sinks.Add(new ScalarTotal(mapped, level, reduce.Monoid, kernel.NumberName(id), reduce.Type) { Line = line });
    }

    /// <summary>The loop variable of each axis of a value's domain.</summary>
    EquatableArray<Position> Context(int id) => Enumerable.Range(0, Nodes[id].Domain.Rank).Select(a => Position.Of(kernel.Classes.Of(id, a))).ToEquatable();

    /// <summary>How a buffer of this shape is walked when its axes are at these positions.</summary>
    static Access Walk(TensorBuffer buffer, Shape shape, IReadOnlyList<Position> context)
    {
        var strides = shape.Strides();
        var axes = Enumerable.Range(0, Math.Min(shape.Rank, context.Count)).Where(a => !shape[a].IsOne).ToArray();
        return new(buffer, axes.SelectMany(a => context[a].More.Prepend((context[a].Class, context[a].Step)).Select(m => (m.Item1, strides[a] * m.Item2))).Where(m => m.Item1 >= 0).ToEquatable())
        {
            Offset = axes.Aggregate(Dim.Constant(0), (sum, a) => sum + context[a].Start * strides[a]),
            Indirect = axes.Where(a => context[a].Value >= 0).Select(a => (context[a].Value, strides[a] * context[a].Step)).ToEquatable(),
        };
    }

    static Position Sliced(Position at, AxisSlice slice) => at with
    {
        Start = slice.Start + at.Start * slice.Step, Step = at.Step * slice.Step, More = at.More.Select(m => (m.Class, m.Step * slice.Step)).ToEquatable(),
    };

    /// <summary>A place that windows move on.</summary>
    Position Within(EquatableArray<WindowAxis> windows, int axis, EquatableArray<Position> context, Position at)
    {
        foreach (var window in windows.Where(w => w.Of == axis))
        {
            var moved = Sliced(context[window.Axis], new(0, window.Step));
            if (moved.Value >= 0)
            {
                // Where a value says which element of the window, the whole place is a value.
                int[] operands = [Place(at, ElementType.Int), Place(moved, ElementType.Int)];
                at = new(-1, 0, 1, Add(new MapValue(new Scalar.Arg(0) + (Scalar)new Scalar.Arg(1), operands, ElementType.Int, Fresh("place")), operands));
                continue;
            }
            at = at with
            {
                Start = at.Start + moved.Start,
                More = at.More.Concat(moved.More.Prepend((moved.Class, moved.Step)).Where(m => m.Item1 >= 0)).ToEquatable(),
            };
        }
        return at;
    }

    /// <summary>The position that a value of the program gives, once it is known to lie inside of its axis.</summary>
    Position Index(AxisIndex index, EquatableArray<Position> context)
    {
        var at = Read(index.At, context);
        for (var i = 0; i < values.Count; i++)
            if (values[i] is CheckedIndex known && known.Input == at && known.Limit.Equals(index.Limit))
                return new(-1, 0, 1, i);
        // Indices that are computed here lie in no memory: their place is counted from the loops.
        var place = values[at] is LoadValue { Access: var access } ? access : index.Indices.Dims.All(d => d.IsOne) ? null
            : Walk(new(index.Of, BufferKind.Temporary, -1, index.Indices, ElementType.Int), index.Indices, context);
        return new(-1, 0, 1, Add(new CheckedIndex(at, index.Limit, index.Of, Fresh("at")) { Place = place }, [at]));
    }

    /// <summary>A position as a value.</summary>
    int Place(Position at, ElementType type)
    {
        if (at.More.Count > 0)
        {
            var parts = at.More.Select(m => Place(new(m.Class, 0, m.Step), type)).Prepend(Place(at with { More = [] }, type)).ToArray();
            return Add(new MapValue(parts.Select((_, i) => (Scalar)new Scalar.Arg(i)).Aggregate((a, b) => a + b), parts, type, Fresh("place")), parts);
        }
        if (at.Class < 0 && at.Value < 0)
            return at.Start.Value is { } number ? Add(new MapValue(number, [], type, Fresh("place")), []) : Size();
        var value = at.Value >= 0 ? at.Value : Add(new IndexValue(at.Class, type, Fresh("index")), []);
        if (at.Step == 1 && at.Start.Value == 0)
            return value;
        var moved = new Scalar.Arg(0) * at.Step;
        int[] operands = at.Start.Value is null ? [value, Size()] : [value];
        return Add(new MapValue(moved + (at.Start.Value is { } start ? start : new Scalar.Arg(1)), operands, type, Fresh("place")), operands);

        int Size() => Add(new OutsideValue(new ScalarSize(at.Start, type), type, Fresh("start")), []);
    }

    int Value(int id, EquatableArray<Position> context)
    {
        var node = Nodes[id];
        // What this group computes is one value, however a reader walks the axes a reduction has left at size 1.
        if (InGroup(id) && !kernel.IsInline(id))
            context = Context(id);
        var key = (id, context);
        if (known.TryGetValue(key, out var value))
            return value;
        // Memory is read for whoever reads it.
        var outer = line;
        line = node.IsLeaf ? line : kernel.LineOf(id);
        known[key] = node switch
        {
            LoopConstant or LoopSize => Add(new OutsideValue(kernel.Number(id), node.Type, kernel.NumberName(id)), []),
            LoopIndex index => Place(context[index.Axis], node.Type),
            LoopInput or LoopProject when kernel.IsNumber(id) => Add(new OutsideValue(kernel.Number(id), node.Type, kernel.NumberName(id)), []),
            LoopInput or LoopAlias or LoopProject => Load(id, context),
            _ when !InGroup(id) && node.Result.Dims.All(d => d.IsOne) && kernel.IsNumber(id) => Add(new OutsideValue(kernel.Number(id), node.Type, kernel.NumberName(id)), []),
            _ when !InGroup(id) && !kernel.IsInline(id) => Load(id, context),
            LoopMap map => Map(map.Expression, map.Inputs, context, map.Type, map.Name),
            LoopReduce reduce => Total(reduce, context),
            _ => throw new InvalidOperationException($"{node.GetType().Name} has no place in a row program."),
        };
        line = outer;
        return known[key];
    }

    bool InGroup(int id) => group.Contains(id) && !group.Deferred.Contains(id);

    int Load(int id, EquatableArray<Position> context)
    {
        var buffer = kernel.BufferOf(id) ?? throw new InvalidOperationException($"Value {id} was not stored.");
        var load = new LoadValue(Walk(buffer, Nodes[id].Result, context), Nodes[id].Type, Fresh(Nodes[id].Name ?? buffer.Name));
        return Add(load, load.Operands);
    }

    int Map(Scalar expression, IReadOnlyList<Operand> inputs, EquatableArray<Position> context, ElementType type, string? name)
    {
        var operands = inputs.Select(o => Read(o, context)).ToArray();
        if (expression is Scalar.Arg same)
            return operands[same.Index];
        return Formula(Shared(expression.Substitute(i => new Scalar.Arg(operands[i])), type, isPart: false), type, name ?? "t");
    }

    /// <summary>The value of an expression of values, one for equal expressions.</summary>
    int Formula(Scalar expression, ElementType type, string name)
    {
        if (formulas.TryGetValue((expression, type), out var known))
            return known;
        var inputs = expression.Reads().ToList();
        return formulas[(expression, type)] = Add(new MapValue(expression.Substitute(i => new Scalar.Arg(inputs.IndexOf(i))), inputs, type, Fresh(name)), inputs);
    }

    /// <summary>Functions such as exp inside of an expression become values, so that what several expressions need is computed once.</summary>
    Scalar Shared(Scalar expression, ElementType type, bool isPart)
    {
        if (expression is not Scalar.Apply apply || !type.IsFloating())
            return expression;
        var shared = apply with { Operands = apply.Operands.Select(o => Shared(o, type, isPart: true)).ToEquatable() };
        // e^(-u²) comes with erf(u) where u is a value.
        if (shared.Primitive == Primitive.Erf && shared.Operands[0] is Scalar.Apply operand)
            shared = shared with { Operands = EquatableArray.Of<Scalar>(new Scalar.Arg(Formula(operand, type, "t"))) };
        return isPart && formulas.TryGetValue((shared, type), out var known) ? new Scalar.Arg(known)
            : isPart && shared.IsFunction ? new Scalar.Arg(Formula(shared, type, shared.Primitive.ToString().ToLowerInvariant()))
            : shared;
    }

    int Read(Operand operand, EquatableArray<Position> context) => Value(operand.Source, operand.Axes.Select((a, i) =>
    {
        var at = operand.Index?.Axis == i ? Index(operand.Index, context) : a < 0 ? Position.Of(-1) : context[a];
        return Within(operand.Windows, i, context, operand.Slices.Count == 0 ? at : Sliced(at, operand.Slices[i]));
    }).ToEquatable());

    int Total(LoopReduce reduce, EquatableArray<Position> context)
    {
        var mapped = Map(reduce.Expression, reduce.Inputs, context, reduce.Type, null);
        return Add(new RowTotal(reduce.Monoid, mapped, reduce.Type, Fresh(reduce.Name ?? (reduce.Monoid switch { Ops.Monoid.Sum => "sum", Ops.Monoid.Product => "product", _ => "best" }))), [mapped]);
    }

    int Add(RowValue value, IReadOnlyList<int> operands)
    {
        var (level, pass) = (Level.Kernel, 0);
        foreach (var operand in operands)
        {
            level = values[operand].Level > level ? values[operand].Level : level;
            pass = Math.Max(pass, values[operand].Pass);
        }
        switch (value)
        {
            case LoadValue load:
                var own = load.Access.Strides.Any(s => group.Row.Contains(s.Class)) ? Level.Element
                    : load.Access.Strides.Count > 0 ? Level.Row : Level.Kernel;
                level = own > level ? own : level;
                break;
            case IndexValue index:
                level = group.Row.Contains(index.Class) ? Level.Element : Level.Row;
                break;
            case RowTotal:
                // Also where every element is the same, the row is walked: the total counts them.
                level = Level.Row;
                pass++;
                break;
        }
        value.Level = level;
        value.Pass = pass;
        value.Line = line;
        values.Add(value);
        return values.Count - 1;
    }

    string Fresh(string name)
    {
        var result = name;
        for (var i = 1; !names.Add(result); i++)
            result = name + i;
        return result;
    }
}
