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
    readonly Dictionary<(int Node, EquatableArray<int> Context), int> known = [];
    readonly Dictionary<int, Dim> sizes = [];
    readonly HashSet<string> names = [];

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
        var context = Context(id);
        var walked = node is LoopReduce && !group.Deferred.Contains(id) ? context.Where((_, a) => !((LoopReduce)node).Reduced.Contains(a)) : context;
        var level = walked.Any(c => group.Row.Contains(c)) ? Level.Element : Level.Row;
        if (!group.Deferred.Contains(id))
        {
            var value = Value(id, context);
            if (kernel.BufferOf(id) is { } buffer)
                sinks.Add(new StoreSink(value, level, Walk(buffer, node.Result, context)));
            return;
        }
        var reduce = (LoopReduce)node;
        var mapped = Map(reduce.Expression, reduce.Inputs, context, reduce.Type, null);
        var target = kernel.BufferOf(id);
        var kept = context.Where((_, axis) => !reduce.Reduced.Contains(axis)).Any(c => c >= 0);
        if (kept)
            sinks.Add(new MemoryTotal(mapped, level, reduce.Monoid, Walk(target!, reduce.Result, context)));
        else
            sinks.Add(new ScalarTotal(mapped, level, reduce.Monoid, kernel.NumberName(id), reduce.Type));
    }

    /// <summary>The loop variable of each axis of a value's domain.</summary>
    EquatableArray<int> Context(int id) => Enumerable.Range(0, Nodes[id].Domain.Rank).Select(a => kernel.Classes.Of(id, a)).ToEquatable();

    /// <summary>How a buffer of this shape is walked when its axes run with these loop variables.</summary>
    static Access Walk(TensorBuffer buffer, Shape shape, IReadOnlyList<int> context)
    {
        var strides = shape.Strides();
        return new(buffer, Enumerable.Range(0, shape.Rank)
            .Where(a => !shape[a].IsOne && a < context.Count && context[a] >= 0)
            .Select(a => (context[a], strides[a])).ToEquatable());
    }

    int Value(int id, EquatableArray<int> context)
    {
        var node = Nodes[id];
        // What this group computes is one value, however a reader walks the axes a reduction has left at size 1.
        if (InGroup(id) && !kernel.IsInline(id))
            context = Context(id);
        var key = (id, context);
        if (known.TryGetValue(key, out var value))
            return value;
        return known[key] = node switch
        {
            LoopConstant or LoopSize => Add(new OutsideValue(kernel.Number(id), node.Type, kernel.NumberName(id)), []),
            LoopIndex index => context[index.Axis] < 0
                ? Add(new MapValue(0, [], node.Type, Fresh("zero")), [])
                : Add(new IndexValue(context[index.Axis], node.Type, Fresh("index")), []),
            LoopInput or LoopProject when kernel.IsNumber(id) => Add(new OutsideValue(kernel.Number(id), node.Type, kernel.NumberName(id)), []),
            LoopInput or LoopAlias or LoopProject => Load(id, context),
            _ when !InGroup(id) && node.Result.Dims.All(d => d.IsOne) && kernel.IsNumber(id) => Add(new OutsideValue(kernel.Number(id), node.Type, kernel.NumberName(id)), []),
            _ when !InGroup(id) && !kernel.IsInline(id) => Load(id, context),
            LoopMap map => Map(map.Expression, map.Inputs, context, map.Type, map.Name),
            LoopReduce reduce => Total(reduce, context),
            _ => throw new InvalidOperationException($"{node.GetType().Name} has no place in a row program."),
        };
    }

    bool InGroup(int id) => group.Contains(id) && !group.Deferred.Contains(id);

    int Load(int id, EquatableArray<int> context)
    {
        var buffer = kernel.BufferOf(id) ?? throw new InvalidOperationException($"Value {id} was not stored.");
        return Add(new LoadValue(Walk(buffer, Nodes[id].Result, context), Nodes[id].Type, Fresh(Nodes[id].Name ?? buffer.Name)), []);
    }

    int Map(Scalar expression, IReadOnlyList<Operand> inputs, EquatableArray<int> context, ElementType type, string? name)
    {
        var operands = inputs.Select(o => Read(o, context)).ToArray();
        if (expression is Scalar.Arg same)
            return operands[same.Index];
        var distinct = operands.Distinct().ToList();
        return Add(new MapValue(expression.Substitute(i => new Scalar.Arg(distinct.IndexOf(operands[i]))), distinct, type, Fresh(name ?? "t")), distinct);
    }

    int Read(Operand operand, EquatableArray<int> context) =>
        Value(operand.Source, operand.Axes.Select(a => a < 0 ? -1 : context[a]).ToEquatable());

    int Total(LoopReduce reduce, EquatableArray<int> context)
    {
        var mapped = Map(reduce.Expression, reduce.Inputs, context, reduce.Type, null);
        return Add(new RowTotal(reduce.Monoid, mapped, reduce.Type, Fresh(reduce.Name ?? (reduce.Monoid == Ops.Monoid.Sum ? "sum" : "best"))), [mapped]);
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
                level = load.Access.Strides.Any(s => group.Row.Contains(s.Class)) ? Level.Element
                    : load.Access.Strides.Count > 0 ? Level.Row : Level.Kernel;
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
