using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Derive;

public sealed partial class Forward
{
    /// <summary>For a loop or condition with tangents: where the tangent of each of its results is among its results.</summary>
    readonly Dictionary<int, Dictionary<int, int>> regionTangents = [];

    /// <summary>For a loop with tangents: where its collected tensors were among its results, and how much later they are there now.</summary>
    readonly Dictionary<int, (int From, int By)> regionCollected = [];

    int? Projected(ProjectNode project) => regionTangents.TryGetValue(project.Inputs[0], out var at) && at.TryGetValue(project.Index, out var index)
        ? target.Add(project with { Index = index, Inputs = EquatableArray.Of(values[project.Inputs[0]]) }) : null;

    bool Moves(IEnumerable<int> nodes) => nodes.Any(i => tangents[i] is not null);

    /// <summary>A loop carries the tangents of its floating-point values beside them, and collects those of what it collects.</summary>
    void Loop(int id, WhileNode loop)
    {
        if (!Moves(loop.Inputs))
        {
            values[id] = Copy(loop);
            return;
        }
        var body = loop.Body;
        var starts = loop.Inputs.Take(loop.Carried).ToArray();
        var conditioned = loop.Inputs.Skip(loop.Carried).Take(loop.Conditioned).ToArray();
        var reads = loop.Inputs.Skip(loop.Carried + loop.Conditioned).ToArray();
        var floating = Enumerable.Range(0, loop.Carried).Where(i => body.Inputs[i].Type.IsFloating()).ToArray();

        var test = new GraphBuilder();
        var tested = loop.Condition.Inputs.Take(loop.Carried).Select(test.Input).ToArray();
        foreach (var i in floating)
            Beside(test, body.Inputs[i]);
        tested = [.. tested, .. loop.Condition.Inputs.Skip(loop.Carried).Select(test.Input)];
        var condition = test.Build(NodeDerivatives.Inline(test, loop.Condition, i => tested[i], _ => true));

        var turn = new GraphBuilder();
        var carried = body.Inputs.Take(loop.Carried).Select(turn.Input).ToArray();
        var moving = new int?[loop.Carried];
        foreach (var i in floating)
            moving[i] = Beside(turn, body.Inputs[i]);
        var (outside, movingOutside) = Outside(turn, [.. body.Inputs.Skip(loop.Carried)], reads);
        var walk = new Forward(body, turn, [.. carried, .. outside], [.. moving, .. movingOutside]);
        var collected = Enumerable.Range(loop.Carried, loop.Collected).Where(i => body[body.Outputs[i]].Type.IsFloating()).ToArray();
        var next = turn.Build(Next(walk, body, loop.Carried, floating, collected));

        values[id] = target.Add(new WhileNode(condition, next, loop.Carried + floating.Length, loop.Conditioned, loop.MaxIterations, loop.Turns, loop.Text,
            Values(starts).Concat(floating.Select(i => Tangent(starts[i]))).Concat(Values(conditioned)).Concat(Values(reads)).Concat(Tangents(reads)).ToEquatable()));
        Found(id, loop.Carried, loop.Collected, floating, collected);
    }

    /// <summary>The way back through a loop, differentiated: tangents of what it carries, of what was taped, of what it takes part by part and of what it reads.</summary>
    void Unwind(int id, UnwindNode unwind)
    {
        var moves = regionTangents.TryGetValue(unwind.Inputs[0], out var ofLoop);
        if (!moves && !Moves(unwind.Inputs))
        {
            values[id] = Copy(unwind);
            return;
        }
        var (body, count, taped) = (unwind.Body, unwind.Carried, unwind.Taped.Count);
        var starts = unwind.Inputs.Skip(1).Take(count).ToArray();
        var scanned = unwind.Inputs.Skip(1 + count).Take(unwind.Scanned).ToArray();
        var reads = unwind.Inputs.Skip(1 + count + unwind.Scanned).ToArray();
        // Whether a value was used has no tangent.
        var floating = Enumerable.Range(0, count).Where(i => body.Inputs[i].Type.IsFloating()).ToArray();
        var tapedMoving = Enumerable.Range(0, taped).Where(t => moves && ofLoop!.ContainsKey(unwind.Taped[t])).ToArray();

        var turn = new GraphBuilder();
        var back = body.Inputs.Take(count).Select(turn.Input).ToArray();
        var movingBack = new int?[count];
        foreach (var i in floating)
            movingBack[i] = Beside(turn, body.Inputs[i]);
        var kept = body.Inputs.Skip(count).Take(taped).Select(turn.Input).ToArray();
        var movingKept = new int?[taped];
        foreach (var t in tapedMoving)
            movingKept[t] = Beside(turn, body.Inputs[count + t]);
        var (parts, movingParts) = Outside(turn, [.. body.Inputs.Skip(count + taped).Take(unwind.Scanned)], scanned);
        var (outside, movingOutside) = Outside(turn, [.. body.Inputs.Skip(count + taped + unwind.Scanned)], reads);
        var walk = new Forward(body, turn, [.. back, .. kept, .. parts, .. outside], [.. movingBack, .. movingKept, .. movingParts, .. movingOutside]);
        var collected = Enumerable.Range(count, unwind.Collected).Where(i => body[body.Outputs[i]].Type.IsFloating()).ToArray();
        var next = turn.Build(Next(walk, body, count, floating, collected));

        values[id] = target.Add(new UnwindNode(next, count + floating.Length, unwind.Taped.Concat(tapedMoving.Select(t => ofLoop![unwind.Taped[t]])).ToEquatable(), unwind.Scanned + Tangents(scanned).Count(),
            new[] { values[unwind.Inputs[0]] }.Concat(Values(starts)).Concat(floating.Select(i => Tangent(starts[i]))).Concat(Values(scanned)).Concat(Tangents(scanned)).Concat(Values(reads)).Concat(Tangents(reads)).ToEquatable()) { Again = unwind.Again });
        Found(id, count, unwind.Collected, floating, collected);
    }

