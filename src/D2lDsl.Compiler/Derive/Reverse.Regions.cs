using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Simplify;

namespace D2lDsl.Compiler.Derive;

public sealed partial class Reverse
{
    /// <summary>For a loop or condition: the gradients its results have received, by their index.</summary>
    readonly Dictionary<int, Dictionary<int, (int Dy, int? Used)>> regionGradients = [];

    void Region(int id, Dictionary<int, (int Dy, int? Used)> received)
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
                Attention(id, attention, received[0].Dy, received[0].Used);
                break;
        }
    }

    /// <summary>Attention has a derivative of its own, which computes the weights again from what the forward pass left of each row.</summary>
    void Attention(int id, AttentionNode attention, int dy, int? when)
    {
        var rows = graph[dy].Shape.Dims;
        var result = graph.Add(new ProjectNode(0, EquatableArray.Of(id), graph[dy].Shape, graph[dy].Type));
        var sums = graph.Add(new ProjectNode(1, EquatableArray.Of(id), Shapes.Shape.Of(rows.Take(rows.Count - 1).Append(2)), graph[dy].Type));
        graph.Hint(sums, "rowSums");
        var back = graph.Add(new AttentionGradientNode(attention.Scores, attention.Weights, attention.Inputs.Take(4).Concat([result, sums, dy]).Concat(attention.Inputs.Skip(4)).ToEquatable()));
        for (var i = 0; i < 3; i++)
            if (active.Contains(attention.Inputs[i]))
                Receive(attention.Inputs[i], WhereUsed(when, graph.Add(new ProjectNode(i, EquatableArray.Of(back), graph[attention.Inputs[i]].Shape, graph[dy].Type)), dy), when);
    }

    /// <summary>
    /// Back through a loop: each turn hands the gradients of its results to what it began with, and adds up those of what it reads
    /// from outside. Only the values a turn's derivative reads are taped; for b = 2·b that is none. Where sizes say how often it turns,
    /// products that a turn's derivative reads are kept where that is worth it; everything else is computed again.
    /// </summary>
    void Loop(int id, WhileNode loop, Dictionary<int, (int Dy, int? Used)> received)
    {
        // What turns collect and hear nothing of hands nothing back.
        int[] collected = [.. Enumerable.Range(loop.Carried, loop.Collected).Where(received.ContainsKey)];
        var body = loop.Body with { Outputs = loop.Body.Outputs.Take(loop.Carried).Concat(collected.Select(i => loop.Body.Outputs[i])).ToEquatable() };
        var carried = Enumerable.Range(0, loop.Carried).Where(i => body.Inputs[i].Type.IsFloating()).ToArray();
        var outside = Enumerable.Range(loop.Carried, body.Inputs.Count - loop.Carried).Where(i => active.Contains(loop.Inputs[i + loop.Conditioned])).ToArray();
        bool[] sometimes = [.. carried.Select(i => !received.TryGetValue(i, out var end) || end.Used is not null), .. collected.Select(i => received[i].Used is not null)];
        var turns = loop.Turns;
        var step = Turn(body, [.. carried, .. outside], sometimes, carried.Length, keeps: turns is not null);
        var kept = Keep(id, loop, step, turns);

        // The graph of one turn back: what it carries, what the turn began with, what it reads from outside.
        var turn = new GraphBuilder();
        int[] returned = [.. carried, .. outside];
        var back = returned.Select(i => Input(turn, "d" + body.Inputs[i].Name, body, i)).ToArray();
        // A loop may make no turn: what it reads from outside is not always used.
        var told = Enumerable.Range(0, returned.Length).Where(r => r >= carried.Length || sometimes[r]).ToArray();
        var used = told.Select(r => turn.Input(new(body.Inputs[returned[r]].Name + "Used", Shapes.Shape.Scalar, ElementType.Bool, false, false))).ToArray();
        var taped = Enumerable.Range(0, loop.Carried).Where(i => Reads(step.Graph, i)).ToArray();
        var values = taped.ToDictionary(i => i, i => Input(turn, body.Inputs[i].Name, body, i));
        var parts = collected.Select((i, c) => body[body.Outputs[loop.Carried + c]] is var part
            ? turn.Input(new("d" + Capital(body.NameOf(body.Outputs[loop.Carried + c]) ?? "part"), part.Shape, part.Type, false, false)) : 0).ToArray();
        var products = kept.Select(whole => turn.Input(new(graph.NameOf(whole) ?? "kept", Shapes.Shape.Of(graph[whole].Shape.Dims.Skip(1)), graph[whole].Type, false, false))).ToArray();
        for (var i = loop.Carried; i < body.Inputs.Count; i++)
            values.Add(i, Input(turn, body.Inputs[i].Name, body, i));
        // Whether what was collected is used is one truth value for all turns.
        int[] wholes = [.. collected.Select(i => received[i].Used).OfType<int>()];
        int[] truths = [.. used.Take(told.Count(r => r < carried.Length)), .. wholes.Select(_ => turn.Input(new("partsUsed", Shapes.Shape.Scalar, ElementType.Bool, false, false)))];
        int[] given = [.. back.Take(carried.Length), .. parts];
        int[] others = [.. given, .. truths, .. products];
        var seeds = body.Inputs.Count;
        var (results, usedHere) = Inline(turn, step, i => i < seeds ? values[i] : others[i - seeds], i => i >= seeds || values.ContainsKey(i));
        var summed = new List<Summed>();
        var rests = results.Select((r, i) => i < carried.Length ? r : Rest(turn, i, r, turns is null ? null : summed)).ToArray();
        var next = rests.Select((rest, i) => rest is null ? back[i] : i < carried.Length ? rest.Value : new Shapes.OpRules(turn).Map(Arithmetic.Add, back[i], rest.Value))
            .Concat(told.Select((r, t) => r < carried.Length ? usedHere[r] ?? Truth(turn, true) : Either(turn, used[t], usedHere[r] ?? Truth(turn, true)))).ToArray();

        var starts = returned.Select((i, r) => r < carried.Length && received.TryGetValue(i, out var end) ? end.Dy : Zeros(body.Inputs[i]))
            .Concat(told.Select(r => r < carried.Length && received.TryGetValue(returned[r], out var end) ? end.Used ?? Truth(graph, true) : Truth(graph, false)));
        var unwind = graph.Add(new UnwindNode(turn.Build(next.Concat(summed.SelectMany(s => s.Product.Inputs))), next.Length, taped.ToEquatable(), collected.Length + kept.Length,
            new[] { id }.Concat(starts).Concat(collected.Select(i => received[i].Dy)).Concat(kept).Concat(loop.Inputs.Skip(loop.Carried + loop.Conditioned)).Concat(wholes).ToEquatable()) { Again = step.Again });
        for (var r = 0; r < returned.Length; r++)
        {
            var input = body.Inputs[returned[r]];
            int[] own = rests[r] is null ? [] : [graph.Add(new ProjectNode(r, EquatableArray.Of(unwind), input.Shape, input.Type))];
            var gradient = own.Concat(Enumerable.Range(0, summed.Count).Where(s => summed[s].Gradient == r).Select(s => OverTurns(unwind, next.Length + 2 * s, summed[s], turns!)))
                .Aggregate((a, b) => rules.Map(Arithmetic.Add, a, b));
            graph.Hint(gradient, "d" + input.Name);
            var at = Array.IndexOf(told, r);
            Receive(loop.Inputs[r < carried.Length ? returned[r] : returned[r] + loop.Conditioned], gradient, at < 0 ? null : Told(unwind, returned.Length + at, input.Name));
        }
    }

    /// <summary>A product that every turn would add to a gradient.</summary>
    sealed record Summed(int Gradient, ContractNode Product, Shapes.Shape Left, Shapes.Shape Right);

    /// <summary>
    /// What a turn adds to a gradient, less the products in it: these are summed over all turns by one product behind the loop, of factors
    /// that turns collect. Null where nothing is left.
    /// </summary>
    static int? Rest(GraphBuilder turn, int gradient, int added, List<Summed>? summed)
    {
        if (summed is not null && turn[added] is ContractNode { Inputs: var factors } product && factors.All(f => turn[f].Shape.Dims.Any(d => !d.IsOne) && !IsSpread(turn, f)))
        {
            summed.Add(new(gradient, product, turn[factors[0]].Shape, turn[factors[1]].Shape));
            return null;
        }
        if (summed is null || turn[added] is not MapNode { Expression: Scalar.Apply { Primitive: Primitive.Add } add, Inputs: { Count: 2 } terms } sum
            || !add.Operands.All(o => o is Scalar.Arg) || terms.Any(t => !turn[t].Shape.Equals(sum.Shape)))
            return added;
        var (left, right) = (Rest(turn, gradient, terms[0], summed), Rest(turn, gradient, terms[1], summed));
        return left is null ? right : right is null ? left : new Shapes.OpRules(turn).Map(Arithmetic.Add, left.Value, right.Value);
    }

    /// <summary>True for windows, and what is repeated: views of less than they seem, of which no copies are worth making.</summary>
    static bool IsSpread(GraphBuilder turn, int node) => turn[node] is UnfoldNode or ExpandNode || (turn[node] is ReshapeNode or PermuteNode or SliceNode && IsSpread(turn, turn[node].Inputs[0]));

    /// <summary>The sum of a product over all turns: a product whose factors have the turns as one axis more, which is summed too.</summary>
    int OverTurns(int unwind, int first, Summed summed, Shapes.Dim turns)
    {
        var (product, labels) = (summed.Product, summed.Product.Left + summed.Product.Right + summed.Product.Result);
        var label = Enumerable.Range('a', 26).Select(c => (char)c).First(c => labels.IndexOf(c) < 0);
        int Factor(int index, Shapes.Shape part)
        {
            var whole = graph.Add(new ProjectNode(index, EquatableArray.Of(unwind), Shapes.Shape.Of([turns, .. part.Dims]), product.Type));
            graph.Hint(whole, "factors");
            return whole;
        }
        return graph.Add(new ContractNode(label + product.Left, label + product.Right, product.Result,
            EquatableArray.Of(Factor(first, summed.Left), Factor(first + 1, summed.Right)), product.Shape, product.Type));
    }

    /// <summary>
    /// One turn back. A carried value whose gradient a turn may leave without a use is no longer used for sure in the turn before:
    /// <paramref name="sometimes"/> grows until that is so.
    /// </summary>
    static Step Turn(Graph body, int[] wanted, bool[] sometimes, int carried, bool keeps)
    {
        while (true)
        {
            var step = Backward(body, wanted, sometimes, keeps);
            var more = Enumerable.Range(0, carried).Where(c => !sometimes[c] && step.Sometimes[c]).ToArray();
            if (more.Length == 0)
                return step;
            foreach (var c in more)
                sometimes[c] = true;
        }
    }

    /// <summary>Back through a condition: the same branch, differentiated.</summary>
    void Choice(IfNode choice, Dictionary<int, (int Dy, int? Used)> received)
    {
        var results = received.Keys.OrderBy(i => i).ToArray();
        int[] reads = [.. choice.Inputs.Skip(1)];
        var wanted = reads.Where(active.Contains).Distinct().ToArray();
        if (wanted.Length == 0)
            return;
        var sometimes = results.Select(i => received[i].Used is not null).ToArray();
        int[] seeds = [.. results.Select(i => received[i].Dy), .. results.Select(i => received[i].Used).OfType<int>()];
        var then = Side(choice.Then, [.. reads.Take(choice.Then.Inputs.Count)]);
        var otherwise = Side(choice.Else, [.. reads.Skip(choice.Then.Inputs.Count)]);
        // Both sides hand back one gradient for each value that either reads, and whether it was used where that is not certain.
        var told = Enumerable.Range(0, wanted.Length).Where(w => then.Used[w] is not null || otherwise.Used[w] is not null).ToArray();
        var back = graph.Add(new IfNode(Built(then), Built(otherwise), new[] { choice.Inputs[0] }.Concat(then.Reads).Concat(otherwise.Reads).ToEquatable()));
        for (var w = 0; w < wanted.Length; w++)
        {
            if (IsNever(then, w) && IsNever(otherwise, w))
                continue;
            var gradient = graph.Add(new ProjectNode(w, EquatableArray.Of(back), graph[wanted[w]].Shape, graph[wanted[w]].Type));
            var at = Array.IndexOf(told, w);
            Receive(wanted[w], gradient, at < 0 ? null : Told(back, wanted.Length + at, graph.NameOf(wanted[w]) ?? "value"));
        }

        static bool IsNever((GraphBuilder Graph, int[] Gradients, int?[] Used, int[] Reads) side, int w) => side.Used[w] is { } truth && IsTruth(side.Graph[truth], 0);

        Graph Built((GraphBuilder Graph, int[] Gradients, int?[] Used, int[] Reads) side) =>
            side.Graph.Build([.. side.Gradients, .. told.Select(w => side.Used[w] ?? Truth(side.Graph, true))]);

        (GraphBuilder Graph, int[] Gradients, int?[] Used, int[] Reads) Side(Graph branch, int[] operands)
        {
            var kept = branch with { Outputs = results.Select(i => branch.Outputs[i]).ToEquatable() };
            var own = Enumerable.Range(0, operands.Length).Where(i => wanted.Contains(operands[i])).ToArray();
            var step = Backward(kept, own, sometimes);
            var side = new GraphBuilder();
            var inputs = step.Graph.Inputs.Select(i => side.Input(i)).ToArray();
            var (gradients, used) = Inline(side, step, i => inputs[i], _ => true);
            int[] Parts(int w) => [.. Enumerable.Range(0, own.Length).Where(k => operands[own[k]] == w)];
            return (side,
                [.. wanted.Select(w => Parts(w) is { Length: > 0 } parts ? parts.Select(k => gradients[k]).Aggregate((a, b) => new Shapes.OpRules(side).Map(Arithmetic.Add, a, b))
                    : NodeDerivatives.Zeros(side, graph[w].Shape, graph[w].Type))],
                [.. wanted.Select(w => Parts(w) is var parts && parts.Any(k => used[k] is null) ? (int?)null
                    : parts.Aggregate(Truth(side, false), (truth, k) => Either(side, truth, used[k]!.Value)))],
                [.. operands, .. seeds]);
        }
    }

    /// <summary>One of the truth values that a region hands back beside its gradients.</summary>
    int Told(int region, int index, string of)
    {
        var truth = graph.Add(new ProjectNode(index, EquatableArray.Of(region), Shapes.Shape.Scalar, ElementType.Bool));
        graph.Hint(truth, of + "Used");
        return truth;
    }

    /// <summary>Writes a step into a graph: the gradients, and for those that exist only sometimes whether they do.</summary>
    static (int[] Gradients, int?[] Used) Inline(GraphBuilder target, Step step, Func<int, int> input, Func<int, bool> exists)
    {
        var outputs = NodeDerivatives.Inline(target, step.Graph, input, exists);
        var truths = new Queue<int>(outputs.Skip(step.Sometimes.Length));
        return ([.. outputs.Take(step.Sometimes.Length)], [.. step.Sometimes.Select(sometimes => sometimes ? truths.Dequeue() : (int?)null)]);
    }

    /// <summary>As the other, for a graph all of whose outputs receive gradients.</summary>
    internal static Graph Backward(Graph graph, IReadOnlyCollection<int> wanted) => Backward(graph, wanted, new bool[graph.Outputs.Count]).Graph;

    /// <summary>
    /// The gradients alone, for these inputs in ascending order; one seed input for each floating-point output follows the graph's own inputs,
    /// then whether each seed exists that does so only <paramref name="sometimes"/>, then, where it <paramref name="keeps"/> something, what
    /// of the graph the gradients read and is worth it.
    /// </summary>
    internal static Step Backward(Graph graph, IReadOnlyCollection<int> wanted, IReadOnlyList<bool> sometimes, bool keeps = false)
    {
        var marked = graph with { Inputs = graph.Inputs.Select((input, i) => input with { IsParameter = wanted.Contains(i) }).ToEquatable() };
        var derived = Of(marked, sometimes);
        var gradients = derived.Graph with { Outputs = derived.Graph.Outputs.Skip(graph.Outputs.Count).ToEquatable() };
        var (kept, again) = keeps ? Kept(gradients, graph.Nodes.Count) : ([], []);
        if (kept.Length > 0)
        {
            var given = new GraphBuilder(gradients);
            foreach (var product in kept)
                given.Give(product);
            gradients = given.Build(gradients.Outputs);
        }
        return derived with { Graph = Simplifier.Of(gradients, keepsDerivatives: true), Kept = kept, Again = again };
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
