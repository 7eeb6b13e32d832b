using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Simplify;

namespace D2lDsl.Compiler.Derive;

public sealed partial class Reverse
{
    /// <summary>For a loop or condition: the gradients its results have received, by their index.</summary>
    readonly Dictionary<int, Dictionary<int, int>> regionGradients = [];

    void Region(int id, Dictionary<int, int> received)
    {
        switch (graph[id])
        {
            case WhileNode loop:
                Loop(id, loop, received);
                break;
            case IfNode choice:
                Choice(choice, received);
                break;
            case AttentionNode attention:
                Attention(id, attention, received[0]);
                break;
        }
    }

    /// <summary>Attention has a derivative of its own, which computes the weights again from what the forward pass left of each row.</summary>
    void Attention(int id, AttentionNode attention, int dy)
    {
        var rows = graph[dy].Shape.Dims;
        var result = graph.Add(new ProjectNode(0, EquatableArray.Of(id), graph[dy].Shape, graph[dy].Type));
        var logSum = graph.Add(new ProjectNode(1, EquatableArray.Of(id), Shapes.Shape.Of(rows.Take(rows.Count - 1)), graph[dy].Type));
        graph.Hint(logSum, "logSum");
        var back = graph.Add(new AttentionGradientNode(new[] { id }.Concat(attention.Inputs).Concat([result, logSum, dy]).ToEquatable()));
        for (var i = 0; i < 3; i++)
            if (active.Contains(attention.Inputs[i]))
                Receive(attention.Inputs[i], graph.Add(new ProjectNode(i, EquatableArray.Of(back), graph[attention.Inputs[i]].Shape, graph[dy].Type)));
    }

    /// <summary>
    /// Back through a loop: each turn hands the gradients of its results to what it began with, and adds up those of what it reads
    /// from outside. Only the values a turn's derivative reads are taped; for b = 2·b that is none.
    /// </summary>
    void Loop(int id, WhileNode loop, Dictionary<int, int> received)
    {
        var body = loop.Body;
        var carried = Enumerable.Range(0, loop.Carried).Where(i => body.Inputs[i].Type.IsFloating()).ToArray();
        var outside = Enumerable.Range(loop.Carried, body.Inputs.Count - loop.Carried).Where(i => active.Contains(loop.Inputs[i + loop.Conditioned])).ToArray();
        var step = Backward(body, [.. carried, .. outside]);

        // The graph of one turn back: what it carries, what the turn began with, what it reads from outside.
        var turn = new GraphBuilder();
        var back = carried.Select(i => Input(turn, "d" + body.Inputs[i].Name, body, i)).ToArray();
        var sums = outside.Select(i => Input(turn, "d" + body.Inputs[i].Name, body, i)).ToArray();
        var taped = Enumerable.Range(0, loop.Carried).Where(i => Reads(step, i)).ToArray();
        var values = taped.ToDictionary(i => i, i => Input(turn, body.Inputs[i].Name, body, i));
        for (var i = loop.Carried; i < body.Inputs.Count; i++)
            values.Add(i, Input(turn, body.Inputs[i].Name, body, i));
        var results = NodeDerivatives.Inline(turn, step, i => i < body.Inputs.Count ? values[i] : back[i - body.Inputs.Count], i => i >= body.Inputs.Count || values.ContainsKey(i));
        var rulesOfTurn = new Shapes.OpRules(turn);
        var next = results.Select((r, i) => i < carried.Length ? r : rulesOfTurn.Map(Arithmetic.Add, sums[i - carried.Length], r)).ToArray();

        int[] starts = [.. carried.Select(i => received.TryGetValue(i, out var dy) ? dy : Zeros(body.Inputs[i])), .. outside.Select(i => Zeros(body.Inputs[i]))];
        var unwind = graph.Add(new UnwindNode(turn.Build(next), next.Length, taped.ToEquatable(),
            new[] { id }.Concat(starts).Concat(loop.Inputs.Skip(loop.Carried + loop.Conditioned)).ToEquatable()));
        for (var i = 0; i < next.Length; i++)
        {
            var input = body.Inputs[i < carried.Length ? carried[i] : outside[i - carried.Length]];
            var target = i < carried.Length ? loop.Inputs[carried[i]] : loop.Inputs[outside[i - carried.Length] + loop.Conditioned];
            var gradient = graph.Add(new ProjectNode(i, EquatableArray.Of(unwind), input.Shape, input.Type));
            graph.Hint(gradient, "d" + input.Name);
            Receive(target, gradient);
        }
    }

