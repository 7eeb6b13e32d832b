using System.Text;

namespace D2lDsl.Compiler.Ir;

/// <summary>Prints a graph, one value a line: <c>%3 h = max(%2, 0) : float [n, h]</c>.</summary>
public static class GraphPrinter
{
    public static string Print(Graph graph)
    {
        var text = new StringBuilder();
        for (var id = 0; id < graph.Nodes.Count; id++)
        {
            var node = graph[id];
            var name = graph.NameOf(id) is { } n ? $" {n}" : "";
            text.Append($"%{id}{name} = {Describe(graph, node)} : {node.Type.Keyword()} {node.Shape}\n");
        }
        text.Append($"return {string.Join(", ", graph.Outputs.Select(o => $"%{o}"))}\n");
        return text.ToString();
    }

    static string Describe(Graph graph, Node node)
    {
        string Input(int i) => $"%{node.Inputs[i]}";
        return node switch
        {
            InputNode input => $"{(graph.Inputs[input.Index].IsParameter ? "parameter" : "input")} {graph.Inputs[input.Index].Name}",
            ConstantNode constant => RowPrinter.Write(new Scalar.Const(constant.Value), _ => ""),
            SizeNode size => size.Size.ToString(),
            IndexNode index => $"index along {index.Axis}",
            MapNode map => RowPrinter.Write(map.Expression, Input),
            ReduceNode reduce => $"{reduce.Op.Surface.ToLowerInvariant()} of {Input(0)} over {reduce.Axes}",
            PermuteNode permute => $"permute {Input(0)} by {permute.Axes}",
            ReshapeNode => $"reshape {Input(0)}",
            ExpandNode => $"broadcast {Input(0)}",
            ContractNode contract => $"{Input(0)} · {Input(1)} by {contract.Left}, {contract.Right} -> {contract.Result}",
            _ => node.GetType().Name,
        };
    }
}
