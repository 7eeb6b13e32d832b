using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

/// <summary>
/// Graph → loop form: movements are folded into how readers walk their operands, a product with a vector becomes a reduction
/// like any other, and only a real matrix product stays one.
/// </summary>
public sealed partial class Lower
{
    readonly Graph graph;
    readonly Joining joining;
    readonly List<LoopNode> nodes = [];
    readonly Dictionary<int, View> views = [];
    readonly HashSet<int> returned = [];

    /// <summary>The graph node being lowered.</summary>
    int current;

    /// <summary>A graph node as a walk over a loop node: axis i of the source is axis <c>Axes[i]</c> of the view (−1: size 1).</summary>
    sealed record View(int Source, int[] Axes, Shape Shape)
    {
        /// <summary>For each axis of the source the part that is seen; empty where all of it is.</summary>
        public EquatableArray<AxisSlice> Slices { get; init; } = [];

        /// <summary>What moves besides along the source; where there is something, there are slices.</summary>
        public EquatableArray<WindowAxis> Windows { get; init; } = [];

        /// <summary>The same elements with the axes of the view called otherwise.</summary>
        public View Renamed(Func<int, int> axis, Shape shape) => this with
        {
            Axes = [.. Axes.Select(a => a < 0 ? a : axis(a))], Windows = Windows.Select(w => w with { Axis = axis(w.Axis) }).ToEquatable(), Shape = shape,
        };

        /// <summary>True where the elements differ along an axis.</summary>
        public bool Varies(int axis) => (axis >= 0 && Axes.Contains(axis)) || Windows.Any(w => w.Axis == axis);
    }

    Lower(Graph graph, Joining joining) => (this.graph, this.joining) = (graph, joining);

