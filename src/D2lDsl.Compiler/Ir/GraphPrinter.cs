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
            text.Append(Line(graph, id)).Append('\n');
            foreach (var (title, inner) in Inside(graph[id]))
                text.Append($"  {title}:\n    {Print(inner).TrimEnd('\n').Replace("\n", "\n    ")}\n");
        }
        text.Append($"return {string.Join(", ", graph.Outputs.Select(o => $"%{o}"))}\n");
        return text.ToString();
    }

    /// <summary>One value on a line of its own, without the graphs inside of it.</summary>
    public static string Line(Graph graph, int id)
    {
        var node = graph[id];
        var name = graph.NameOf(id) is { } n ? $" {n}" : "";
        var type = node is WhileNode or UnwindNode or IfNode or AttentionNode or AttentionGradientNode ? "" : $" : {node.Type.Keyword()} {node.Shape}";
        return $"%{id}{name} = {Describe(graph, node)}{type}";
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
            SliceNode slice => $"slice {Input(0)} from {slice.Starts} by {slice.Steps}",
            PlaceNode place => $"place {string.Join(", ", place.Parts.Select((p, i) => $"{Input(i)} at {p.Starts} by {p.Steps}"))}",
            GatherNode gather => $"gather {Input(0)} along {gather.Axis} at {Input(1)}",
            ScatterNode scatter => $"scatter {Input(0)} along {scatter.Axis} at {Input(1)}",
            UnfoldNode unfold => $"windows of {Input(0)}{Windows(unfold.Windows)}",
            FoldNode fold => $"sum of windows {Input(0)}{Windows(fold.Windows)}",
            ScanNode scan => $"running {(scan.Monoid == Ops.Monoid.Sum ? "sum" : "product")} of {Input(0)} along {scan.Axis}{(scan.IsReversed ? ", from the end" : "")}",
            SortNode sort => $"places of {Input(0)} along {sort.Axis} from the {(sort.IsDescending ? "largest" : "smallest")} on",
            ContractNode contract => $"{Input(0)} · {Input(1)} by {contract.Left}, {contract.Right} -> {contract.Result}",
            WhileNode loop => $"while ({loop.Text}) from {string.Join(", ", loop.Inputs.Select(i => $"%{i}"))}",
            UnwindNode unwind => $"back through {Input(0)} from {string.Join(", ", unwind.Inputs.Skip(1).Select(i => $"%{i}"))}",
            IfNode choice => $"if {Input(0)} with {string.Join(", ", choice.Inputs.Skip(1).Select(i => $"%{i}"))}",
            CustomNode custom => $"{Input(0)} by {custom.Model} of {string.Join(", ", custom.Operands.Select(i => $"%{i}"))}",
            AttentionNode => $"attention of {Input(0)}, {Input(1)}, {Input(2)} scaled by {Input(3)}{(node.Inputs.Count > 4 ? $" with {string.Join(", ", node.Inputs.Skip(4).Select(i => $"%{i}"))}" : "")}",
            AttentionGradientNode => $"gradients of attention of {Input(0)}, {Input(1)}, {Input(2)} from {Input(6)}",
            ProjectNode project => $"result {project.Index} of {Input(0)}",
            _ => node.GetType().Name,
        };
    }

    static string Windows(EquatableArray<Sliding> windows) =>
        string.Concat(windows.Select(w => $" along {w.Axis} by {w.Step}{(w.Dilation == 1 ? "" : $", spread by {w.Dilation}")}"));

    /// <summary>The graphs inside of a node.</summary>
    public static IEnumerable<(string Title, Graph Graph)> Inside(Node node) => node switch
    {
        WhileNode loop => [("condition", loop.Condition), ("body", loop.Body)],
        UnwindNode unwind => [("body", unwind.Body)],
        CustomNode custom => [("derivative", custom.Derivative)],
        AttentionNode attention => [.. attention.Scores is { } scores ? [("scores", scores.Forward)] : Array.Empty<(string, Graph)>(), .. attention.Weights is { } weights ? [("weights", weights.Forward)] : Array.Empty<(string, Graph)>()],
        IfNode choice => [("then", choice.Then), ("else", choice.Else)],
        _ => [],
    };
}
