using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Ops;

/// <summary>Cutting a tensor into parts, which join to the tensor again.</summary>
public static class Splits
{
    const string Views = " An array of views: var (a, b) = … or parts[0] takes them out of it.";

    static readonly Argument Axis = Argument.Axis with { Default = 0 };

    public static readonly SplitOp Chunk = new()
    {
        Surface = "Chunk", Accepts = Elements.All,
        Summary = "So many parts of one size along an axis; the last is smaller where the axis does not divide, and some may be missing. In a model a size that is a symbol has to divide." + Views,
        Torch = "torch.chunk(x, chunks, axis)",
        Cut = Cut.Count,
        Arguments = [new("chunks", ArgumentKind.Size, "How many parts, 1 or more; a constant in models."), Axis],
    };

    public static readonly SplitOp Split = new()
    {
        Surface = "Split", Accepts = Elements.All,
        Summary = "Parts of a size along an axis; the last is smaller where the size does not divide the axis. In a model their number has to follow from the sizes." + Views,
        Torch = "torch.split(x, size, axis)",
        Cut = Cut.Size,
        Arguments = [new("size", ArgumentKind.Size, "How many positions a part has, 1 or more."), Axis],
    };

    public static readonly SplitOp SplitBySizes = new()
    {
        Surface = "Split", Accepts = Elements.All,
        Summary = "Parts of these sizes along an axis, one behind the other; the sizes add up to that of the axis." + Views,
        Torch = "torch.split(x, sizes, axis)",
        Cut = Cut.Sizes,
        Arguments = [new("sizes", ArgumentKind.Sizes, "How many positions each part has."), Axis],
    };

    public static readonly SplitOp Unbind = new()
    {
        Surface = "Unbind", Accepts = Elements.All,
        Summary = "The positions of an axis, without the axis: the rows of a matrix. In a model the axis has a constant size." + Views,
        Torch = "torch.unbind(x, axis)",
        Cut = Cut.Positions,
        Arguments = [Axis],
    };
}
