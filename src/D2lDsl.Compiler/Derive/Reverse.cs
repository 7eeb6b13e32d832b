using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Rules;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Derive;

/// <summary>
/// Reverse mode: extends a graph by the vector-Jacobian product of its outputs. Each node hands its gradient to its inputs by
/// the rule of its kind; a node no gradient reaches costs nothing.
/// </summary>
public sealed partial class Reverse
{
    readonly GraphBuilder graph;
    readonly OpRules rules;
    readonly Dictionary<int, int> gradients = [];
    readonly HashSet<int> active = [];

    Reverse(GraphBuilder graph)
    {
        this.graph = graph;
        rules = new(graph);
    }

    /// <summary>
    /// Adds the gradients to the graph's outputs: first what the graph returns, then one gradient per parameter, in their order.
    /// An output of rank above 0 gets a seed input; rank-0 outputs take a seed of 1.
    /// </summary>
    public static Graph Of(Graph forward) => Of(forward, null).Graph;

    /// <summary>
    /// As <see cref="Of(Graph)"/>. In a region, rank-0 outputs take a seed input too; after the seeds follows, for each that only
    /// <paramref name="sometimes"/> exists, whether it does, and after the gradients for each that only sometimes exists the same.
    /// </summary>
    static Step Of(Graph forward, IReadOnlyList<bool>? sometimes)
    {
        var inRegion = sometimes is not null;
        var builder = new GraphBuilder(forward);
        var reverse = new Reverse(builder);
        var parameters = forward.Nodes.Select((n, i) => (Node: n as InputNode, Id: i))
            .Where(p => p.Node is { } input && forward.Inputs[input.Index].IsParameter).ToArray();
        reverse.active.UnionWith(parameters.Select(p => p.Id));
        for (var i = 0; i < forward.Nodes.Count; i++)
            if ((forward[i].Type.IsFloating() || forward[i] is WhileNode or IfNode or AttentionNode) && forward[i].Inputs.Any(reverse.active.Contains))
                reverse.active.Add(i);

        var seeds = Seeds(builder, forward, inRegion);
        for (var i = 0; i < seeds.Count; i++)
            reverse.Receive(seeds[i].Output, seeds[i].Seed, inRegion && sometimes![i] ? builder.Input(new($"used{i + 1}", Shape.Scalar, ElementType.Bool, false, false)) : null);
        for (var node = forward.Nodes.Count - 1; node >= 0; node--)
        {
            // What goes back through a value is stepped through where the value is written.
            builder.At = forward.LineOf(node);
            if (reverse.regionGradients.TryGetValue(node, out var received))
                reverse.Region(node, received);
            else if (reverse.active.Contains(node) && reverse.gradients.TryGetValue(node, out var dy))
            {
                if (forward.NameOf(node) is { } name)
                    builder.Hint(dy, "d" + Capital(name));
                reverse.Propagate(node, dy);
            }
        }

        var results = parameters.OrderBy(p => p.Node!.Index).Select(p => reverse.gradients.TryGetValue(p.Id, out var g) ? g
            : builder.Expand(builder.Constant(0, p.Node!.Type), p.Node.Shape)).ToArray();
        foreach (var (gradient, parameter) in results.Zip(parameters.OrderBy(p => p.Node!.Index), (g, p) => (g, p)))
            builder.Hint(gradient, "d" + forward.Inputs[parameter.Node!.Index].Name);
        if (!inRegion)
            return new(builder.Build(forward.Outputs.Concat(results)), []);
        var used = parameters.OrderBy(p => p.Node!.Index).Select(p => reverse.gradients.ContainsKey(p.Id) ? reverse.UsedOf(p.Id) : Truth(builder, false)).ToArray();
        return new(builder.Build(forward.Outputs.Concat(results).Concat(used.OfType<int>())), [.. used.Select(u => u is not null)]);
    }

    /// <summary>A graph extended by gradients, which of them exist only sometimes, and which values it takes as its last inputs.</summary>
    internal sealed record Step(Graph Graph, bool[] Sometimes)
    {
        public IReadOnlyList<int> Kept { get; init; } = [];

        /// <summary>Which products are computed again instead, and why.</summary>
        public EquatableArray<string> Again { get; init; } = [];
    }

    /// <summary>dx, dSquare: the gradient of a value is called after it.</summary>
    static string Capital(string name) => name.Length > 1 ? char.ToUpperInvariant(name[0]) + name.Substring(1) : name;

    /// <summary>One seed per floating-point output, in order.</summary>
    static List<(int Output, int Seed)> Seeds(GraphBuilder builder, Graph forward, bool seedNumbers)
    {
        var seeds = new List<(int, int)>();
        var gives = seedNumbers ? null : Reach.OfResults(forward);
        bool IsSeeded(int i) => forward[forward.Outputs[i]].Type.IsFloating() && gives?[i] != false;
        for (var i = 0; i < forward.Outputs.Count; i++)
        {
            var (output, node) = (forward.Outputs[i], forward[forward.Outputs[i]]);
            if (!IsSeeded(i))
                continue;
            var number = seeds.Count(s => builder[s.Item2] is InputNode) + 1;
            var count = Enumerable.Range(0, forward.Outputs.Count).Count(o => IsSeeded(o) && (seedNumbers || forward[forward.Outputs[o]].Shape.Rank > 0));
            seeds.Add((output, node.Shape.Rank == 0 && !seedNumbers ? builder.Constant(1, node.Type)
                : builder.Input(new(count == 1 ? "seed" : $"seed{number}", node.Shape, node.Type, IsParameter: false, Member: false))));
        }
        return seeds;
    }

