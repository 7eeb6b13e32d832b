using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Ir;

/// <summary>Checks what every stage may rely on. A failure is a bug of the compiler, never of the user's model.</summary>
public static class Verifier
{
    /// <summary>Returns the graph, or throws <see cref="InvalidOperationException"/> with the stage, the node and the printed graph.</summary>
    public static Graph Check(Graph graph, string stage)
    {
        for (var id = 0; id < graph.Nodes.Count; id++)
            if (Problem(graph, id) is { } problem)
                throw new InvalidOperationException($"After {stage}: %{id} {problem}\n{GraphPrinter.Print(graph)}");
        foreach (var output in graph.Outputs)
            if (output < 0 || output >= graph.Nodes.Count)
                throw new InvalidOperationException($"After {stage}: output %{output} does not exist\n{GraphPrinter.Print(graph)}");
        return graph;
    }

    static string? Problem(Graph graph, int id)
    {
        var node = graph[id];
        foreach (var input in node.Inputs)
            if (input < 0 || input >= id)
                return $"reads %{input}, which is not computed before it";
        var shapes = node.Inputs.Select(i => graph[i].Shape).ToArray();
        return node switch
        {
            InputNode n => n.Index < graph.Inputs.Count && graph.Inputs[n.Index].Shape.Equals(n.Shape) ? null : "is not the input it names",
            MapNode n => shapes.All(s => n.Shape.Equals(Broadcast.Join(s, n.Shape).Shape)) && n.Expression.Reads().All(i => i < shapes.Length)
                ? null : "has an operand that does not broadcast to it",
            ReduceNode n => n.Axes.All(a => a < shapes[0].Rank && n.Shape[a].IsOne) && shapes[0].Rank == n.Shape.Rank ? null : "keeps an axis it reduces",
            PermuteNode n => n.Axes.OrderBy(a => a).SequenceEqual(Enumerable.Range(0, shapes[0].Rank))
                && n.Axes.Select(a => shapes[0][a]).SequenceEqual(n.Shape.Dims) ? null : "is no permutation",
            ReshapeNode n => KeepsCount(shapes[0], n.Shape) ? null : $"changes the number of elements from {shapes[0].Count} to {n.Shape.Count}",
            ExpandNode n => n.Shape.Equals(Broadcast.Join(shapes[0], n.Shape).Shape) ? null : "does not broadcast",
            SliceNode n => n.Starts.Count == n.Shape.Rank && n.Steps.Count == n.Shape.Rank && shapes[0].Rank == n.Shape.Rank ? null : "slices other axes than there are",
            PlaceNode n => n.Parts.Count == shapes.Length && shapes.All(s => s.Rank == n.Shape.Rank) ? null : "places parts of another rank",
            GatherNode n => n.Axis < shapes[0].Rank && shapes[0].Rank == n.Shape.Rank && n.Shape.Equals(Broadcast.Join(shapes[1], n.Shape).Shape) ? null : "picks by indices that do not broadcast to it",
            ScatterNode n => n.Axis < n.Shape.Rank && shapes[0].Equals(Broadcast.Join(shapes[1], shapes[0]).Shape) ? null : "scatters by indices that do not broadcast to its operand",
            UnfoldNode n => n.Windows.All(w => w.Axis < shapes[0].Rank && w.Step > 0 && w.Dilation > 0) && n.Shape.Rank == shapes[0].Rank + n.Windows.Count ? null : "has other axes than its windows",
            FoldNode n => n.Windows.All(w => w.Axis < n.Shape.Rank && w.Step > 0 && w.Dilation > 0) && shapes[0].Rank == n.Shape.Rank + n.Windows.Count ? null : "has other axes than its windows",
            ScanNode n => n.Axis < n.Shape.Rank && n.Shape.Equals(shapes[0]) ? null : "is no scan of its operand",
            SortNode n => n.Axis < n.Shape.Rank && n.Shape.With(n.Axis, shapes[0][n.Axis]).Equals(shapes[0]) && n.Type == ElementType.Int ? null : "is no order of its operand",
            WhileNode n => n.Condition.Inputs.Count == n.Carried + n.Conditioned && n.Body.Outputs.Count >= n.Carried
                && n.Inputs.Count == n.Body.Inputs.Count + n.Conditioned ? Inner(n.Condition) ?? Inner(n.Body) : "has graphs that do not fit its inputs",
            UnwindNode n => n.Body.Inputs.Count == n.Inputs.Count - 1 + n.Taped.Count && n.Body.Outputs.Count >= n.Carried
                && Enumerable.Range(0, n.Scanned).All(i => IsPart(n.Body.Inputs[n.Carried + n.Taped.Count + i].Shape, shapes[1 + n.Carried + i])) ? Inner(n.Body) : "has a graph that does not fit its inputs",
            ProjectNode { Inputs: var from } n when graph[from[0]] is WhileNode loop => Collects(n, loop.Body, loop.Carried),
            ProjectNode { Inputs: var from } n when graph[from[0]] is UnwindNode unwind => Collects(n, unwind.Body, unwind.Carried),
            IfNode n => n.Then.Inputs.Count + n.Else.Inputs.Count + 1 == n.Inputs.Count && n.Then.Outputs.Count == n.Else.Outputs.Count
                ? Inner(n.Then) ?? Inner(n.Else) : "has graphs that do not fit its inputs",
            CustomNode n => n.Derivative.Inputs.Count == n.Inputs.Count + 1 && n.Shape.Equals(shapes[0]) ? Inner(n.Derivative) : "has a derivative that does not fit its inputs",
            ContractNode n => n.Left.Length == shapes[0].Rank && n.Right.Length == shapes[1].Rank && n.Result.Length == n.Shape.Rank ? null : "has labels for other ranks",
            _ => null,
        };
    }

    static string? Collects(ProjectNode project, Graph turn, int carried) => project.Index < carried
        || (project.Index < turn.Outputs.Count && IsPart(turn[turn.Outputs[project.Index]].Shape, project.Shape)) ? null : "is no tensor that the loop collects";

    /// <summary>True for the shape of one position of a tensor's first axis.</summary>
    static bool IsPart(Shape part, Shape whole) => whole.Rank == part.Rank + 1 && whole.Dims.Skip(1).SequenceEqual(part.Dims);

    static string? Inner(Graph graph)
    {
        for (var id = 0; id < graph.Nodes.Count; id++)
            if (Problem(graph, id) is { } problem)
                return $"has inside %{id}, which {problem}";
        return null;
    }

    /// <summary>True where two shapes have as many elements if their quotients leave no rest; axes that both begin or end with count for nothing.</summary>
    static bool KeepsCount(Shape a, Shape b)
    {
        var least = Math.Min(a.Rank, b.Rank);
        var head = Enumerable.Range(0, least).TakeWhile(i => a[i].Equals(b[i])).Count();
        var tail = Enumerable.Range(0, least - head).TakeWhile(i => a[a.Rank - 1 - i].Equals(b[b.Rank - 1 - i])).Count();
        return Rest(a).Equals(Rest(b)) || a.Count.IfExact().Equals(b.Count.IfExact());

        Dim Rest(Shape shape) => Shape.Of(shape.Dims.Skip(head).Take(shape.Rank - head - tail)).Count.IfExact();
    }
}
