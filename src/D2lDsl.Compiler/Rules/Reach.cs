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

    static Reach From(Graph graph, int parameter, HashSet<int> ancestors)
    {
        var (moving, cut) = (new HashSet<int> { parameter }, new HashSet<int>());
        for (var id = parameter + 1; id < graph.Nodes.Count; id++)
        {
            var node = graph[id];
            for (var i = 0; i < node.Inputs.Count; i++)
                if (moving.Contains(node.Inputs[i]) && Passes(node, i))
                    moving.Add(id);
            if (!moving.Contains(id) && ancestors.Contains(id) && node.Inputs.Any(i => moving.Contains(i) || cut.Contains(i)))
                cut.Add(id);
        }
        return new(graph.Inputs[((InputNode)graph[parameter]).Index], ancestors.Contains(parameter),
            graph.Outputs.Any(o => moving.Contains(o) && graph[o].Type.IsFloating()), [.. cut.OrderBy(id => id)]);
    }

    /// <summary>True where a gradient of a node goes on to its i-th input. What loops and conditions do inside is taken for differentiable.</summary>
    static bool Passes(Node node, int i) => node switch
    {
        MapNode { Op: { } op } map => map.Type.IsFloating()
            && op.Gradient(i, 1, [.. map.Inputs.Select((_, n) => new Scalar.Arg(n))], new Scalar.Arg(map.Inputs.Count)) is { } slope && slope is not Scalar.Const { Value: 0 },
        GatherNode gather => i == 0 && gather.Type.IsFloating(),
        IfNode => i > 0,
        WhileNode or UnwindNode => true,
        _ => node.Type.IsFloating(),
    };
}
