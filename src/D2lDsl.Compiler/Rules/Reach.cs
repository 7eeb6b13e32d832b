using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Rules;

/// <summary>How a model's results depend on one of its inputs.</summary>
/// <param name="IsRead">A result depends on it.</param>
/// <param name="IsDifferentiated">A gradient of a result arrives at it.</param>
/// <param name="Cuts">Where it is read and no gradient arrives: the nodes that let values through and no gradients, and all after them.</param>
public sealed record Reach(GraphInput Input, bool IsRead, bool IsDifferentiated, IReadOnlyList<int> Cuts)
{
    /// <summary>Of every parameter.</summary>
    public static IReadOnlyList<Reach> Of(Graph graph)
    {
        var ancestors = new HashSet<int>(graph.Outputs);
        for (var id = graph.Nodes.Count - 1; id >= 0; id--)
            if (ancestors.Contains(id))
                ancestors.UnionWith(graph[id].Inputs);
        return [.. Enumerable.Range(0, graph.Nodes.Count).Where(id => graph[id] is InputNode input && graph.Inputs[input.Index].IsParameter)
            .Select(id => From(graph, id, ancestors))];
    }

    /// <summary>For each result whether a gradient of it arrives at a parameter; a result that is alone always counts as one.</summary>
    public static IReadOnlyList<bool> OfResults(Graph graph)
    {
        if (graph.Outputs.Count == 1)
            return [true];
        var moving = Moving(graph, id => graph[id] is InputNode input && graph.Inputs[input.Index].IsParameter);
        return [.. graph.Outputs.Select(moving.Contains)];
    }

    static Reach From(Graph graph, int parameter, HashSet<int> ancestors)
    {
        var (moving, cut) = (Moving(graph, id => id == parameter), new HashSet<int>());
        for (var id = parameter + 1; id < graph.Nodes.Count; id++)
            if (!moving.Contains(id) && ancestors.Contains(id) && graph[id].Inputs.Any(i => moving.Contains(i) || cut.Contains(i)))
                cut.Add(id);
        return new(graph.Inputs[((InputNode)graph[parameter]).Index], ancestors.Contains(parameter),
            graph.Outputs.Any(o => moving.Contains(o) && graph[o].Type.IsFloating()), [.. cut.OrderBy(id => id)]);
    }

    /// <summary>The nodes whose gradients arrive at those that it starts from; of a loop or a condition, those with such a result.</summary>
    static HashSet<int> Moving(Graph graph, Func<int, bool> start)
    {
        var moving = new HashSet<int>();
        var results = new Dictionary<int, HashSet<int>>();
        for (var id = 0; id < graph.Nodes.Count; id++)
        {
            var node = graph[id];
            if (Results(node, i => moving.Contains(node.Inputs[i])) is { } inside)
                results.Add(id, inside);
            if (start(id) || (results.TryGetValue(id, out var own) ? own.Count > 0
                : node is ProjectNode project && results.TryGetValue(node.Inputs[0], out var all) ? node.Type.IsFloating() && all.Contains(project.Index)
                : Enumerable.Range(0, node.Inputs.Count).Any(i => moving.Contains(node.Inputs[i]) && Passes(node, i))))
                moving.Add(id);
        }
        return moving;
    }

    /// <summary>The results of a loop or condition that gradients go through, given the inputs that they arrive at; null for any other node.</summary>
    static HashSet<int>? Results(Node node, Func<int, bool> isMoving)
    {
        if (node is IfNode choice)
            return [.. Outputs(choice.Then, i => isMoving(1 + i)), .. Outputs(choice.Else, i => isMoving(1 + choice.Then.Inputs.Count + i))];
        if (node is not WhileNode loop)
            return null;
        // What a turn passes on, and then the next: a loop is there to run.
        var (after, all) = (new HashSet<int>(Enumerable.Range(0, loop.Carried).Where(isMoving)), new HashSet<int>());
        for (var turns = 0; turns <= loop.Carried; turns++)
            all.UnionWith(after = Outputs(loop.Body, i => i < loop.Carried ? after.Contains(i) : isMoving(i + loop.Conditioned)));
        return all;
    }

    static HashSet<int> Outputs(Graph graph, Func<int, bool> isMoving)
    {
        var moving = Moving(graph, id => graph[id] is InputNode input && graph[id].Type.IsFloating() && isMoving(input.Index));
        return [.. Enumerable.Range(0, graph.Outputs.Count).Where(i => moving.Contains(graph.Outputs[i]))];
    }

    /// <summary>True where a gradient of a node goes on to its i-th input.</summary>
    static bool Passes(Node node, int i) => node switch
    {
        MapNode { Op: { } op } map => map.Type.IsFloating()
            && op.Gradient(i, 1, [.. map.Inputs.Select((_, n) => new Scalar.Arg(n))], new Scalar.Arg(map.Inputs.Count)) is { } slope && slope is not Scalar.Const { Value: 0 },
        GatherNode gather => i == 0 && gather.Type.IsFloating(),
        UnwindNode => true,
        AttentionNode => i < 3,
        _ => node.Type.IsFloating(),
    };
}
