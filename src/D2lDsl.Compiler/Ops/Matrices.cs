using D2lDsl.Compiler.Ir;
using static D2lDsl.Compiler.Ops.TensorExpr;

namespace D2lDsl.Compiler.Ops;

/// <summary>Linear algebra that is no product: diagonals, triangles, the cross product, running sums.</summary>
public static class Matrices
{
    static readonly Argument Diagonal = new("diagonal", ArgumentKind.Size,
        "The last diagonal that stays: 0 the main one, above 0 those to its right, below 0 those below it.") { Default = 0 };

    public static readonly CompositeOp Trace = new()
    {
        Surface = "Trace", Accepts = Elements.Numeric,
        Summary = "Sum of the main diagonal of a matrix.",
        Torch = "torch.trace(x)",
        Operands = [("x", null)],
        Form = "n m",
        Domain = Domain.All,
        Body = operands => new Reduce(Reductions.Sum, new Move(Movements.Diag, operands[0], 0), null, keepDims: false),
    };

    public static readonly CompositeOp Tril = Triangle("Tril", "left of", "tril", Comparisons.LessEqual);

    public static readonly CompositeOp Triu = Triangle("Triu", "right of", "triu", Comparisons.GreaterEqual);

    public static readonly CompositeOp Cross = new()
    {
        Surface = "Cross", Accepts = Elements.Numeric,
        Summary = "Cross product of vectors of three components along an axis, which are perpendicular to both operands; of one shape, they do not broadcast.",
        Torch = "torch.cross(a, b, axis)",
        Operands = [("a", null), ("b", null)],
        Arguments = [Argument.Axis with { Default = -1 }],
        Form = "..., ...",
        Width = (Axis.From("axis"), 3),
        Domain = Domain.All,
        Body = operands =>
        {
            TensorExpr Component(int operand, int i) => new Move(Movements.Slice, operands[operand], Axis.From("axis"), i, i + 1);
            var (a, b) = (Enumerable.Range(0, 3).Select(i => Component(0, i)).ToArray(), Enumerable.Range(0, 3).Select(i => Component(1, i)).ToArray());
            return new Join(Assembly.Concat, Axis.From("axis"), a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);
        },
    };

    public static readonly ScanOp CumSum = new()
    {
        Surface = "CumSum", Accepts = Elements.Numeric,
        Summary = "Running sums along an axis: position i of the result is the sum of the positions 0 to i.",
        Torch = "torch.cumsum(x, axis)",
        Monoid = Monoid.Sum,
    };

    public static readonly ScanOp CumProd = new()
    {
        Surface = "CumProd", Accepts = Elements.Numeric,
        Summary = "Running products along an axis: position i of the result is the product of the positions 0 to i. The gradient is right also where some are 0.",
        Torch = "torch.cumprod(x, axis)",
        Monoid = Monoid.Product,
    };

    public static readonly EinsumOp Einsum = new()
    {
        Surface = "Einsum", Accepts = Elements.Numeric,
        Summary = "Products of tensors by an index string, summed over the labels that the result lacks: 'ik,kj->ij' is the matrix product. "
            + "A letter labels an axis, '...' stands for leading axes, which broadcast; without '->' the result has the labels that occur once, in alphabetical order.",
        Torch = "torch.einsum(pattern, operands)",
    };

    static CompositeOp Triangle(string surface, string side, string torch, BinaryOp keeps) => new()
    {
        Surface = surface, Accepts = Elements.Numeric,
        Summary = $"The elements on a diagonal and {side} it, of a matrix or of each of a batch of matrices; zeros elsewhere.",
        Torch = $"torch.{torch}(x, diagonal)",
        Operands = [("x", null)],
        Arguments = [Diagonal],
        Form = "... n m",
        Domain = Domain.All,
        Body = operands => new Map(Selection.Where,
            new Map(keeps, new IndexAlong(operands[0], -1), new IndexAlong(operands[0], -2) + new Whole("diagonal")), operands[0], 0.0),
    };
}
