using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Simplify;

/// <summary>
/// Finds attention in a graph, however it was written: a product whose left matrix is a softmax of another product, with what is done to
/// scores and weights element by element. It becomes one node with a derivative of its own. Where anything else reads the scores or
/// weights, or what changes them is trained, nothing changes.
/// </summary>
public sealed partial class AttentionRule
{
    readonly Graph graph;
    readonly bool[] trained;
    readonly bool[] free;
    readonly bool[] isMask;
    readonly bool isOnDevice;
    readonly ILookup<int, int> readers;

    /// <param name="parameters">For each input of the graph whether it needs a gradient.</param>
    AttentionRule(Graph graph, IReadOnlyList<bool> parameters, bool isOnDevice)
    {
        (this.graph, this.isOnDevice) = (graph, isOnDevice);
        (trained, free, isMask) = (new bool[graph.Nodes.Count], new bool[graph.Nodes.Count], new bool[graph.Nodes.Count]);
        var needed = new bool[graph.Nodes.Count];
        foreach (var output in graph.Outputs)
            needed[output] = true;
        for (var id = graph.Nodes.Count - 1; id >= 0; id--)
            foreach (var input in graph[id].Inputs)
                needed[input] |= needed[id];
        for (var id = 0; id < graph.Nodes.Count; id++)
        {
            trained[id] = graph[id] switch
            {
                InputNode input => parameters[input.Index],
                var node and not (WhileNode or IfNode) when !node.Type.IsFloating() => false,
                MapNode map when ReferenceEquals(map.Op, Selection.Detach) => false,
                var node => node.Inputs.Any(i => trained[i]),
            };
            free[id] = graph[id] is ConstantNode or SizeNode or IndexNode
                || graph[id] is MapNode or ExpandNode or ReshapeNode or PermuteNode or SliceNode && graph[id].Inputs.All(i => free[i]);
            isMask[id] = free[id] && (graph[id] is not MapNode made || made.Expression.Functions() == 0) && graph[id].Inputs.All(i => isMask[i]);
        }
        readers = Enumerable.Range(0, graph.Nodes.Count).Where(id => needed[id]).SelectMany(id => graph[id].Inputs.Distinct().Select(input => (input, id)))
            .Concat(graph.Outputs.Select(output => (input: output, id: -1))).ToLookup(r => r.input, r => r.id);
    }

    /// <summary>The operands of one attention, and how their labels are laid out.</summary>
    sealed record Match(int Query, int[] QueryAxes, int Key, int[] KeyAxes, int Value, int[] ValueAxes, Found Found, int[] ResultAxes);

    /// <summary>What lies between the products: scales, or chains of other changes.</summary>
    sealed record Found(IReadOnlyList<(int Node, Scalar Factor, int Scores)> Scales, AttentionChain? Scores, AttentionChain? Weights);

    /// <summary>The graph with a node for each attention.</summary>
    /// <param name="graph">The model as it was read.</param>
    /// <param name="isOnDevice">True for a GPU, where scores are floats and nothing but a scale changes them.</param>
    public static Graph Of(Graph graph, bool isOnDevice) => new AttentionRule(graph, [.. graph.Inputs.Select(input => input.IsParameter)], isOnDevice).Rewritten() ?? graph;

    /// <summary>The graph with a node for each attention in it and its regions; null where there is none.</summary>
    Graph? Rewritten()
    {
        var found = new Dictionary<int, Match>();
        for (var id = 0; id < graph.Nodes.Count; id++)
            if (graph[id] is ContractNode product && (product.Type == ElementType.Float || (product.Type == ElementType.Double && !isOnDevice)) && readers[id].Any() && Find(id, product) is { } match)
                found.Add(id, match);
        var regions = Enumerable.Range(0, graph.Nodes.Count).Select(id => (id, Region: Region(graph[id]))).Where(r => r.Region is not null).ToDictionary(r => r.id, r => r.Region!);
        return found.Count + regions.Count == 0 ? null : Rewrite(found, regions);
    }

