using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

public sealed partial class KernelBuilder
{
    /// <summary>True where every value but the result is computed by its readers: the graph of what becomes of one element.</summary>
    readonly bool isPointwise;

    void Attention(int id, LoopRegion region, AttentionNode attention, List<Step> steps)
    {
        var (q, k, v) = (Memory(region, 0), Memory(region, 1), Memory(region, 2));
        var rows = q.Shape.Dims.Take(q.Shape.Rank - 1).ToArray();
        var result = StateOf(id, 0, new("attention", Shape.Of(rows.Append(v.Shape[v.Shape.Rank - 1])), q.Type, false, false));
        var sums = StateOf(id, 1, new("rowSums", Shape.Of(rows.Append(2)), q.Type, false, false));
        var (scores, weights) = Given(attention.Scores, region.Inputs.Skip(4));
        steps.Add(new AttentionStep(Number(region.Inputs[3].Source), q, k, v, result.Buffer!, sums.Buffer!, null)
        {
            Scores = Changed(attention.Scores?.Forward, scores, "scores"), Weights = Changed(attention.Weights?.Forward, weights, "weights"),
            Reach = attention.Scores is { } change ? KeyReach.Of(change.Forward) : null,
            Layouts = new() { Query = Layout(region, 0), Key = Layout(region, 1), Value = Layout(region, 2) },
        });
    }

    void AttentionGradient(int id, LoopRegion region, AttentionGradientNode attention, List<Step> steps)
    {
        var (q, k, v) = (Memory(region, 0), Memory(region, 1), Memory(region, 2));
        var (scores, weights) = Given(attention.Scores, region.Inputs.Skip(7));
        TensorBuffer Gradient(int index, TensorBuffer of) => StateOf(id, index, new("d" + of.Name, of.Shape, of.Type, false, false)).Buffer!;
        var back = new AttentionGradients(Memory(region, 6), Gradient(0, q), Gradient(1, k), Gradient(2, v))
        {
            Scores = Changed(attention.Scores?.Backward, scores, "dScores"), Weights = Changed(attention.Weights?.Backward, weights, "dWeights"),
        };
        steps.Add(new AttentionStep(Number(region.Inputs[3].Source), q, k, v, Memory(region, 4), Memory(region, 5), back)
        {
            Scores = Changed(attention.Scores?.Forward, scores, "scores"), Weights = Changed(attention.Weights?.Forward, weights, "weights"),
            Reach = attention.Scores is { } change ? KeyReach.Of(change.Forward) : null,
            Layouts = new() { Query = Layout(region, 0), Key = Layout(region, 1), Value = Layout(region, 2), Seed = Layout(region, 6) },
        });
    }

    /// <summary>Where an operand lies, with the axes that it has in the graph: what is a view of it may have others.</summary>
    TensorBuffer Memory(LoopRegion region, int operand) => (BufferOf(region.Inputs[operand].Source) ?? throw new InvalidOperationException($"Value {region.Inputs[operand].Source} was not stored."))
        with { Shape = graph[region.Region.Inputs[operand]].Shape };

    /// <summary>How the rows of an operand lie; null where they are dense.</summary>
    RowsLayout? Layout(LoopRegion region, int operand)
    {
        var shape = graph[region.Region.Inputs[operand]].Shape;
        if (region.Inputs[operand].Slices.Count == 0 && region.Inputs[operand].Axes.SequenceEqual(shape.Dims.Select((size, axis) => size.IsOne ? -1 : axis)))
            return null;
        var walk = Walk(region.Inputs[operand]);
        return RowsLayout.Of(shape, walk.StrideOf)! with { Offset = walk.Offset };
    }

    /// <summary>What the changes of scores and of weights read.</summary>
    (StateSource[] Scores, StateSource[] Weights) Given(AttentionChange? ofScores, IEnumerable<Operand> operands)
    {
        var (all, scores) = (operands.Select(o => Source(o.Source)).ToArray(), ofScores?.Operands ?? 0);
        return ([.. all.Take(scores)], [.. all.Skip(scores)]);
    }

    /// <summary>
    /// What becomes of the elements of a block of scores, for one row of it: <see cref="RowProgram.Outer"/> are the batches, the query and the
    /// key that the block begins with, the row is the block's keys. Null where they stay what they are.
    /// </summary>
    /// <param name="change">The graph of an element; its first input, and one behind those that are given, are the row.</param>
    /// <param name="given">What the graph reads besides.</param>
    /// <param name="name">What the row is called.</param>
    RowProgram? Changed(Graph? change, IReadOnlyList<StateSource> given, string name)
    {
        if (change is null || change[change.Outputs[0]] is InputNode)
            return null;
        var (whole, type) = (change[change.Outputs[0]].Shape, change[change.Outputs[0]].Type);
        var row = new TensorBuffer(name, BufferKind.Row, -1, whole, type);
        var builder = new KernelBuilder(change, context, isPointwise: true);
        for (var id = 0; id < builder.Nodes.Count; id++)
            if (builder.Nodes[id] is LoopInput { Index: var index })
            {
                if (index > 0 && index <= given.Count && given[index - 1].Number is { } number)
                    builder.numberOf.Add(id, number);
                else
                    builder.bufferOf.Add(id, index > 0 && index <= given.Count ? given[index - 1].Buffer! : row);
            }
        var output = builder.outputs[0];
        builder.bufferOf[output] = row;
        var group = new Group(Enumerable.Range(0, whole.Rank).Select(axis => builder.Classes.Of(output, axis)).Where(c => c >= 0));
        group.TryAdd(output, group.Axes.ToArray(), []);
        return Block.Of(new RowProgramBuilder(builder, group).Build(name), whole[whole.Rank - 2].IsOne);
    }
}
