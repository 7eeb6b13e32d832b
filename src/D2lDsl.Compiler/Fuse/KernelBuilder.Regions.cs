using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

public sealed partial class KernelBuilder
{
    void Region(int id, List<Step> steps)
    {
        var region = (LoopRegion)Nodes[id];
        switch (region.Region)
        {
            case WhileNode loop:
                While(id, region, loop, steps);
                break;
            case UnwindNode unwind:
                Unwind(id, region, unwind, steps);
                break;
            case IfNode choice:
                If(id, region, choice, steps);
                break;
            case AttentionNode attention:
                Attention(id, region, attention, steps);
                break;
            case AttentionGradientNode attention:
                AttentionGradient(id, region, attention, steps);
                break;
        }
        // A number that is also a result of the kernel.
        for (var node = id + 1; node < Nodes.Count; node++)
            if (Nodes[node] is LoopProject project && project.Source == id && IsNumber(node))
                StoreNumber(node, steps);
    }

    void While(int id, LoopRegion region, WhileNode loop, List<Step> steps)
    {
        var states = Enumerable.Range(0, loop.Carried).Select(i => (State: StateOf(id, i, loop.Body.Inputs[i]), Start: Source(region.Inputs[i].Source))).ToArray();
        var carried = states.Select(s => Source(s.State)).ToArray();
        var outside = region.Inputs.Skip(loop.Carried).Select(o => Source(o.Source)).ToArray();
        var (condition, test) = Inner(loop.Condition, [.. carried, .. outside.Take(loop.Conditioned)]);
        var (body, next) = Turn(loop.Body, [.. carried, .. outside.Skip(loop.Conditioned)], loop.Carried);
        var collected = Collected(id, loop.Body, loop.Carried, next);
        var taped = Nodes.Select((n, reader) => (Node: n, reader)).Where(n => n.Node is LoopRegion { Region: UnwindNode } r && r.Inputs[0].Source == id)
            .SelectMany(n => ((UnwindNode)((LoopRegion)n.Node).Region).Taped).Distinct()
            .Select(i => (Index: i, Tape: context.Tape(loop.Body.Inputs[i].Type))).ToArray();
        var trips = new ScalarNumber(context.Unique("turns"), ElementType.Int);
        foreach (var (index, tape) in taped)
            tapes[(id, index)] = tape;
        var step = new WhileStep(loop.Text, loop.MaxIterations, states, condition, test[0].Number!, body, [.. next.Take(loop.Carried)], trips, [.. taped.Select(t => (carried[t.Index], t.Tape))], collected);
        loops.Add(id, step);
        steps.Add(step);
    }

    readonly Dictionary<(int Loop, int Carried), Tape> tapes = [];

    void Unwind(int id, LoopRegion region, UnwindNode unwind, List<Step> steps)
    {
        var loop = region.Inputs[0].Source;
        var states = Enumerable.Range(0, unwind.Carried).Select(i => (State: StateOf(id, i, unwind.Body.Inputs[i]), Start: Source(region.Inputs[1 + i].Source))).ToArray();
        var taped = unwind.Taped.Select((carried, i) => (Value: New(unwind.Body.Inputs[unwind.Carried + i]), Tape: tapes[(loop, carried)])).ToArray();
        var outside = region.Inputs.Skip(1 + unwind.Carried).Select(o => Source(o.Source)).ToArray();
        var scanned = outside.Take(unwind.Scanned).Select((whole, i) => (Part: New(unwind.Body.Inputs[unwind.Carried + unwind.Taped.Count + i]), Whole: whole)).ToArray();
        var (body, next) = Turn(unwind.Body,
            [.. states.Select(s => Source(s.State)), .. taped.Select(t => Source(t.Value)), .. scanned.Select(s => Source(s.Part)), .. outside.Skip(unwind.Scanned)], unwind.Carried);
        steps.Add(new UnwindStep(loops[loop].Text, states, loops[loop].Trips, taped, scanned, body, [.. next.Take(unwind.Carried)], Collected(id, unwind.Body, unwind.Carried, next)) { Again = unwind.Again });
    }

    /// <summary>The steps of a turn. What goes round and is collected as well is computed once.</summary>
    (List<Step> Steps, StateSource[] Results) Turn(Graph turn, IReadOnlyList<StateSource> inputs, int carried)
    {
        var once = turn.Outputs.Take(carried).Concat(turn.Outputs.Skip(carried).Except(turn.Outputs.Take(carried))).ToList();
        var (steps, results) = Inner(turn with { Outputs = once.ToEquatable() }, inputs, carried);
        return (steps, [.. turn.Outputs.Select((output, i) => results[i < carried ? i : once.IndexOf(output)])]);
    }

    /// <summary>What something reads of the tensors that a loop collects, and what a turn puts there.</summary>
    (StateValue Whole, StateSource Part)[] Collected(int id, Graph turn, int carried, StateSource[] results) =>
        [.. Enumerable.Range(carried, results.Length - carried).Where(i => Projected(id, i) is not null).Select(i => (StateOf(id, i, turn.Inputs[0]), results[i]))];