    Match? Find(int id, ContractNode product)
    {
        // weights · v
        var (outside, labels) = (product.Inputs[0], product.Left);
        if (labels.Length < 2)
            return null;
        AttentionChain? dropped = null;
        if (!IsSoftmax(outside) && (isOnDevice || (dropped = AttentionChain.Of(graph, trained, free, outside, IsSoftmax, "weights")) is not { IsLinear: true }))
            return null;
        var weights = dropped?.Bottom ?? outside;
        var quotient = Operands(weights, Primitive.Divide)!;
        var (powers, total) = (quotient[0], SkipBroadcast(quotient[1]));
        var inside = new HashSet<int> { id, weights, powers, total };
        inside.UnionWith(dropped?.Inside ?? []);
        var shifted = Operands(powers, Primitive.Exp)![0];
        var scores = shifted;
        if (Operands(shifted, Primitive.Subtract) is { } difference && Largest(SkipBroadcast(difference[1]), difference[0], inside))
        {
            inside.Add(shifted);
            scores = difference[0];
        }

        // scale · q · kᵀ
        var (changed, below, masked) = (scores, Scales(scores), default(AttentionChain));
        if (graph[below.Scores] is not ContractNode)
        {
            if (isOnDevice || (masked = AttentionChain.Of(graph, trained, free, changed, IsProduct, "scores")) is null)
                return null;
            inside.UnionWith(masked.Inside);
            below = Scales(masked.Bottom);
        }
        scores = below.Scores;
        inside.UnionWith(below.Factors.Select(f => f.Node).Append(scores));
        if (graph[scores] is not ContractNode { Result.Length: >= 2 } inner || !graph[scores].Shape.Equals(graph[outside].Shape))
            return null;
        // Nobody else may want what will not exist.
        if (inside.Where(i => i != id).Any(i => readers[i].Any(r => !inside.Contains(r) && !IsBroadcastInside(r, inside))))
            return null;
        return Labelled(product, inner, labels[labels.Length - 1], new(below.Factors, masked, dropped));
    }

    /// <summary>True for powers divided by their sums over the last axis.</summary>
    bool IsSoftmax(int id) => Operands(id, Primitive.Divide) is { } quotient && graph[SkipBroadcast(quotient[1])] is ReduceNode sum && ReferenceEquals(sum.Op, Reductions.Sum)
        && sum.Input == quotient[0] && sum.Axes.Count == 1 && sum.Axes[0] == graph[id].Shape.Rank - 1 && Operands(quotient[0], Primitive.Exp) is not null;

    bool IsBroadcastInside(int reader, HashSet<int> inside) => reader >= 0 && graph[reader] is ExpandNode && readers[reader].All(inside.Contains);

    /// <summary>The operands of a map that is one primitive of them in their order; null for any other node.</summary>
    int[]? Operands(int id, Primitive primitive) => graph[id] is MapNode { Expression: Scalar.Apply apply } map && apply.Primitive == primitive
        && apply.Operands.Select((o, i) => o is Scalar.Arg arg && arg.Index == i).All(same => same) && apply.Operands.Count == map.Inputs.Count ? [.. map.Inputs] : null;

    int SkipBroadcast(int id) => graph[id] is ExpandNode expand ? SkipBroadcast(expand.Inputs[0]) : id;

    /// <summary>True for the largest score of each row, detached or not: the softmax does not depend on it.</summary>
    bool Largest(int id, int scores, HashSet<int> inside)
    {
        inside.Add(id);
        if (graph[id] is MapNode { Expression: Scalar.Arg } detached)
            inside.Add(id = detached.Inputs[0]);
        return graph[id] is ReduceNode largest && ReferenceEquals(largest.Op, Reductions.Max) && largest.Input == scores && largest.Axes.Count == 1
            && largest.Axes[0] == graph[scores].Shape.Rank - 1;
    }

    /// <summary>What scores are scaled by, from the last to the first, and what is scaled.</summary>
    (List<(int Node, Scalar Factor, int Scores)> Factors, int Scores) Scales(int scores)
    {
        var factors = new List<(int, Scalar, int)>();
        while (graph[scores] is MapNode map && Scaled(map) is var operand and >= 0)
        {
            factors.Add((scores, map.Expression, operand));
            scores = map.Inputs[operand];
        }
        return (factors, scores);
    }

    /// <summary>A product, or one with scales of which some are trained: those are the queries', and what else is done to scores is done to what they give.</summary>
    bool IsProduct(int id) => graph[id] is ContractNode
        || (Scales(id) is var (factors, scores) && graph[scores] is ContractNode && factors.Any(f => graph[f.Node].Inputs.Where((_, i) => i != f.Scores).Any(i => trained[i])));

