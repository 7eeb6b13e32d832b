using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Rules;

/// <summary>Loops over tensor values.</summary>
public static class LoopRules
{
    /// <summary>What is suspicious about a loop, given the values it starts from.</summary>
    public static IEnumerable<Suspicion> Of(WhileNode loop, IReadOnlyList<Operand> starts)
    {
        var read = Read(loop.Condition, loop.Condition.Outputs[0]).Where(i => i < loop.Carried).ToArray();
        if (read.All(i => loop.Body[loop.Body.Outputs[i]] is InputNode input && input.Index == i))
            yield return new(Catalogue.EndlessLoop, loop.Text);
        else if (read.All(i => starts[i] is { Number: null, Sign: not Sign.Positive }) && StaysAtZero(loop, read))
            yield return new(Catalogue.LoopAtZero, loop.Text, string.Join(", ", read.Select(i => starts[i].Name ?? loop.Body.Inputs[i].Name)));
        foreach (var beyond in Beyond(loop))
            yield return beyond;
        for (var i = 0; i < loop.Carried && i < loop.Body.Outputs.Count; i++)
            if (Adds(loop.Body, i) is { } source)
                yield return new(Catalogue.ElementSum, source);
    }

    /// <summary>An int that runs along one axis, or beyond its end, and picks from another: a loop over the samples that reads time steps.</summary>
    static IEnumerable<Suspicion> Beyond(WhileNode loop)
    {
        var (condition, body) = (loop.Condition, loop.Body);
        if (condition[condition.Outputs[0]] is not MapNode { Op: { } op, Inputs: { Count: 2 } sides } || condition[sides[0]] is not InputNode { Index: var counter } || counter >= loop.Carried
            || condition[sides[1]] is not SizeNode { Size: var bound } || !(ReferenceEquals(op, Comparisons.Less) || ReferenceEquals(op, Comparisons.LessEqual)))
            yield break;
        var last = ReferenceEquals(op, Comparisons.Less) ? bound - 1 : bound;
        foreach (var (graph, pick) in Picks(body, counter))
            if (graph[pick.Inputs[0]].Shape is var shape && shape[pick.Axis] is var size
                && ((last - size).Value >= 0 || (bound.Name is { } axis && size.Name is { } other && axis != other)))
                yield return new(Catalogue.LoopBeyond, loop.Text, body.Inputs[counter].Name, last, pick.Axis, $"{graph.NameOf(pick.Inputs[0])} {shape}".Trim(), size - 1, size);
    }

    /// <summary>What is picked by an int of a graph's inputs, also in the loops and branches inside that do not depend on it themselves.</summary>
    static IEnumerable<(Graph Graph, GatherNode Pick)> Picks(Graph graph, int counter)
    {
        for (var id = 0; id < graph.Nodes.Count; id++)
        {
            if (graph[id] is GatherNode pick && IsPosition(graph, pick.Inputs[1], counter))
                yield return (graph, pick);
            var inside = graph[id] switch
            {
                WhileNode loop when !loop.Inputs.Skip(loop.Carried).Take(loop.Conditioned).Any(i => Read(graph, i).Contains(counter)) => loop.Inputs.Skip(loop.Carried + loop.Conditioned).Select((input, i) => (loop.Body, Input: input, At: loop.Carried + i)),
                IfNode choice when !Read(graph, choice.Inputs[0]).Contains(counter) => choice.Inputs.Skip(1).Select((input, i) => i < choice.Then.Inputs.Count ? (choice.Then, input, i) : (choice.Else, input, i - choice.Then.Inputs.Count)),
                _ => [],
            };
            foreach (var (inner, input, at) in inside)
                if (graph[input] is InputNode { Index: var index } && index == counter)
                    foreach (var found in Picks(inner, at))
                        yield return found;
        }
    }

    /// <summary>True where an index is the counter as it is, or counted from the end where it is negative.</summary>
    static bool IsPosition(Graph body, int index, int counter)
    {
        while (body[index] is ReshapeNode reshape)
            index = reshape.Inputs[0];
        return body[index] is MapNode { Op: { } op } map && ReferenceEquals(op, Selection.Where) && body[map.Inputs[2]] is InputNode input && input.Index == counter;
    }

    /// <summary>The inputs a value depends on.</summary>
    static HashSet<int> Read(Graph graph, int output)
    {
        var (seen, inputs) = (new HashSet<int> { output }, new HashSet<int>());
        for (var id = output; id >= 0; id--)
            if (seen.Contains(id))
            {
                seen.UnionWith(graph[id].Inputs);
                if (graph[id] is InputNode input)
                    inputs.Add(input.Index);
            }
        return inputs;
    }

    /// <summary>True where the loop goes on at 0 and its body makes 0 of 0.</summary>
    static bool StaysAtZero(WhileNode loop, int[] read) => read.Length > 0
        && Uniform.Of(loop.Condition, i => read.Contains(i) ? 0 : null)[loop.Condition.Outputs[0]] == 1
        && Uniform.Of(loop.Body, i => read.Contains(i) ? 0 : null) is var after && read.All(i => after[loop.Body.Outputs[i]] == 0);

    /// <summary>The tensor whose elements a loop adds up in its i-th value, one a turn; null where it does something else.</summary>
    static string? Adds(Graph body, int i)
    {
        if (body[body.Outputs[i]] is not MapNode { Op: { } op } map || !ReferenceEquals(op, Arithmetic.Add))
            return null;
        var other = map.Inputs.Where(n => body[n] is not InputNode input || input.Index != i).ToArray();
        return other.Length != 1 ? null : Picked(body, other[0]);
    }

    static string? Picked(Graph body, int node)
    {
        while (body[node] is ReshapeNode reshape)
            node = reshape.Inputs[0];
        return body[node] is GatherNode gather && gather.Shape.Dims.All(d => d.IsOne) ? Picked(body, gather.Inputs[0]) ?? body.NameOf(gather.Inputs[0]) ?? "a tensor" : null;
    }
}