    void Propagate(int id, int dy)
    {
        var node = graph[id];
        void Receive(int input, int gradient) => this.Receive(input, WhereUsed(UsedOf(id), gradient, dy), UsedOf(id));
        switch (node)
        {
            case MapNode map:
                if (map.Expression is Scalar.Apply { Primitive: Primitive.Cast })
                {
                    var narrow = graph[map.Inputs[0]].Type;
                    Receive(map.Inputs[0], graph.Add(new MapNode(Scalar.Cast(new Scalar.Arg(0)), null, EquatableArray.Of(dy), map.Shape, narrow)));
                    break;
                }
                for (var i = 0; i < map.Inputs.Count; i++)
                    if (active.Contains(map.Inputs[i]) && NodeDerivatives.Map(map, i) is { } expression)
                        Receive(map.Inputs[i], Fit(NodeDerivatives.Cast(graph, NodeDerivatives.Apply(graph, expression, [.. map.Inputs, id, dy], map.Shape, map.Type), graph[map.Inputs[i]].Type), graph[map.Inputs[i]].Shape));
                break;
            case ReduceNode reduce:
                Receive(reduce.Input, graph.Expand(NodeDerivatives.Reduce(rules, reduce, reduce.Input, id, dy), graph[reduce.Input].Shape));
                break;
            case ReshapeNode or ExpandNode:
                var shape = graph[node.Inputs[0]].Shape;
                Receive(node.Inputs[0], node is ReshapeNode ? graph.Reshape(dy, shape) : Fit(dy, shape));
                break;
            case PermuteNode permute:
                Receive(permute.Inputs[0], graph.Permute(dy, [.. Enumerable.Range(0, permute.Axes.Count).Select(i => IndexOf(permute.Axes, i))]));
                break;
            case ContractNode contract:
                ContractRule(contract, dy, Receive);
                break;
            case CustomNode custom:
                // The user's own derivative takes the inputs, the result and its gradient; the body behind the result hears nothing.
                var operands = custom.Operands.ToArray();
                var parts = NodeDerivatives.Inline(graph, custom.Derivative, i => i < operands.Length ? operands[i] : i == operands.Length ? id : dy, _ => true);
                foreach (var (operand, gradient) in custom.Differentiable(graph).Zip(parts, (o, g) => (o, g)))
                    Receive(operand, gradient);
                break;
            case SliceNode or PlaceNode or UnfoldNode or FoldNode or GatherNode or ScatterNode or ScanNode:
                IndexingRule(node, dy, Receive);
                break;
            case ProjectNode project:
                if (!regionGradients.TryGetValue(project.Inputs[0], out var received))
                    regionGradients.Add(project.Inputs[0], received = []);
                received[project.Index] = (dy, UsedOf(id));
                break;
        }
    }

    void ContractRule(ContractNode node, int dy, Action<int, int> receive)
    {
        var (a, b) = (node.Inputs[0], node.Inputs[1]);
        if (active.Contains(a))
            receive(a, Contract(node.Result, node.Right, node.Left, dy, b, graph[a].Shape));
        if (active.Contains(b))
            receive(b, Contract(node.Left, node.Result, node.Right, a, dy, graph[b].Shape));
    }

    /// <summary>A contraction; labels of the result that neither operand has are repeated.</summary>
    int Contract(string left, string right, string result, int a, int b, Shape shape)
    {
        var known = string.Concat(result.Where(l => left.Contains(l) || right.Contains(l)));
        var kept = Shape.Of(shape.Dims.Where((_, i) => known.Contains(result[i])));
        var product = graph.Add(new ContractNode(left, right, known, EquatableArray.Of(a, b), kept, graph[a].Type));
        if (known == result)
            return product;
        var unit = graph.Reshape(product, Shape.Of(shape.Dims.Select((d, i) => known.Contains(result[i]) ? d : Dim.One)));
        return graph.Expand(unit, shape);
    }

    /// <summary>Sums a gradient over the axes along which the operand was broadcast.</summary>
    int Fit(int gradient, Shape shape)
    {
        var from = graph[gradient].Shape;
        var leading = from.Rank - shape.Rank;
        var axes = Enumerable.Range(0, from.Rank).Where(i => i < leading || (shape[i - leading].IsOne && !from[i].IsOne)).ToArray();
        if (axes.Length > 0)
            gradient = graph.Add(new ReduceNode(Reductions.Sum, axes.ToEquatable(), EquatableArray.Of(gradient),
                Shape.Of(from.Dims.Select((d, i) => axes.Contains(i) ? Dim.One : d)), graph[gradient].Type));
        return graph.Reshape(gradient, shape);
    }

    static int IndexOf(EquatableArray<int> axes, int axis)
    {
        for (var i = 0; i < axes.Count; i++)
            if (axes[i] == axis)
                return i;
        throw new InvalidOperationException("Not a permutation.");
    }
}