    /// <summary>Which operand a map scales by numbers, or by what is trained and the same for all keys; −1 where it does something else.</summary>
    int Scaled(MapNode map)
    {
        if (map.Expression is not Scalar.Apply { Primitive: Primitive.Multiply or Primitive.Divide } apply || apply.Operands.Any(o => o is not (Scalar.Arg or Scalar.Const)))
            return -1;
        var wide = Enumerable.Range(0, map.Inputs.Count).Where(i => !IsScale(map.Inputs[i])).ToArray();
        var isNumerator = apply.Primitive == Primitive.Multiply || apply.Operands[0] is Scalar.Arg first && wide.Contains(first.Index);
        return wide.Length == 1 && isNumerator && apply.Operands.Count(o => o is Scalar.Arg arg && arg.Index == wide[0]) == 1 && graph[map.Inputs[wide[0]]].Shape.Equals(map.Shape) ? wide[0] : -1;

        bool IsScale(int id) => graph[SkipBroadcast(id)].Shape is var shape && (shape.Dims.All(d => d.IsOne) || (trained[id] && shape[shape.Rank - 1].IsOne && !shape.Equals(map.Shape)));
    }

    /// <summary>Orders the axes of the operands as batches, rows, columns; null where the products are not of that form.</summary>
    Match? Labelled(ContractNode outer, ContractNode inner, char keysOfOuter, Found found)
    {
        // Both products in the labels of the inner one's result.
        var rename = outer.Left.Select((label, axis) => (label, to: inner.Result[axis])).ToDictionary(p => p.label, p => p.to);
        var value = string.Concat(outer.Right.Select(l => rename.TryGetValue(l, out var to) ? to : char.ToUpperInvariant(l)));
        var result = string.Concat(outer.Result.Select(l => rename.TryGetValue(l, out var to) ? to : char.ToUpperInvariant(l)));
        var (batch, rows, keys) = (inner.Result.Substring(0, inner.Result.Length - 2), inner.Result[inner.Result.Length - 2], inner.Result[inner.Result.Length - 1]);
        var (left, right) = (inner.Inputs[0], inner.Inputs[1]);
        var (leftLabels, rightLabels) = (inner.Left, inner.Right);
        if (rightLabels.Contains(rows))
            (left, right, leftLabels, rightLabels) = (right, left, rightLabels, leftLabels);
        var depth = leftLabels.Where(l => !inner.Result.Contains(l)).ToArray();
        var width = value.Where(l => !inner.Result.Contains(l)).ToArray();
        if (depth.Length != 1 || width.Length != 1 || rename[keysOfOuter] != keys)
            return null;
        string query = batch + rows + depth[0], key = batch + keys + depth[0], values = batch + keys + width[0], whole = batch + rows + width[0];
        if (!Same(leftLabels, query) || !Same(rightLabels, key) || !Same(value, values) || !Same(result, whole))
            return null;
        // There may be one query; with one key, or vectors of one number, products are none.
        var isOne = One(left, leftLabels, depth[0]) || One(right, rightLabels, keys) || One(outer.Inputs[1], value, width[0]) || (isOnDevice && One(left, leftLabels, rows));
        if (isOne || graph[left].Shape.Dims.Concat(graph[right].Shape.Dims).Any(d => d.Value == 0))
            return null;
        return new(left, Order(leftLabels, query), right, Order(rightLabels, key), outer.Inputs[1], Order(value, values), found, Order(whole, result));

        bool One(int id, string labels, char label) => graph[id].Shape[labels.IndexOf(label)].IsOne;

        static bool Same(string a, string b) => a.Length == b.Length && a.Distinct().Count() == a.Length && a.All(b.Contains);

        static int[] Order(string from, string to) => [.. to.Select(l => from.IndexOf(l))];
    }