    /// <summary>Back through a condition: the same branch, differentiated.</summary>
    void Choice(IfNode choice, Dictionary<int, int> received)
    {
        var results = received.Keys.OrderBy(i => i).ToArray();
        int[] reads = [.. choice.Inputs.Skip(1)];
        var wanted = reads.Where(active.Contains).Distinct().ToArray();
        var seeds = results.Select(i => received[i]).ToArray();
        var (then, thenReads) = Side(choice.Then, [.. reads.Take(choice.Then.Inputs.Count)]);
        var (otherwise, otherReads) = Side(choice.Else, [.. reads.Skip(choice.Then.Inputs.Count)]);
        if (wanted.Length == 0)
            return;
        var back = graph.Add(new IfNode(then, otherwise, new[] { choice.Inputs[0] }.Concat(thenReads).Concat(otherReads).ToEquatable()));
        for (var i = 0; i < wanted.Length; i++)
        {
            var gradient = graph.Add(new ProjectNode(i, EquatableArray.Of(back), graph[wanted[i]].Shape, graph[wanted[i]].Type));
            Receive(wanted[i], gradient);
        }

        (Graph Graph, int[] Reads) Side(Graph branch, int[] operands)
        {
            var kept = branch with { Outputs = results.Select(i => branch.Outputs[i]).ToEquatable() };
            var own = Enumerable.Range(0, operands.Length).Where(i => wanted.Contains(operands[i])).ToArray();
            var step = Backward(kept, own);
            var side = new GraphBuilder();
            var inputs = step.Inputs.Select(i => side.Input(i)).ToArray();
            var gradients = NodeDerivatives.Inline(side, step, i => inputs[i], _ => true);
            // Both sides hand back one gradient for each value that either reads.
            var outputs = wanted.Select(w => own.Where(i => operands[i] == w).Select(i => gradients[Array.IndexOf(own, i)]).ToArray() is { Length: > 0 } parts
                ? parts.Aggregate((a, b) => new Shapes.OpRules(side).Map(Arithmetic.Add, a, b))
                : side.Expand(side.Constant(0, graph[w].Type), graph[w].Shape)).ToArray();
            return (side.Build(outputs), [.. operands, .. seeds]);
        }
    }

    /// <summary>The gradients alone, for these inputs; one seed input for each floating-point output follows the graph's own inputs.</summary>
    internal static Graph Backward(Graph graph, IReadOnlyCollection<int> wanted)
    {
        var marked = graph with { Inputs = graph.Inputs.Select((input, i) => input with { IsParameter = wanted.Contains(i) }).ToEquatable() };
        var derived = Of(marked, seedNumbers: true);
        return Simplifier.Of(derived with { Outputs = derived.Outputs.Skip(graph.Outputs.Count).ToEquatable() }, keepsDerivatives: true);
    }

    static bool Reads(Graph graph, int input)
    {
        for (var id = 0; id < graph.Nodes.Count; id++)
            if (graph[id] is InputNode node && node.Index == input)
                return graph.Nodes.Any(n => n.Inputs.Contains(id)) || graph.Outputs.Contains(id);
        return false;
    }

    static int Input(GraphBuilder builder, string name, Graph graph, int input) =>
        builder.Input(graph.Inputs[input] with { Name = name, IsParameter = false });

    int Zeros(GraphInput like) => NodeDerivatives.Zeros(graph, like.Shape, like.Type);
}