    /// <summary>The loop nodes, and for each output of the graph the loop node that holds it in row-major order.</summary>
    /// <param name="states">How many of the first outputs are the next values of the first inputs: what is added to such a value is added where it lies.</param>
    public static (IReadOnlyList<LoopNode> Nodes, IReadOnlyList<int> Outputs) Of(Graph graph, Joining joining, int states = 0)
    {
        var lower = new Lower(graph, joining);
        lower.FindGrowing(states);
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            lower.current = i;
            var view = lower.views[i] = lower.Visit(i, graph[i]);
            // A name given to a view names what is viewed, if that has none.
            if (graph.NameOf(i) is { } name && !lower.nodes[view.Source].IsLeaf && view.Slices.Count == 0)
                lower.nodes[view.Source].Name ??= name;
        }
        return (lower.nodes, [.. graph.Outputs.Select(lower.Output)]);
    }

    View Visit(int id, Node node)
    {
        switch (node)
        {
            case MapNode or ScatterNode when addedLater.Contains(id):
                return views[node.Inputs[0]];
            case InputNode input:
                return Add(new LoopInput(input.Index, input.Shape, input.Type), id);
            case ConstantNode constant:
                return Add(new LoopConstant(constant.Value, constant.Type), id);
            case SizeNode size:
                return Add(new LoopSize(size.Size, size.Type), id);
            case IndexNode index:
                return Add(new LoopIndex(index.Axis, index.Shape, index.Type), id);
            case MapNode when growing.TryGetValue(id, out var grown):
                return Grow(grown.Value, grown.Scattered, id);
            case MapNode map:
                return Add(new LoopMap(map.Expression, [.. map.Inputs.Select(i => Read(views[i], map.Shape))], map.Shape, map.Type), id);
            case ReduceNode reduce:
                return Reduce(reduce, id);
            case PermuteNode permute:
                var inner = views[permute.Inputs[0]];
                return inner.Renamed(a => IndexOf(permute.Axes, a), permute.Shape);
            case ExpandNode expand:
                var narrow = views[expand.Inputs[0]];
                var shift = expand.Shape.Rank - narrow.Shape.Rank;
                return narrow.Renamed(a => a + shift, expand.Shape);
            case ReshapeNode reshape:
                return Reshape(views[reshape.Inputs[0]], reshape.Shape, id);
            case ContractNode contract:
                return Contract(contract, id);
            case SliceNode slice:
                return Wanted(views[slice.Inputs[0]], slice, id) ?? Slice(views[slice.Inputs[0]], slice);
            case PlaceNode place:
                return Place(place, id);
            case UnfoldNode unfold:
                return Unfold(views[unfold.Inputs[0]], unfold);
            case FoldNode fold:
                return Fold(views[fold.Inputs[0]], fold, id);
            case GatherNode gather:
                return Gather(gather, id);
            case ScatterNode scatter:
                return Scatter(scatter, id);
            case ScanNode scan:
                return Scan(views[scan.Inputs[0]], scan, id);
            case SortNode sort:
                return Sort(views[sort.Inputs[0]], sort, id);
            case WhileNode or IfNode or UnwindNode or AttentionNode or AttentionGradientNode:
                return Add(new LoopRegion(node, [.. node.Inputs.Select((i, n) => Starts(node, n) && nodes[views[i].Source] is LoopConstant ? new(views[i].Source, []) : InPlace(node, n, views[i]) ?? Whole(views[i]))]));
            case ProjectNode project:
                return Add(new LoopProject(views[project.Inputs[0]].Source, project.Index, project.Shape, project.Type), id);
            default:
                throw new InvalidOperationException($"{node.GetType().Name} has no loop form.");
        }
    }

    View Add(LoopNode node, int? id = null)
    {
        nodes.Add(node);
        node.GraphNode = current;
        if (id is { } graphNode && graph.NameOf(graphNode) is { } name)
            node.Name = name;
        var result = node.Result;
        return new(nodes.Count - 1, [.. result.Dims.Select((d, i) => d.IsOne ? -1 : i)], result);
    }

    /// <summary>A view as an operand of a domain it broadcasts to.</summary>
    static Operand Read(View view, Shape domain)
    {
        var shift = domain.Rank - view.Shape.Rank;
        return new(view.Source, view.Axes.Select(a => a < 0 ? a : a + shift).ToEquatable())
        {
            Slices = view.Slices, Windows = view.Windows.Select(w => w with { Axis = w.Axis + shift }).ToEquatable(),
        };
    }

    View Reduce(ReduceNode reduce, int id)
    {
        var view = views[reduce.Input];
        var op = reduce.Op;
        // Over axes of size 1 there is nothing to combine.
        var total = reduce.Axes.All(a => view.Shape[a].IsOne)
            ? Add(new LoopMap(op.Map(new Scalar.Arg(0)), [Read(view, view.Shape)], view.Shape, reduce.Type))
            : Add(new LoopReduce(op.Monoid, op.Map(new Scalar.Arg(0)), [Read(view, view.Shape)], reduce.Axes, view.Shape, reduce.Type));
        var finish = op.Finish(new Scalar.Arg(0), new Scalar.Arg(1));
        if (finish is Scalar.Arg)
        {
            nodes[total.Source].Name = graph.NameOf(id);
            return total;
        }
        var count = reduce.Axes.Aggregate(Dim.One, (product, axis) => product * view.Shape[axis]);
        var inputs = new List<Operand> { Read(total, reduce.Shape) };
        if (finish.Reads().Contains(1))
        {
            if (count.Value is { } number)
                finish = Simplify.ScalarRules.Simplify(finish.Substitute(i => i == 1 ? number : new Scalar.Arg(i)));
            else
                inputs.Add(Read(Add(new LoopSize(count, reduce.Type)), reduce.Shape));
        }
        return Add(new LoopMap(finish, inputs, reduce.Shape, reduce.Type), id);
    }

    View Reshape(View view, Shape shape, int id)
    {
        var (from, to) = (view.Shape.NonUnitAxes(), shape.NonUnitAxes());
        if (from.Select(a => view.Shape[a]).SequenceEqual(to.Select(a => shape[a])))
            return view.Renamed(a => to[Array.IndexOf(from, a)], shape);
        return Add(new LoopAlias(RowMajor(view), shape, nodes[view.Source].Type), id);
    }

    /// <summary>The view's elements in row-major order: its source where that is so already, else a copy.</summary>
    int RowMajor(View view)
    {
        var axes = view.Axes.Where(a => a >= 0).ToArray();
        if (view.Slices.Count == 0 && axes.SequenceEqual(view.Shape.NonUnitAxes()) && nodes[view.Source] is not (LoopConstant or LoopSize or LoopIndex))
            return view.Source;
        var copy = Add(new LoopMap(new Scalar.Arg(0), [Read(view, view.Shape)], view.Shape, nodes[view.Source].Type)).Source;
        // What a region makes is called the same in another order of axes.
        if (nodes[view.Source] is LoopProject made)
            nodes[copy].Name = made.Name;
        return copy;
    }

    /// <summary>True for what a loop's value starts from: where that is one number, the value is filled with it.</summary>
    static bool Starts(Node region, int input) => region switch
    {
        WhileNode loop => input < loop.Carried,
        UnwindNode unwind => input > 0 && input <= unwind.Carried,
        _ => false,
    };

    /// <summary>A value that a region takes as it lies in memory.</summary>
    Operand Whole(View view) => nodes[view.Source] is LoopRegion ? new(view.Source, [])
        : view.Slices.Count == 0 && view.Shape.Dims.All(d => d.IsOne) ? new(view.Source, view.Axes.ToEquatable())
        : new(RowMajor(view), view.Shape.Dims.Select((d, i) => d.IsOne ? -1 : i).ToEquatable());

    int Output(int node)
    {
        current = node;
        var (view, source) = (views[node], RowMajor(views[node]));
        // An argument handed back is copied, and what is returned twice is two tensors: results belong to the kernel.
        while (nodes[source] is LoopAlias alias && IsMade(alias.Source))
            source = alias.Source;
        if (!IsMade(source) || !returned.Add(source))
            source = Add(new LoopMap(new Scalar.Arg(0), [Read(view, view.Shape)], view.Shape, nodes[source].Type), node).Source;
        return source;
    }

    /// <summary>True for what the kernel computes into memory of its own, whatever shape it is given there.</summary>
    bool IsMade(int node) => nodes[node] switch
    {
        LoopAlias alias => IsMade(alias.Source),
        LoopProject project => nodes[project.Source] is LoopRegion { Region: not IfNode },
        var made => !made.IsLeaf,
    };

    View Contract(ContractNode contract, int id)
    {
        var (left, right, result) = (contract.Left, contract.Right, contract.Result);
        var (a, b) = (views[contract.Inputs[0]], views[contract.Inputs[1]]);
        var sizes = new Dictionary<char, Dim>();
        foreach (var (labels, view) in new[] { (left, a), (right, b) })
            for (var i = 0; i < labels.Length; i++)
                sizes[labels[i]] = view.Shape[i];
        // Along an axis that both operands only repeat, the result repeats too: once is enough.
        foreach (var label in result.Where(l => !a.Varies(left.IndexOf(l)) && !b.Varies(right.IndexOf(l))))
            sizes[label] = Dim.One;
        bool Wide(char label) => !sizes[label].IsOne;
        var summed = string.Concat(sizes.Keys.Where(l => !result.Contains(l)));
        var isGemm = nodes[a.Source] is not LoopIndex && nodes[b.Source] is not LoopIndex && summed.Any(Wide)
            && left.Any(l => Wide(l) && result.Contains(l) && !right.Contains(l))
            && right.Any(l => Wide(l) && result.Contains(l) && !left.Contains(l));
        if (isGemm)
        {
            // A matrix has rows and columns: windows overlap, and are laid out as one first, unless panels of them can be.
            var inPlace = ReadsWindows(contract.Type);
            a = inPlace && b.Windows.Count == 0 ? a : Packed(contract.Inputs[0], a, left, result, right);
            b = inPlace && a.Windows.Count == 0 ? b : Packed(contract.Inputs[1], b, right, result, left);
        }
        // A matrix product is stored as its result is laid out; anything else walks its larger operand in memory order, or windows element by element.
        var larger = left.Count(Wide) >= right.Count(Wide) ? left : right;
        var order = isGemm ? Gathered(result, left, right) + summed
            : !summed.Any(Wide) || a.Windows.Count + b.Windows.Count > 0 ? result + summed : larger + string.Concat(sizes.Keys.Where(l => !larger.Contains(l)));
        var domain = Shape.Of(order.Select(l => sizes[l]));
        var product = new Scalar.Arg(0) * (Scalar)new Scalar.Arg(1);
        Operand[] operands = [Labelled(a, left), Labelled(b, right)];
        var reduced = order.Select((l, i) => (l, i)).Where(x => summed.Contains(x.l)).Select(x => x.i).ToEquatable();
        var total = summed.Any(Wide)
            ? Add(new LoopReduce(Monoid.Sum, product, operands, reduced, domain, contract.Type) { IsGemm = isGemm }, id)
            : Add(new LoopMap(product, operands, domain, contract.Type), id);
        return new(total.Source, [.. order.Select(l => Wide(l) ? result.IndexOf(l) : -1)], contract.Shape);

        Operand Labelled(View view, string labels) => Read(view.Renamed(axis => order.IndexOf(labels[axis]), domain), domain);
    }

    static int IndexOf(EquatableArray<int> axes, int axis) => axes.ToList().IndexOf(axis);
}
