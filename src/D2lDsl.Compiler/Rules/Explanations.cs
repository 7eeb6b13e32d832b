using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Rules;

/// <summary>Says more of a call that has no shape: which mistake it is, and what to write.</summary>
public static class Explanations
{
    /// <summary>Sums of rows that would divide the rows, had they kept their axis.</summary>
    public static Suspicion? KeepDims(OpCall call, ShapeException failed)
    {
        if (failed.Entry != Catalogue.Broadcast || call.Op is not BinaryOp)
            return null;
        foreach (var (whole, reduced) in new[] { (call.X, call.Operands[1]), (call.Operands[1], call.X) })
            if (BroadcastRules.Reducing(reduced) is { } reduction && reduction.X.Shape.Rank == whole.Shape.Rank
                && Broadcast.Join(whole.Shape, Shape.Of(reduction.X.Shape.Dims.Select((d, a) => reduction.Axes.Contains(a) ? Dim.One : d))).Shape is not null)
                return new(Catalogue.KeepDims, call.Title, whole, reduced, reduction.Op.Surface);
        return null;
    }

    /// <summary>[m, k] * [k, n]: no element-wise product, but a matrix product.</summary>
    public static Suspicion? Hadamard(OpCall call, ShapeException failed) => failed.Entry == Catalogue.Broadcast && ReferenceEquals(call.Op, Arithmetic.Multiply)
        && call.X.Shape is { Rank: 2 } a && call.Operands[1].Shape is { Rank: 2 } b && a[1].Equals(b[0])
        ? new(Catalogue.Hadamard, call.Title, call.X, call.Operands[1], Shape.Of(a[0], b[1])) : null;

    /// <summary>A vector whose size is that of an axis, but not of the one it meets.</summary>
    public static Suspicion? WrongAxis(OpCall call, ShapeException failed)
    {
        if (failed.Entry != Catalogue.Broadcast || call.Op is not ElementwiseOp)
            return null;
        foreach (var (first, second) in call.Operands.SelectMany((a, i) => call.Operands.Skip(i + 1).Select(b => (a, b))))
        {
            var (whole, vector) = first.Shape.Rank > second.Shape.Rank ? (first, second) : (second, first);
            if (vector.Shape is { Rank: 1 } v && whole.Shape.Rank > 1 && Broadcast.Join(whole.Shape, v).Shape is null && whole.Shape.Dims.ToList().FindIndex(d => d.Equals(v[0])) is >= 0 and var axis)
                return new(Catalogue.WrongAxis, call.Title, first, second, axis, v[0],
                    $"Reshape({string.Join(", ", Enumerable.Repeat("1", whole.Shape.Rank - axis - 1).Prepend("-1"))})");
        }
        return null;
    }

    /// <summary>Tensors that differ along another axis than they are joined along.</summary>
    public static Suspicion? JoinAxis(OpCall call, ShapeException failed)
    {
        if (failed.Entry != Catalogue.Operands || call.Op is not JoinOp { IsNewAxis: false } || call.Operands.Any(o => o.Shape.Rank != call.X.Shape.Rank))
            return null;
        var fitting = Enumerable.Range(0, call.X.Shape.Rank).Where(axis => call.Operands.All(o => o.Shape.With(axis, Dim.One).Equals(call.X.Shape.With(axis, Dim.One)))).ToArray();
        return fitting.Length != 1 ? null : new(Catalogue.Operands, [.. failed.Arguments.Take(5), $"{failed.Arguments[5]}; they fit along axis {fitting[0]}"]);
    }

    /// <summary>A row of zeros and a one where an index is wanted.</summary>
    public static Suspicion? OneHot(OpCall call, ShapeException failed) => failed.Entry == Catalogue.Rank && IsOfClasses(call.Op)
        && call.Operands[1].Shape is { Rank: 2 } labels && labels.Equals(call.X.Shape)
        ? new(Catalogue.ClassIndices, call.Op.Surface, call.X, call.Operands[1]) : null;

    /// <summary>MatMul(q, k.T) of more than two axes, of which .T reverses all.</summary>
    public static Suspicion? Reversed(OpCall call, ShapeException failed) => failed.Entry == Catalogue.Contraction && call.Op is ContractionOp && call.Operands.Count == 2
        && call.Operands.FirstOrDefault(o => o.Shape.Rank > 2 && o.Maker is { Op: MovementOp { Movement: Movement.Reverse } }) is { } turned
        ? new(Catalogue.Rank, call.Op.Surface, "matrices that meet in one size, with the same axes before them",
            $"{call.X} and {call.Operands[1]}; .T and Transpose() reverse all {turned.Shape.Rank} axes: write Transpose(-1, -2) for the last two") : null;

    /// <summary>Labels and indices that lack an axis or have one too many, and how they get the axes wanted.</summary>
    public static Suspicion? IndexAxes(OpCall call, ShapeException failed)
    {
        if (failed.Entry != Catalogue.Rank || call.Operands.Count != 2)
            return null;
        var (x, index) = (call.X.Shape, call.Operands[1].Shape);
        return call.Op switch
        {
            GatherOp { IsList: true } when x.Rank == 2 && call.Arguments.Axes[Argument.Axis.Name]!.Single() is 0 or -2 => Say("a list of indices, of rank 1", $"{call.Operands[1]}; write Embedding({call.Operands[1].Name ?? "index"}, {call.X.Name ?? "table"}) for rows by indices of any shape"),
            GatherOp { IsList: true } => Say("a list of indices, of rank 1", $"{call.Operands[1]}; Flatten it and Reshape the result"),
            GatherOp when index.Rank == x.Rank - 1 => Say("an index with an axis for each of x", $"{Both()}; Unsqueeze the index"),
            CompositeOp op when IsOfClasses(op) && index is { Rank: 2 } && index[1].IsOne && x.Rank == 2 => OfClasses(op, "write Squeeze(1) behind the labels"),
            CompositeOp op when IsOfClasses(op) && x.Rank > 2 && index.Rank == x.Rank - 1 && !Without(x, x.Rank - 1).Equals(index) && Without(x, 1).Equals(index)
                => OfClasses(op, $"move the classes to the end, Permute(0, {string.Join(", ", Enumerable.Range(2, x.Rank - 2))}, 1), and make one row for each label, with Flatten(0, {x.Rank - 2}) and Flatten()"),
            CompositeOp op when IsOfClasses(op) && x.Rank > 2 && index.Rank == x.Rank - 1 => OfClasses(op, $"make one row for each label, with Flatten(0, {x.Rank - 2}) and Flatten()"),
            CompositeOp op when IsOfClasses(op) && x.Rank > 2 && index.Rank == 1 && x[0].Equals(index[0]) => OfClasses(op, "make one row of each sample, with Flatten(1) before the last product or Mean over the axes between"),
            _ => null,
        };

        string Both() => $"{call.X} and {call.Operands[1]}";

        Suspicion OfClasses(CompositeOp op, string remedy) => Say($"{op.Operands[0].Name} [n, c] and labels [n]", $"{Both()}; {remedy}");

        Suspicion Say(string takes, string meets) => new(Catalogue.Rank, call.Op.Surface, takes, meets);
    }

    static Shape Without(Shape shape, int axis) => Shape.Of(shape.Dims.Where((_, i) => i != axis));

    static bool IsOfClasses(Op op) => ReferenceEquals(op, Losses.CrossEntropy) || ReferenceEquals(op, Losses.NllLoss);
}
