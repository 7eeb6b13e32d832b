using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Ir;

/// <summary>Writes one graph into another, its inputs and sizes replaced.</summary>
public static class Inline
{
    /// <summary>The nodes in <paramref name="target"/> that the outputs of <paramref name="graph"/> became.</summary>
    /// <param name="inputs">For each input of the graph a node of the target.</param>
    /// <param name="bind">What the graph's size symbols are in the target.</param>
    public static int[] Into(GraphBuilder target, Graph graph, IReadOnlyList<int> inputs, Func<string, Dim> bind)
    {
        var map = new int[graph.Nodes.Count];
        for (var id = 0; id < map.Length; id++)
        {
            map[id] = graph[id] is InputNode input ? inputs[input.Index] : Copy(graph[id]);
            if (graph[id] is not InputNode && graph.NameOf(id) is { } name)
                target.Hint(map[id], name);
        }
        foreach (var check in graph.Checks)
            if (target[inputs[check.Input]] is InputNode indices)
                target.Check(new(indices.Index, check.Limit.Substitute(bind)));
        foreach (var requirement in graph.Requirements)
            target.Require(requirement with { Size = requirement.Size.Substitute(bind) });
        return [.. graph.Outputs.Select(o => map[o])];

        int Copy(Node node)
        {
            var operands = node.Inputs.Select(i => map[i]).ToEquatable();
            return node switch
            {
                SizeNode size => target.Size(size.Size.Substitute(bind), size.Type),
                ReshapeNode => target.Reshape(operands[0], node.Shape.Substitute(bind)),
                ExpandNode => target.Expand(operands[0], node.Shape.Substitute(bind)),
                ConstantNode => target.Add(node),
                _ => target.Add(RecordFields.Rebind(node, bind) with { Inputs = operands }),
            };
        }
    }

    /// <summary>The graph with its sizes replaced; its inputs stay inputs.</summary>
    public static Graph Rebind(Graph graph, Func<string, Dim> bind)
    {
        var builder = new GraphBuilder();
        var inputs = graph.Inputs.Select(i => builder.Input(i with { Shape = i.Shape.Substitute(bind) })).ToArray();
        return builder.Build(Into(builder, graph, inputs, bind));
    }
}
