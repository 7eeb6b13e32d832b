using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Ops;

/// <summary>Tensors put together from others, or from elements picked out of them.</summary>
public static class Assembly
{
    public static readonly JoinOp Concat = new()
    {
        Surface = "Concat", Accepts = Elements.All,
        Summary = "Tensors one after the other along an axis; their other sizes are equal.",
        Torch = "torch.concat(tensors, axis)",
        IsNewAxis = false,
    };

    public static readonly JoinOp Cat = Concat with
    {
        Surface = "Cat",
        Summary = "Tensors one after the other along an axis, as Concat: PyTorch has both names.",
        Torch = "torch.cat(tensors, axis)",
    };

    public static readonly JoinOp Stack = new()
    {
        Surface = "Stack", Accepts = Elements.All,
        Summary = "Tensors of one shape along a new axis, placed before the axis that has this number in the result.",
        Torch = "torch.stack(tensors, axis)",
        IsNewAxis = true,
    };

    public static readonly GatherOp IndexSelect = new()
    {
        Surface = "IndexSelect", Accepts = Elements.All,
        Summary = "The positions of an axis that a list of indices names, in its order: rows of a table by their numbers, as an embedding looks them up.",
        Torch = "torch.index_select(x, axis, index)",
        IsList = true,
    };

    public static readonly CompositeOp Embedding = new()
    {
        Surface = "Embedding", Accepts = Elements.All,
        Summary = "The rows of a table that tokens name by their numbers: tokens of shape […] and a table [v, d] give […, d]. A row's gradient is the sum over the places of its token.",
        Torch = "torch.nn.functional.embedding(tokens, table)",
        Operands = [("tokens", ElementType.Int), ("table", null)],
        Form = "..., v d",
        Domain = Domain.All,
        Body = operands => new TensorExpr.Lookup(operands[1], operands[0]),
    };

    public static readonly GatherOp Gather = new()
    {
        Surface = "Gather", Accepts = Elements.All,
        Summary = "One element for each index: the result at i is x at i, its position along the axis taken from index at i. "
            + "The index has x's axes, and x's sizes except along the axis.",
        Torch = "torch.gather(x, axis, index)",
        IsList = false,
    };

    public static readonly ScatterOp IndexAdd = new()
    {
        Surface = "IndexAdd", Accepts = Elements.Numeric,
        Summary = "x, to which the positions of a source are added at the positions of an axis that a list of indices names, in its order; an index may come several times. "
            + "The transpose of IndexSelect; x stays as it is.",
        Torch = "torch.index_add(x, axis, index, source)",
        IsList = true,
    };

    public static readonly ScatterOp ScatterAdd = new()
    {
        Surface = "ScatterAdd", Accepts = Elements.Numeric,
        Summary = "x, to which each element of a source is added at its place, the position along the axis taken from the index there, in row-major order. "
            + "Source and index have one shape, and x's sizes except along the axis. The transpose of Gather; x stays as it is.",
        Torch = "torch.scatter_add(x, axis, index, source)",
        IsList = false,
    };
}
