using D2lDsl.Compiler.Derive;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Simplify;

/// <summary>
/// What a model does to every score of an attention between the product and the softmax, or to every weight behind it, however it is
/// written: scales, masks by positions, lengths or tensors, biases, dropout; also where a mask is applied to flattened axes. It becomes a graph of
/// its own over the scores and what else is read, and one for the way back.
/// </summary>
sealed class AttentionChain
{
    readonly Graph graph;
    readonly bool[] trained;
    readonly bool[] free;
    readonly int top;
    readonly HashSet<int> inside = [];
    readonly HashSet<int> seen = [];
    readonly List<(int Node, Shape Shape)> operands = [];
    readonly Dictionary<(int Node, Shape? From), int> known = [];
    readonly GraphBuilder inner = new();
    Shape whole;
    bool fails;

    AttentionChain(Graph graph, bool[] trained, bool[] free, int top)
    {
        (this.graph, this.trained, this.free, this.top) = (graph, trained, free, top);
        (Bottom, whole) = (-1, graph[top].Shape);
    }

    /// <summary>The product or softmax at its other end.</summary>
    public int Bottom { get; private set; }

    /// <summary>The nodes from its top to its bottom, without the bottom.</summary>
    public IReadOnlyCollection<int> Inside => inside;

    /// <summary>What it reads besides, and in which shape.</summary>
    public IReadOnlyList<(int Node, Shape Shape)> Operands => operands;

    /// <summary>The two graphs.</summary>
    public AttentionChange? Change { get; private set; }

    /// <summary>The chain that ends in a node; null where there is none, or where it needs a gradient for more than the scores.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="trained">For each node whether it needs a gradient.</param>
    /// <param name="free">For each node whether it reads no tensor: numbers, sizes and positions.</param>
    /// <param name="top">The node that it ends in.</param>
    /// <param name="isBottom">What it begins with.</param>
    /// <param name="name">What emitted code calls its elements.</param>
    public static AttentionChain? Of(Graph graph, bool[] trained, bool[] free, int top, Func<int, bool> isBottom, string name)
    {
        var chain = new AttentionChain(graph, trained, free, top);
        return chain.Reaches(top, isBottom) && !chain.fails && (chain.Bottom == top || chain.Build(name)) ? chain : null;
    }

    /// <summary>True where an element of a node is computed from one of the bottom's.</summary>
    bool Reaches(int id, Func<int, bool> isBottom)
    {
        if (id == Bottom || inside.Contains(id))
            return true;
        if (!seen.Add(id) || !graph[id].Shape.Count.Equals(graph[top].Shape.Count))
            return false;
        if (isBottom(id))
        {
            fails |= Bottom >= 0;
            Bottom = id;
            return true;
        }
        if (graph[id] is not (MapNode or ReshapeNode or ExpandNode) || graph[id].Inputs.Count(input => Reaches(input, isBottom)) == 0)
            return false;
        return inside.Add(id);
    }

    bool Build(string name)
    {
        var bottom = graph[Bottom].Shape;
        // Where axes are flattened on the way, all nodes are taken apart to as many as any has.
        whole = inside.Append(Bottom).Select(id => graph[id].Shape).OrderByDescending(shape => shape.Rank).First();
        var (rank, rows) = (whole.Rank, bottom.Rank - 2);
        if (rank < 2 || bottom.Rank < 2 || !whole[rank - 1].Equals(bottom[rows + 1]) || !whole[rank - 2].Equals(bottom[rows])
            || inside.Append(Bottom).Any(id => Parts(graph[id].Shape) is not { } parts || parts[parts.Length - 1] is not { Length: 1 } last || last[0] != rank - 1))
            return false;
        inner.Input(new(name, whole, graph[Bottom].Type, IsParameter: true, Member: false));
        var result = inner.Expand(Into(top, graph[top].Shape), whole);
        if (fails || graph[top].Type != graph[Bottom].Type)
            return false;
        var forward = inner.Build([result]);
        var derived = Reverse.Of(forward);
        var backward = Simplifier.Of(derived with { Outputs = EquatableArray.Of(derived.Outputs[derived.Outputs.Count - 1]) });
        Change = new(Simplifier.Of(forward), backward);
        // What a score became has been computed again by then, the score itself has not.
        return !backward.Outputs.Concat(backward.Nodes.SelectMany(n => n.Inputs)).Any(id => backward[id] is InputNode { Index: 0 });
    }

    /// <summary>For each axis of a shape the axes of the whole that it consists of; null where it is not made of them.</summary>
    int[][]? Parts(Shape shape)
    {
        var (parts, axis) = (new List<int[]>(), 0);
        foreach (var size in shape.Dims)
        {
            var (part, product) = (new List<int>(), Dim.One);
            while (!product.Equals(size) && axis < whole.Rank)
            {
                product *= whole[axis];
                if (!whole[axis].IsOne)
                    part.Add(axis);
                axis++;
            }
            if (!product.Equals(size))
                return null;
            parts.Add([.. part]);
        }
        return Enumerable.Range(axis, whole.Rank - axis).All(a => whole[a].IsOne) ? [.. parts] : null;
    }

    /// <summary>A shape that broadcasts to another, in axes of the whole.</summary>
    Shape Fine(Shape shape, Shape from)
    {
        var (parts, dims) = (Parts(from)!, Enumerable.Repeat(Dim.One, whole.Rank).ToArray());
        for (var axis = 0; axis < shape.Rank; axis++)
            if (!shape[axis].IsOne)
                foreach (var part in parts[axis + from.Rank - shape.Rank])
                    dims[part] = whole[part];
        return Shape.Of(dims);
    }

