using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Ops;

/// <summary>Sorting. NaN is larger than any number, as in PyTorch; of equal elements the first comes first.</summary>
public static class Rankings
{
    const string Order = " NaN counts as larger than any number, and of equal elements the first comes first.";

    static readonly Argument Axis = Argument.Axis with { Default = -1 };

    static readonly Argument Descending = new("descending", ArgumentKind.Flag, "Whether the largest element comes first.") { Default = 0 };

    public static readonly RankingOp Sort = new()
    {
        Surface = "Sort", Accepts = Elements.Numeric,
        Summary = "The elements along an axis in their order, and the index along the axis that each came from." + Order,
        Torch = "torch.sort(x, axis, descending)",
        IsPlacesOnly = false,
        LargestFirst = "descending",
        Arguments = [Axis, Descending],
    };

    public static readonly RankingOp ArgSort = new()
    {
        Surface = "ArgSort", Accepts = Elements.Numeric,
        Summary = "The indices along an axis in the order of their elements." + Order,
        Torch = "torch.argsort(x, axis, descending)",
        IsPlacesOnly = true,
        LargestFirst = "descending",
        Arguments = [Axis, Descending],
    };

    public static readonly RankingOp TopK = new()
    {
        Surface = "TopK", Accepts = Elements.Numeric,
        Summary = "The k largest elements along an axis, the largest first, and the index along the axis that each came from; or the k smallest." + Order,
        Torch = "torch.topk(x, k, axis, largest)",
        IsPlacesOnly = false,
        LargestFirst = "largest",
        Arguments = [RankingOp.K, Axis, new("largest", ArgumentKind.Flag, "Whether it is the largest elements, not the smallest.") { Default = 1 }],
    };

    public static readonly RankOp Median = new()
    {
        Surface = "Median", Accepts = Elements.Numeric,
        Summary = "The middle one of the elements along an axis, which goes away; of two middle ones the lower. NaN where there is one.",
        Torch = "torch.median(x, axis).values",
        Arguments = [Argument.Axis],
    };

    public static readonly RankOp Quantile = new()
    {
        Surface = "Quantile",
        Summary = "The value below which the part q of the elements along an axis lies, which goes away: 0 the smallest, 0.5 the middle, 1 the largest; "
            + "between two elements it is interpolated linearly. NaN where there is one.",
        Torch = "torch.quantile(x, q, axis)",
        Arguments = [RankOp.Q, Argument.Axis],
    };
}
