using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Rules;

/// <summary>Movements of elements that give a shape as asked, and hardly the tensor as meant.</summary>
public static class MovementRules
{
    /// <summary>Squeeze without an axis: eagerly it drops every axis that happens to be 1, the batch too.</summary>
    public static IEnumerable<Suspicion> SqueezeAll(OpCall call, Setting setting)
    {
        if (call.Op is not MovementOp { Movement: Movement.SqueezeAll } || !call.X.Shape.Dims.All(Axes.IsKnown))
            yield break;
        var units = call.X.Shape.Dims.Count(d => d.IsOne);
        if (call.X.Shape.Dims.FirstOrDefault(d => d.Value is null) is { } symbol)
            yield return new(Catalogue.SqueezeAll, call.X, $"drops axis {symbol} too when it is 1",
                units == 0 ? "no axis is 1 for certain: remove the call" : $"name the axis, Squeeze({call.X.Shape.Dims.ToList().FindIndex(d => d.IsOne)})");
        else if (units == 0)
            yield return new(Catalogue.SqueezeAll, call.X, "has no axis of size 1 to drop", "remove the call");
    }

    /// <summary>A reshape between whose shapes elements change their axes: it keeps row-major order, a transpose was meant.</summary>
    public static IEnumerable<Suspicion> Scrambled(OpCall call, Setting setting)
    {
        if (call.Op is MovementOp { Movement: Movement.Reshape } && call.Result is { } result && call.X.Shape.Dims.Concat(result.Dims).All(Axes.IsKnown)
            && Regrouping.IsScrambled(call.X.Shape, result))
            yield return new(Catalogue.Scrambled, call.X, result);
    }

    /// <summary>Reshape(-1, 28) of [n, 28, 28]: the rows of all samples become samples.</summary>
    public static IEnumerable<Suspicion> MergedSamples(OpCall call, Setting setting)
    {
        if (call.Op is MovementOp { Movement: Movement.Reshape } && call.Result is { Rank: > 1 } result && setting.Batch?.Name is { } batch
            && call.Arguments.Places is { Count: > 1 } places && places[0].Value == -1 && places.Skip(1).All(d => d.Value is not null)
            // [n, t, 28] keeps its last axis as a batch of sequences does; an axis of constant size is no sequence.
            && (!call.X.Shape.Dims.Skip(1).Take(call.X.Shape.Rank - result.Rank).Any(Axes.IsNamed) || !call.X.Shape.Dims.Skip(call.X.Shape.Rank - result.Rank + 1).SequenceEqual(result.Dims.Skip(1)))
            && call.X.Shape.Rank > 1 && call.X.Shape[0].Equals(setting.Batch) && result[0].Name != batch && result[0].Symbols.Contains(batch))
            yield return new(Catalogue.MergedSamples, call.X, result, batch);
    }

    /// <summary>Logits [t, b, v] and labels [b, t], both flattened: the sizes fit, and row i is not of label i.</summary>
    public static IEnumerable<Suspicion> OtherOrder(OpCall call, Setting setting)
    {
        if ((ReferenceEquals(call.Op, Losses.CrossEntropy) || ReferenceEquals(call.Op, Losses.NllLoss)) && Flattened(call.X) is { Rank: > 2 } rows && Flattened(call.Operands[1]) is { } labels
            && rows.Rank == labels.Rank + 1 && rows[labels.Rank].Equals(call.X.Shape[1]) && rows.Dims.Take(labels.Rank).ToArray() is var order
            && order.All(Axes.IsNamed) && order.Distinct().Count() == order.Length && !order.SequenceEqual(labels.Dims) && order.All(labels.Dims.Contains))
            yield return new(Catalogue.OtherOrder, call.Op.Surface, rows, labels);

        // LogSoftmax and its like leave rows where they are.
        static Shape? Flattened(Operand x) => x.Maker switch
        {
            { Op: MovementOp { Movement: Movement.Flatten or Movement.Reshape } } merge => merge.X.Shape,
            { Op: CompositeOp { Gives: not Meaning.Any } } along when along.X.Shape.Equals(x.Shape) => Flattened(along.X),
            _ => null,
        };
    }

    /// <summary>Vectors with one number a sample, one after the other: stacked they would stay beside each other.</summary>
    public static IEnumerable<Suspicion> ConcatOfVectors(OpCall call, Setting setting)
    {
        if (call.Op is JoinOp { IsNewAxis: false } && call.Operands.Count > 1 && call.Operands.All(o => o.Shape.Rank == 1 && Axes.IsNamed(o.Shape[0]) && o.Shape.Equals(call.X.Shape)))
            yield return new(Catalogue.ConcatOfVectors, call.X, call.Result!);
    }
}
