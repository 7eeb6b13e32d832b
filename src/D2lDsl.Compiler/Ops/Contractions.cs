using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Ops;

/// <summary>Products that sum over shared axes.</summary>
public static class Contractions
{
    public static readonly ContractionOp MatMul = new()
    {
        Surface = "MatMul", Accepts = Elements.Numeric,
        Summary = "Matrix product; vectors count as a row on the left and a column on the right, leading axes are batches and broadcast.",
        Torch = "torch.matmul(a, b)",
        Forms = ["k, k ->", "m k, k -> m", "k, k n -> n", "m k, k n -> m n", "... m k, k -> ... m", "k, ... k n -> ... n", "... m k, ... k n -> ... m n"],
    };

    public static readonly ContractionOp Dot = new()
    {
        Surface = "Dot", Accepts = Elements.Numeric,
        Summary = "Inner product of two vectors.",
        Torch = "torch.dot(a, b)",
        Forms = ["k, k ->"],
    };

    public static readonly ContractionOp Mv = new()
    {
        Surface = "Mv", Accepts = Elements.Numeric,
        Summary = "Product of a matrix and a vector.",
        Torch = "torch.mv(a, b)",
        Forms = ["m k, k -> m"],
    };

    public static readonly ContractionOp Mm = new()
    {
        Surface = "Mm", Accepts = Elements.Numeric,
        Summary = "Product of two matrices.",
        Torch = "torch.mm(a, b)",
        Forms = ["m k, k n -> m n"],
    };

    public static readonly ContractionOp Bmm = new()
    {
        Surface = "Bmm", Accepts = Elements.Numeric,
        Summary = "Products of two batches of matrices, pair by pair; the batch sizes must agree.",
        Torch = "torch.bmm(a, b)",
        Forms = ["b m k, b k n -> b m n"],
    };

    public static readonly ContractionOp Outer = new()
    {
        Surface = "Outer", Accepts = Elements.Numeric,
        Summary = "Outer product of two vectors: every element of a times every element of b.",
        Torch = "torch.outer(a, b)",
        Forms = ["m, n -> m n"],
    };
}
