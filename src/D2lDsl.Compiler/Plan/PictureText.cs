using System.Text;
using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Plan;

/// <summary>
/// What the runtime draws a kernel from, as text: for each program <c># title</c>, its graph as <see cref="GraphPrinter"/> prints it
/// with <c>@</c> and a step's key behind each value that the step computes, <c>!</c> and the results, then <c>@key title</c> for the steps and
/// <c>+ name | type | bytes | first step | last step</c> for the arena. Loops and conditions are followed by the graphs inside of them.
/// </summary>
public static class PictureText
{
    public static string Of(IReadOnlyList<KernelProgram> programs)
    {
        var text = new StringBuilder();
        foreach (var program in programs)
        {
            var inside = new List<(string Title, Graph Graph, IReadOnlyList<Step> Steps, string Key)>();
            Figure(text, program.Kind.Name, program.Graph, program.Kernel.Steps, "", inside);
            foreach (var buffer in program.Kernel.Buffers.Where(b => b.Kind == BufferKind.Temporary))
                if (program.Memory.Of(buffer) is var slot)
                    text.Append($"+ {buffer.Name} | {buffer.Type.Keyword()} {buffer.Shape} | {slot.Count * slot.Type.Size()} | {slot.First} | {slot.Last}\n");
            for (var i = 0; i < inside.Count; i++)
                Figure(text, $"{program.Kind.Name}, {inside[i].Title}", inside[i].Graph, inside[i].Steps, inside[i].Key, inside);
        }
        return text.ToString();
    }

    static void Figure(StringBuilder text, string title, Graph graph, IReadOnlyList<Step> steps, string prefix, List<(string, Graph, IReadOnlyList<Step>, string)> inside)
    {
        text.Append($"# {title}\n");
        var keys = Enumerable.Range(0, graph.Nodes.Count).Select(_ => new List<string>()).ToArray();
        for (var step = 0; step < steps.Count; step++)
            foreach (var node in Computes(steps[step]))
                keys[node].Add($" @{prefix}{step}");
        // What a rule has left unread keeps its number and is not drawn.
        var needed = new bool[graph.Nodes.Count];
        for (var id = graph.Nodes.Count - 1; id >= 0; id--)
        {
            needed[id] |= graph[id] is InputNode || keys[id].Count > 0 || graph.Outputs.Contains(id);
            foreach (var input in graph[id].Inputs)
                needed[input] |= needed[id];
        }
        for (var id = 0; id < graph.Nodes.Count; id++)
            text.Append(needed[id] ? GraphPrinter.Line(graph, id) : $"%{id}").Append(string.Concat(keys[id])).Append('\n');
        text.Append($"! {string.Join(" ", graph.Outputs)}\n");
        for (var step = 0; step < steps.Count; step++)
        {
            text.Append($"@{prefix}{step} {PlanText.Title(steps[step])}\n");
            foreach (var node in steps[step].Computes)
                inside.AddRange(Inside(graph[node], steps[step], $"{prefix}{step}."));
        }
    }

    /// <summary>A loop that goes with a product is no step of its own.</summary>
    static IEnumerable<int> Computes(Step step) => (step is Contraction { Then: { } rows } ? step.Computes.Concat(rows.Computes) : step.Computes).Distinct();

    static IEnumerable<(string, Graph, IReadOnlyList<Step>, string)> Inside(Node node, Step step, string key) => (node, step) switch
    {
        (WhileNode loop, WhileStep steps) => [($"the condition of while ({loop.Text})", loop.Condition, steps.Condition, key + "0."), ($"a turn of while ({loop.Text})", loop.Body, steps.Body, key + "1.")],
        (UnwindNode unwind, UnwindStep steps) => [($"a turn back through while ({steps.Text})", unwind.Body, steps.Body, key)],
        (IfNode choice, IfStep steps) => [("where the condition holds", choice.Then, steps.Then, key + "0."), ("where it does not", choice.Else, steps.Else, key + "1.")],
        _ => [],
    };
}
