using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Shapes;

/// <summary>
/// Adds ops to a graph, each by the shape rule of its kind. A call that does not fit throws <see cref="ShapeException"/>.
/// </summary>
public sealed partial class OpRules(GraphBuilder graph, SizeRelation? relation = null)
{
    readonly SizeRelation relation = relation ?? SizeRelation.Closed;
    readonly Dictionary<int, string> names = [];
    readonly Dictionary<int, string> texts = [];

    public GraphBuilder Graph { get; } = graph;

    /// <summary>How errors call a value: its name in the user's source, if it has one, and its shape.</summary>
    public string Describe(int node) => names.TryGetValue(node, out var name) ? $"{name} {Graph[node].Shape}" : Graph[node].Shape.ToString();

    public void Name(int node, string name)
    {
        Graph.Name(node, name);
        if (!names.ContainsKey(node))
            names.Add(node, name);
    }

    /// <summary>How the user wrote a value that has no name.</summary>
    public void Write(int node, string text)
    {
        if (!texts.ContainsKey(node))
            texts.Add(node, text);
    }

    /// <summary>How the user wrote a value; empty where it has a name, or was not written.</summary>
    string Written(int node) => !names.ContainsKey(node) && texts.TryGetValue(node, out var text) ? text : "";

    /// <summary>Any op of the table, by the rule of its kind.</summary>
    public int Call(Op op, IReadOnlyList<int> operands, OpArguments arguments) => op switch
    {
        ElementwiseOp map => Map(map, [.. operands]),
        ReductionOp reduction => Reduce(reduction, operands[0], arguments.Axes[Argument.Reduced.Name], arguments.KeepDims),
        MovementOp move => Move(move, operands[0], arguments.Places),
        GatherOp gather => Gather(gather, operands[0], operands[1], arguments.Axes[Argument.Axis.Name]!.Single()),
        ScatterOp scatter => Scatter(scatter, operands[0], operands[1], operands[2], arguments.Axes[Argument.Axis.Name]!.Single()),
        RankOp rank => At(rank, operands[0], arguments),
        ScanOp scan => Scan(scan, operands[0], arguments.Axes[Argument.Axis.Name]!.Single()),
        EinsumOp einsum => Einsum(einsum, arguments.Texts[EinsumOp.Pattern.Name], operands),
        JoinOp join => Join(join, operands, arguments.Axes[Argument.Axis.Name]!.Single()),
        ContractionOp contraction => Contract(contraction, operands[0], operands[1]),
        CompositeOp composite => Composite(composite, operands, arguments),
        _ => throw new InvalidOperationException($"{op.Surface} has no rule."),
    };

    /// <summary>An element-wise op; operands broadcast.</summary>
    public int Map(ElementwiseOp op, params int[] inputs)
    {
        var shape = Shape.Scalar;
        var previous = inputs[0];
        foreach (var input in inputs)
        {
            var (joined, left, right) = Broadcast.Join(shape, Graph[input].Shape, relation);
            if (joined is null)
                throw new ShapeException(Catalogue.Broadcast, Title(op), Describe(previous), Describe(input), left!.ToString(), right!.ToString());
            if (!joined.Equals(shape))
                previous = input;
            shape = joined;
        }
        // A number has the type of the tensor it meets, which is what users know.
        foreach (var input in (op is SelectOp ? inputs.Skip(1) : inputs).OrderBy(i => Graph[i] is ConstantNode or SizeNode))
            RequireType(op, input);
        var type = op.IsComparison ? ElementType.Bool : Graph[inputs[inputs.Length - 1]].Type;
        var arguments = inputs.Select((_, i) => (Scalar)new Scalar.Arg(i)).ToArray();
        var value = op is BinaryOp { OnBool: { } onBool } && Graph[inputs[0]].Type == ElementType.Bool ? onBool(arguments[0], arguments[1]) : op.Value(arguments);
        return Hinted(op, Graph.Add(new MapNode(value, op, inputs.ToEquatable(), shape, type)));
    }

    /// <summary>A reduction over the axes, or all where they are null; <paramref name="takesEmpty"/> where it may be one of no elements.</summary>
    public int Reduce(ReductionOp op, int x, IReadOnlyList<int>? axes, bool keepDims, bool takesEmpty = false)
    {
        RequireType(op, x);
        var shape = Graph[x].Shape;
        var reduced = Axes(op, x, axes);
        if (!op.TakesEmpty && !takesEmpty)
            Graph.Require(new(reduced.Aggregate(Dim.One, (count, axis) => count * shape[axis]) - Dim.One, $"{op.Surface} of {Describe(x)} needs at least one element"));
        var kept = Shape.Of(shape.Dims.Select((d, i) => reduced.Contains(i) ? Dim.One : d));
        var result = Hinted(op.SameAs ?? op, Graph.Add(new ReduceNode(op, reduced.OrderBy(a => a).ToEquatable(), EquatableArray.Of(x), kept, Graph[x].Type)));
        return keepDims ? result : Without(result, reduced);
    }

