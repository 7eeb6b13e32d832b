using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Rules;

/// <summary>Says of a product that cannot be formed which one can, and what has to change for it.</summary>
public static class ProductExplanations
{
    /// <summary>Vectors where matrices are wanted, and the other way round.</summary>
    public static Suspicion? Ranks(OpCall call, ShapeException failed)
    {
        if (failed.Entry != Catalogue.Rank || call.Op is not ContractionOp op || call.Operands.Count != 2)
            return null;
        var takes = op.Forms.Count == 1 ? string.Join(" and ", Sides(op.Forms[0])) : "tensors of one axis or more";
        return new(Catalogue.Rank, op.Surface, takes, $"{call.X} and {call.Operands[1]}{(Instead(op, call.X, call.Operands[1]) is { } remedy ? $"; {remedy}" : "")}");
    }

    /// <summary>The operands in the other order, batches that differ, samples that were flattened with the rest, or one side to transpose.</summary>
    public static Suspicion? Sizes(OpCall call, ShapeException failed)
    {
        if (failed.Entry != Catalogue.Contraction || call.Op is not ContractionOp op || call.Operands.Count != 2)
            return null;
        var (x, y) = (call.X, call.Operands[1]);
        var (a, b) = (x.Shape, y.Shape);
        var remedy = a.Rank > 1 && b.Rank > 1 && Inner(a).Equals(Outer(b)) ? $"the axes before the last two must be equal{(ReferenceEquals(op, Contractions.Bmm) ? "" : " or 1")}"
            : x.Maker is { Op: MovementOp { Movement: Movement.Flatten or Movement.Reshape } } flat && a.Rank == 1 && flat.X.Shape.Rank > 1
                && flat.X.Shape.Dims.Skip(1).Aggregate(Dim.One, (product, d) => product * d).Equals(Outer(b)) ? "write Flatten(1), which keeps the samples apart"
            : a.Rank > 2 && b.Rank == 2 && a.Dims.Skip(1).Aggregate(Dim.One, (product, d) => product * d).Equals(b[0]) ? $"write Flatten(1) behind {x.Name ?? "the left side"} for one row of each sample"
            : b.Rank > 0 && a.Rank > 0 && Inner(b).Equals(Outer(a)) && !Fits(a, b) ? $"exchange them, or check {(ReferenceEquals(x, y) ? "its declaration" : "their declarations")}"
            : a.Rank == 2 && b.Rank == 2 && a[1].Equals(b[1]) != a[0].Equals(b[0]) ? $"transpose {(a[1].Equals(b[1]) ? y.Name ?? "the second" : x.Name ?? "the first")} or check its declaration"
            : null;
        return remedy is null ? null : new(Catalogue.Contraction, [.. failed.Arguments.Take(5), remedy]);
    }

    /// <summary>True where one of two matrices has only to be transposed.</summary>
    static bool Fits(Shape a, Shape b) => a.Rank == 2 && b.Rank == 2 && (a[1].Equals(b[1]) || a[0].Equals(b[0]));

    static string? Instead(ContractionOp op, Operand x, Operand y)
    {
        var (a, b, left, right) = (x.Shape, y.Shape, x.Name ?? "a", y.Name ?? "b");
        if (a.Rank == 0 || b.Rank == 0)
            return "write '*' for a number";
        if (ReferenceEquals(op, Contractions.Outer))
            return $"write {left}.Unsqueeze(-1) * {right} for every element with every row";
        if (ReferenceEquals(op, Contractions.Dot) && a.Equals(b))
            return $"write Sum({left} * {right}, axis: -1) row by row, or MatMul for a product of matrices";
        if (Inner(a).Equals(Outer(b)))
            return $"write {(a.Rank, b.Rank) switch { (1, 1) => "Dot", (2, 1) => "Mv", (2, 2) => "Mm", _ => "MatMul" }}({left}, {right})";
        return Inner(b).Equals(Outer(a)) ? $"write {(b.Rank == 2 && a.Rank == 1 ? "Mv" : "MatMul")}({right}, {left})" : null;
    }

    /// <summary>What a product sums over: the last axis of its left side, and that before the last of its right side.</summary>
    static Dim Inner(Shape shape) => shape[shape.Rank - 1];

    static Dim Outer(Shape shape) => shape[Math.Max(shape.Rank - 2, 0)];

    /// <summary>The operands of an index string as shapes: [m, k] and [k, n].</summary>
    static IEnumerable<string> Sides(string form) => form.Substring(0, form.IndexOf("->", StringComparison.Ordinal)).Split(',').Select(side => $"[{side.Trim().Replace(" ", ", ")}]");
}
