using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Rules;

/// <summary>Says more of a call that has no shape: which mistake it is, and what to write.</summary>
public static class Explanations
{
    /// <summary>Sums of rows that would divide the rows, had they kept their axis.</summary>
    public static Suspicion? KeepDims(OpCall call, Entry failed)
    {
        if (failed != Catalogue.Broadcast || call.Op is not BinaryOp)
            return null;
        foreach (var (whole, reduced) in new[] { (call.X, call.Operands[1]), (call.Operands[1], call.X) })
            if (BroadcastRules.Reducing(reduced) is { } reduction && reduction.X.Shape.Rank == whole.Shape.Rank
                && Broadcast.Join(whole.Shape, Shape.Of(reduction.X.Shape.Dims.Select((d, a) => reduction.Axes.Contains(a) ? Dim.One : d))).Shape is not null)
                return new(Catalogue.KeepDims, call.Title, whole, reduced, reduction.Op.Surface);
        return null;
    }

    /// <summary>[m, k] * [k, n]: no element-wise product, but a matrix product.</summary>
    public static Suspicion? Hadamard(OpCall call, Entry failed) => failed == Catalogue.Broadcast && ReferenceEquals(call.Op, Arithmetic.Multiply)
        && call.X.Shape is { Rank: 2 } a && call.Operands[1].Shape is { Rank: 2 } b && a[1].Equals(b[0])
        ? new(Catalogue.Hadamard, call.Title, call.X, call.Operands[1], Shape.Of(a[0], b[1])) : null;

    /// <summary>A vector whose size is that of an axis, but not of the one it meets.</summary>
    public static Suspicion? WrongAxis(OpCall call, Entry failed)
    {
        if (failed != Catalogue.Broadcast || call.Op is not BinaryOp)
            return null;
        foreach (var (whole, vector) in new[] { (call.X, call.Operands[1]), (call.Operands[1], call.X) })
            if (vector.Shape is { Rank: 1 } v && whole.Shape.Rank > 1 && whole.Shape.Dims.ToList().FindIndex(d => d.Equals(v[0])) is >= 0 and var axis)
                return new(Catalogue.WrongAxis, call.Title, call.X, call.Operands[1], axis, v[0],
                    $"Reshape({string.Join(", ", Enumerable.Repeat("1", whole.Shape.Rank - axis - 1).Prepend("-1"))})");
        return null;
    }

    /// <summary>A row of zeros and a one where an index is wanted.</summary>
    public static Suspicion? OneHot(OpCall call, Entry failed) => failed == Catalogue.Rank && ReferenceEquals(call.Op, Losses.CrossEntropy)
        && call.Operands[1].Shape is { Rank: 2 } labels && labels.Equals(call.X.Shape)
        ? new(Catalogue.ClassIndices, call.Op.Surface, call.X, call.Operands[1]) : null;

    /// <summary>MatMul(q, k.T) of more than two axes, of which .T reverses all.</summary>
    public static Suspicion? Reversed(OpCall call, Entry failed) => failed == Catalogue.Contraction && call.Op is ContractionOp && call.Operands.Count == 2
        && call.Operands.FirstOrDefault(o => o.Shape.Rank > 2 && o.Maker is { Op: MovementOp { Movement: Movement.Reverse } }) is { } turned
        ? new(Catalogue.Rank, call.Op.Surface, "matrices that meet in one size, with the same axes before them",
            $"{call.X} and {call.Operands[1]}; .T and Transpose() reverse all {turned.Shape.Rank} axes: write Transpose(-1, -2) for the last two") : null;

    /// <summary>Labels and indices that lack an axis or have one too many, and how they get the axes wanted.</summary>
    public static Suspicion? IndexAxes(OpCall call, Entry failed)
    {
        if (failed != Catalogue.Rank || call.Operands.Count != 2)
            return null;
        var (x, index) = (call.X.Shape, call.Operands[1].Shape);
        return call.Op switch
        {
            GatherOp { IsList: true } when x.Rank == 2 && call.Arguments.Axes[Argument.Axis.Name]!.Single() is 0 or -2 => Say("a list of indices, of rank 1", $"{call.Operands[1]}; write Embedding({call.Operands[1].Name ?? "index"}, {call.X.Name ?? "table"}) for rows by indices of any shape"),
            GatherOp { IsList: true } => Say("a list of indices, of rank 1", $"{call.Operands[1]}; Flatten it and Reshape the result"),
            GatherOp when index.Rank == x.Rank - 1 => Say("an index with an axis for each of x", $"{Both()}; Unsqueeze the index"),
            CompositeOp op when ReferenceEquals(op, Losses.CrossEntropy) && index is { Rank: 2 } && index[1].IsOne && x.Rank == 2 => Say("logits [n, c] and labels [n]", $"{Both()}; write Squeeze(1) behind the labels"),
            CompositeOp op when ReferenceEquals(op, Losses.CrossEntropy) && x.Rank > 2 && index.Rank == x.Rank - 1 => Say("logits [n, c] and labels [n]", $"{Both()}; make one row for each label, with Flatten(0, {x.Rank - 2}) and Flatten()"),
            _ => null,
        };

        string Both() => $"{call.X} and {call.Operands[1]}";

        Suspicion Say(string takes, string meets) => new(Catalogue.Rank, call.Op.Surface, takes, meets);
    }
}