    /// <summary>
    /// Operands that are parts of a tensor. All that is read of the tensor is read in the same axes, or in its own: else its gradient would
    /// be a sum of several tensors, where it is one to which each part is written.
    /// </summary>
    Dictionary<int, PartView> Parts(IEnumerable<int> operands)
    {
        var parts = operands.Distinct().Select(id => (Id: id, View: PartView.Of(graph, id))).Where(part => part.View.IsPart).ToDictionary(part => part.Id, part => part.View);
        var paths = new HashSet<int>(parts.Values.SelectMany(view => view.Path));
        foreach (var same in parts.ToLookup(part => part.Value.Source))
        {
            var whole = same.First().Value.Whole;
            var isRegrouped = !graph[same.Key].Shape.Equals(whole);
            if (same.Any(part => !part.Value.Whole.Equals(whole)) || (isRegrouped && same.SelectMany(part => part.Value.Path).Append(same.Key).Any(ReadBeside)))
                foreach (var part in same)
                    parts.Remove(part.Key);
        }
        return parts;

        bool ReadBeside(int id) => readers[id].Any(reader => !paths.Contains(reader) && !(parts.ContainsKey(id) && reader >= 0 && graph[reader] is ContractNode));
    }

    Graph Rewrite(Dictionary<int, Match> found, Dictionary<int, Node> regions)
    {
        var target = new GraphBuilder();
        foreach (var input in graph.Inputs)
            target.Input(input);
        foreach (var check in graph.Checks)
            target.Check(check);
        foreach (var requirement in graph.Requirements)
            target.Require(requirement);
        var moved = new int[graph.Nodes.Count];
        for (var id = 0; id < graph.Nodes.Count; id++)
        {
            target.At = graph.LineOf(id);
            moved[id] = found.TryGetValue(id, out var match) ? Attention(match) : Moved(regions.TryGetValue(id, out var region) ? region : graph[id]);
            if (graph.NameOf(id) is { } name)
                target.Hint(moved[id], name);
        }
        return target.Build(graph.Outputs.Select(o => moved[o]));

        int Moved(Node node) => target.Add(node with { Inputs = node.Inputs.Select(i => moved[i]).ToEquatable() });

        int Attention(Match match)
        {
            var part = Parts([match.Query, match.Key, match.Value]);
            int Operand(int id, int[] axes) => target.Permute(part.TryGetValue(id, out var view) ? view.In(target, moved[view.Source], graph[id].Shape) : moved[id], axes);
            var (q, k, v) = (Operand(match.Query, match.QueryAxes), Operand(match.Key, match.KeyAxes), Operand(match.Value, match.ValueAxes));
            var type = target[q].Type;
            var scale = target.Constant(1, type);
            foreach (var (node, factor, scores) in match.Found.Scales)
            {
                var isNumber = match.Found.Scores is null && graph[node].Inputs.Where((_, i) => i != scores).All(i => !trained[i]);
                // What is the same for all keys may as well scale the queries: its gradient is then a sum over them.
                var inputs = graph[node].Inputs.Select((input, i) => i != scores ? isNumber ? Number(moved[input]) : Narrow(moved[input]) : isNumber ? scale : q).ToEquatable();
                var scaled = target.Add(new MapNode(factor, null, inputs, isNumber ? Shape.Scalar : target[q].Shape, type));
                (scale, q) = isNumber ? (scaled, q) : (scale, scaled);
            }
            var given = new[] { match.Found.Scores, match.Found.Weights }.OfType<AttentionChain>().SelectMany(chain => chain.Operands).Select(o => target.Reshape(moved[o.Node], o.Shape));
            var attention = target.Add(new AttentionNode(match.Found.Scores?.Change, match.Found.Weights?.Change, new[] { q, k, v, scale }.Concat(given).ToEquatable()));
            var shape = target[q].Shape;
            var result = target.Add(new ProjectNode(0, EquatableArray.Of(attention), Shape.Of(shape.Dims.Take(shape.Rank - 1).Append(target[v].Shape[shape.Rank - 1])), type));
            target.Hint(result, "attention");
            // A gradient reads these; they are said here so that a loop can keep them.
            target.Hint(target.Add(new ProjectNode(1, EquatableArray.Of(attention), Shape.Of(shape.Dims.Take(shape.Rank - 1).Append(2)), type)), "rowSums");
            return target.Permute(result, match.ResultAxes);
        }

        int Number(int id) => target.Reshape(Narrow(id), Shape.Scalar);

        int Narrow(int id)
        {
            while (target[id] is ExpandNode expand)
                id = expand.Inputs[0];
            return id;
        }
    }
}