    void If(int id, LoopRegion region, IfNode choice, List<Step> steps)
    {
        var results = Enumerable.Range(0, choice.Then.Outputs.Count).Select(i => StateOf(id, i, Like(choice.Then, i))).ToArray();
        var reads = region.Inputs.Skip(1).Select(o => Source(o.Source)).ToArray();
        var (then, thenResults) = Inner(choice.Then, [.. reads.Take(choice.Then.Inputs.Count)]);
        var (otherwise, elseResults) = Inner(choice.Else, [.. reads.Skip(choice.Then.Inputs.Count)]);
        steps.Add(new IfStep(Number(region.Inputs[0].Source), results, then, thenResults, otherwise, elseResults));
    }

    static GraphInput Like(Graph graph, int output) => graph[graph.Outputs[output]] is var node
        ? new(graph.NameOf(graph.Outputs[output]) ?? "chosen", node.Shape, node.Type, false, false) : null!;

    /// <summary>Where a result of a region lives: that of its projection, or a place of its own where nobody reads it.</summary>
    StateValue StateOf(int region, int index, GraphInput like)
    {
        return Projected(region, index) is not { } id ? New(like)
            : IsNumber(id) ? new(new(NumberName(id), Nodes[id].Type), null) : new(null, bufferOf[id]);
    }

    int? Projected(int region, int index)
    {
        for (var id = region + 1; id < Nodes.Count; id++)
            if (Nodes[id] is LoopProject project && project.Source == region && project.Index == index)
                return id;
        return null;
    }

    StateValue New(GraphInput like) => like.Shape.Dims.All(d => d.IsOne)
        ? new(new(context.Unique(like.Name), like.Type), null) : new(null, context.Temporary(like.Name, like.Shape, like.Type));

    StateSource Source(int node) => Nodes[node] is LoopAlias or LoopInput or LoopConstant or LoopSize or LoopProject || IsNumber(node)
        ? IsNumber(node) || Nodes[node].Result.Dims.All(d => d.IsOne) ? new(Number(node), null) : new(null, BufferOf(node))
        : new(null, BufferOf(node));

    static StateSource Source(StateValue state) => new(state.Number, state.Buffer);

    /// <summary>
    /// True where the next value of a loop's value can be written over it, element by element or where it is added to: nothing else reads
    /// either of them.
    /// </summary>
    bool Overwrites(int next, int state)
    {
        if (outputs.Count(o => o == next) > 1 || Nodes.Any(n => n.Operands.Any(o => o.Source == next) || (n is LoopAlias alias && alias.Source == next)))
            return false;
        var first = next;
        while (Nodes[first] is LoopPlace { Previous: >= 0 and var previous })
            first = previous;
        var old = first == next ? -1 : first;
        if (Nodes[next] is LoopMap map)
            old = map.Inputs.Where(o => o.IsWhole && Nodes[o.Source] is LoopInput input && input.Index == state && o.Axes.SequenceEqual(map.Domain.Dims.Select((d, i) => d.IsOne ? -1 : i)))
                .Select(o => o.Source).DefaultIfEmpty(-1).First();
        return old >= 0 && Nodes[old] is LoopInput { Index: var index } && index == state && !outputs.Contains(old)
            && Nodes.Sum(n => n.Operands.Count(o => o.Source == old) + (n is LoopAlias alias && alias.Source == old ? 1 : 0)) == (Nodes[next] is LoopMap ? 1 : 0);
    }

    /// <summary>The steps of a graph inside of this one; its inputs are bound to what surrounds it.</summary>
    /// <param name="states">How many of the first inputs become the first outputs for the next turn.</param>
    (List<Step> Steps, List<StateSource> Results) Inner(Graph inner, IReadOnlyList<StateSource> inputs, int states = 0)
    {
        var builder = new KernelBuilder(inner, context, states);
        for (var id = 0; id < builder.Nodes.Count; id++)
            if (builder.Nodes[id] is LoopInput input)
            {
                if (inputs[input.Index].Number is { } number)
                    builder.numberOf.Add(id, number);
                else
                    builder.bufferOf.Add(id, inputs[input.Index].Buffer!);
            }
        for (var state = 0; state < states; state++)
            if (builder.outputs[state] is var next && inputs[state].Buffer is { } memory && !builder.bufferOf.ContainsKey(next) && builder.Overwrites(next, state))
                builder.bufferOf.Add(next, memory);
        foreach (var output in builder.outputs)
            if (!builder.IsNumber(output) && !builder.bufferOf.ContainsKey(output))
                builder.bufferOf.Add(output, context.Temporary(builder.Nodes[output].Name ?? "next", Kept(builder.Nodes[output]), builder.Nodes[output].Type));
        builder.StoreTemporaries();
        return (builder.Joined(), [.. builder.outputs.Select(builder.Source)]);
    }
}