    /// <summary>What a turn hands on: what is carried, the tangents of it, what is collected, the tangents of that.</summary>
    static IEnumerable<int> Next(Forward walk, Graph turn, int carried, int[] floating, int[] collected) =>
        turn.Outputs.Take(carried).Select(o => walk.values[o]).Concat(floating.Select(i => walk.Tangent(turn.Outputs[i])))
            .Concat(turn.Outputs.Skip(carried).Select(o => walk.values[o])).Concat(collected.Select(i => walk.Tangent(turn.Outputs[i])));

    /// <summary>Remembers where the results of a loop, and their tangents, are now.</summary>
    void Found(int id, int carried, int collects, int[] floating, int[] collected)
    {
        regionTangents[id] = Places([.. floating, .. collected], carried);
        // What is collected comes behind the tangents of what is carried.
        foreach (var i in collected)
            regionTangents[id][i] += collects;
        regionCollected[id] = (carried, floating.Length);
    }

    /// <summary>Both branches hand out the tangents of their floating-point results too.</summary>
    void Choice(int id, IfNode choice)
    {
        if (!Moves(choice.Inputs))
        {
            values[id] = Copy(choice);
            return;
        }
        var floating = Enumerable.Range(0, choice.Then.Outputs.Count).Where(i => choice.Then[choice.Then.Outputs[i]].Type.IsFloating()).ToArray();
        var thenReads = choice.Inputs.Skip(1).Take(choice.Then.Inputs.Count).ToArray();
        var elseReads = choice.Inputs.Skip(1 + choice.Then.Inputs.Count).ToArray();
        values[id] = target.Add(new IfNode(Side(choice.Then, thenReads), Side(choice.Else, elseReads), new[] { values[choice.Inputs[0]] }
            .Concat(Values(thenReads)).Concat(Tangents(thenReads)).Concat(Values(elseReads)).Concat(Tangents(elseReads)).ToEquatable()));
        regionTangents[id] = Places(floating, choice.Then.Outputs.Count);

        Graph Side(Graph branch, int[] reads)
        {
            var side = new GraphBuilder();
            var (outside, moving) = Outside(side, branch.Inputs, reads);
            var walk = new Forward(branch, side, outside, moving);
            return side.Build(branch.Outputs.Select(o => walk.values[o]).Concat(floating.Select(i => walk.Tangent(branch.Outputs[i]))));
        }
    }

    /// <summary>What a region reads from outside: the values, then the tangents of those that have one.</summary>
    (int[] Values, int?[] Tangents) Outside(GraphBuilder inner, IEnumerable<GraphInput> inputs, int[] from)
    {
        var read = inputs.ToArray();
        var own = read.Select(inner.Input).ToArray();
        return (own, [.. from.Select((node, i) => tangents[node] is null ? (int?)null : Beside(inner, read[i]))]);
    }

    IEnumerable<int> Values(int[] nodes) => nodes.Select(n => values[n]);

    IEnumerable<int> Tangents(int[] nodes) => nodes.Select(n => tangents[n]).OfType<int>();

    static int Beside(GraphBuilder inner, GraphInput input) => inner.Input(input with { Name = input.Name + "Tangent", IsParameter = false });

    static Dictionary<int, int> Places(int[] results, int first) => results.Select((result, i) => (result, i)).ToDictionary(r => r.result, r => first + r.i);
}