    /// <summary>A node that broadcasts to a shape, as a node of the inner graph that broadcasts to the whole.</summary>
    int Into(int id, Shape from)
    {
        if (known.TryGetValue((id, from), out var moved))
            return moved;
        var node = graph[id];
        inner.At = graph.LineOf(id);
        fails |= trained[id] && id != Bottom && !inside.Contains(id);
        moved = node switch
        {
            _ when id == Bottom => 0,
            ConstantNode or SizeNode => inner.Add(node),
            ReshapeNode when inside.Contains(id) => Into(node.Inputs[0], graph[node.Inputs[0]].Shape),
            ExpandNode => Into(node.Inputs[0], from),
            MapNode map when inside.Contains(id) || IsCheap(map, id) => Map(map, map.Inputs.Select(i => Into(i, from)), Fine(node.Shape, from)),
            IndexNode index => Position(index, from),
            ReshapeNode or PermuteNode or SliceNode when NonUnit(node.Shape).SequenceEqual(NonUnit(Fine(node.Shape, from))) => inner.Reshape(Plain(id), Fine(node.Shape, from)),
            _ => Operand(id, Fine(node.Shape, from)),
        };
        if (graph.NameOf(id) is { } name && id != Bottom)
            inner.Hint(moved, name);
        known.Add((id, from), moved);
        return moved;
    }

    /// <summary>A node as it is.</summary>
    int Plain(int id)
    {
        if (known.TryGetValue((id, null), out var moved))
            return moved;
        var node = graph[id];
        fails |= trained[id];
        moved = node switch
        {
            ConstantNode or SizeNode or IndexNode => inner.Add(node),
            MapNode map when IsCheap(map, id) => Map(map, map.Inputs.Select(Plain), map.Shape),
            ExpandNode => inner.Expand(Plain(node.Inputs[0]), node.Shape),
            ReshapeNode when NonUnit(node.Shape).SequenceEqual(NonUnit(graph[node.Inputs[0]].Shape)) => inner.Reshape(Plain(node.Inputs[0]), node.Shape),
            PermuteNode permute => inner.Permute(Plain(node.Inputs[0]), [.. permute.Axes]),
            SliceNode slice => inner.Slice(Plain(node.Inputs[0]), [.. slice.Starts], [.. slice.Steps], slice.Shape),
            _ => Operand(id, node.Shape),
        };
        known.Add((id, null), moved);
        return moved;
    }

    static IEnumerable<Dim> NonUnit(Shape shape) => shape.Dims.Where(d => !d.IsOne);

    int Map(MapNode map, IEnumerable<int> inputs, Shape shape) => inner.Add(map with { Inputs = inputs.ToEquatable(), Shape = shape });

    /// <summary>True for what is computed again for each score rather than kept: of positions alone, or as large as a matrix of scores.</summary>
    bool IsCheap(MapNode map, int id) => NonUnit(map.Shape).Any() && map.Expression.Functions() == 0 && (free[id] || NonUnit(map.Shape).Count() > 1);

    /// <summary>Positions along an axis that may be several of the whole.</summary>
    int Position(IndexNode index, Shape from)
    {
        var (axes, shape) = (Parts(from)![index.Axis + from.Rank - index.Shape.Rank], Fine(index.Shape, from));
        if (index.Shape[index.Axis].IsOne || axes.Length == 0)
            return inner.Constant(0, index.Type);
        var position = inner.Add(new IndexNode(axes[0], shape, index.Type));
        foreach (var axis in axes.Skip(1))
            position = inner.Add(new MapNode(new Scalar.Arg(0) * (Scalar)new Scalar.Arg(1) + new Scalar.Arg(2), null,
                EquatableArray.Of(position, inner.Size(whole[axis], index.Type), inner.Add(new IndexNode(axis, shape, index.Type))), shape, index.Type));
        return position;
    }

    /// <summary>What is read where it lies.</summary>
    int Operand(int id, Shape shape)
    {
        fails |= trained[id];
        operands.Add((id, shape));
        return inner.Input(new(graph.NameOf(id) ?? "given", shape, graph[id].Type, IsParameter: false, Member: false));
    }

    /// <summary>True where a weight of 0 stays 0 and twice the weight becomes twice as much: then rows may be divided by their sums later.</summary>
    public bool IsLinear
    {
        get
        {
            var forward = Change!.Forward;
            var linear = new bool[forward.Nodes.Count];
            for (var id = 0; id < linear.Length; id++)
                linear[id] = forward[id] switch
                {
                    InputNode input => input.Index == 0,
                    MapNode map => IsLinearIn(map.Expression, i => linear[map.Inputs[i]]),
                    ReshapeNode or ExpandNode => linear[forward[id].Inputs[0]],
                    _ => false,
                };
            return linear[forward.Outputs[0]];
        }
    }

    static bool IsLinearIn(Scalar expression, Func<int, bool> linear)
    {
        bool Linear(Scalar e) => IsLinearIn(e, linear);
        bool Zero(Scalar e) => e is Scalar.Const { Value: 0 };
        return expression switch
        {
            Scalar.Arg arg => linear(arg.Index),
            Scalar.Apply { Primitive: Primitive.Multiply } product => Linear(product.Operands[0]) != Linear(product.Operands[1]),
            Scalar.Apply { Primitive: Primitive.Divide } quotient => Linear(quotient.Operands[0]) && !Linear(quotient.Operands[1]),
            Scalar.Apply { Primitive: Primitive.Select } choice => !Linear(choice.Operands[0]) && (Linear(choice.Operands[1]) || Zero(choice.Operands[1]))
                && (Linear(choice.Operands[2]) || Zero(choice.Operands[2])),
            Scalar.Apply { Primitive: Primitive.Negate } negated => Linear(negated.Operands[0]),
            _ => false,
        };
    }
}