    /// <summary>Axes as indices, each once; all where they are null.</summary>
    int[] Axes(Op op, int x, IReadOnlyList<int>? axes)
    {
        var rank = Graph[x].Shape.Rank;
        var counted = axes is null ? [.. Enumerable.Range(0, rank)] : axes.Select(a => Axis(op.Surface, x, a, rank)).ToArray();
        foreach (var axis in counted)
            if (counted.Count(a => a == axis) > 1)
                throw new ShapeException(Catalogue.RepeatedAxis, op.Surface, axis.ToString(), Describe(x));
        return counted;
    }

    /// <summary>A product of two tensors by the form that fits their ranks.</summary>
    public int Contract(ContractionOp op, int a, int b)
    {
        RequireType(op, a);
        RequireType(op, b);
        foreach (var form in op.Forms)
            if (ContractionForm.Fit(form, Graph[a].Shape.Rank, Graph[b].Shape.Rank) is { } fit)
                return Contract(op, fit, a, b);
        throw new ShapeException(Catalogue.Rank, op.Surface, string.Join(" or ", op.Forms.Select(f => $"({f})")), $"{Describe(a)} and {Describe(b)}");
    }

    int Contract(ContractionOp op, ContractionForm form, int a, int b)
    {
        var sizes = new Dictionary<char, Dim>();
        foreach (var (labels, node) in new[] { (form.Left, a), (form.Right, b) })
            for (var i = 0; i < labels.Length; i++)
            {
                var size = Graph[node].Shape[i];
                if (!sizes.TryGetValue(labels[i], out var known))
                    sizes[labels[i]] = size;
                else
                    sizes[labels[i]] = (form.IsBatch(labels[i]) ? relation.Broadcast(known, size) : relation.Meet(known, size)) ?? throw new ShapeException(Catalogue.Contraction, op.Surface, Describe(a), Describe(b), known.ToString(), size.ToString(), "transpose one of them or check its declaration");
            }
        // A batch axis of size 1 that meets a larger one is repeated.
        a = Graph.Expand(a, Shape.Of(form.Left.Select(l => sizes[l])));
        b = Graph.Expand(b, Shape.Of(form.Right.Select(l => sizes[l])));
        return Hinted(op, Graph.Add(new ContractNode(form.Left, form.Right, form.Result, EquatableArray.Of(a, b), Shape.Of(form.Result.Select(l => sizes[l])), Graph[a].Type)));
    }

    /// <summary>A value without a name of its own is called after its op.</summary>
    int Hinted(Op op, int node)
    {
        Graph.Hint(node, char.ToLowerInvariant(op.Surface[0]) + op.Surface.Substring(1));
        return node;
    }

    /// <summary>An axis as users count it, negative from the end, as an index into <paramref name="rank"/> axes.</summary>
    public int Axis(string op, int x, int axis, int rank)
    {
        if (axis < -rank || axis >= rank)
            throw new ShapeException(Catalogue.Axis, op, axis.ToString(), Describe(x), rank == 0 ? "none: it is a scalar" : $"{-rank} to {rank - 1}");
        if (Graph[x].Shape.HasLeading && (axis >= 0 || axis == -rank))
            throw new ShapeException(Catalogue.LeadingAxes, op, Describe(x), rank > 2 ? $"-1 to {1 - rank}" : rank > 1 ? "-1" : "of which there is none");
        return axis < 0 ? axis + rank : axis;
    }

    void RequireType(Op op, int input)
    {
        var type = Graph[input].Type;
        if ((op.Accepts & type.Kind()) != 0)
            return;
        var remedy = op.Accepts == Elements.Int ? "convert it with Cast<int>()" : (op.Accepts & Elements.Floating) != 0 ? "convert it with Cast<float>()" : "compare or select instead";
        throw new ShapeException(Catalogue.ElementType, Title(op), Accepted(op.Accepts), Describe(input), type.Keyword(), remedy);
    }

    static string Title(Op op) => op.Symbol is { } symbol ? $"'{symbol}'" : op.Surface;

    static string Accepted(Elements elements) => elements switch
    {
        Elements.Floating => "floating-point",
        Elements.Numeric => "numeric",
        Elements.Bool => "bool",
        Elements.Integer => "integer",
        Elements.Int => "int",
        _ => "other",
    };
}
