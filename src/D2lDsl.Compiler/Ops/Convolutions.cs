using static D2lDsl.Compiler.Ops.TensorExpr;

namespace D2lDsl.Compiler.Ops;

/// <summary>Windows over images [n, c, h, w]: samples, channels, rows, columns; and over sequences [n, c, l].</summary>
public static class Convolutions
{
    const string Sides = "rows and columns, or one number for both";

    static readonly Argument Padding = new("padding", ArgumentKind.Pair, $"How many zeros at each side of each image: {Sides}.") { Default = 0 };

    static readonly Argument Groups = new("groups", ArgumentKind.Size, "In how many groups channels are convolved, each on its own; as many as there are channels makes one filter a channel.") { Default = 1 };

    static readonly IReadOnlyList<Argument> OfImages =
    [
        new("stride", ArgumentKind.Pair, $"How far neighbouring windows are apart: {Sides}; constants in models.") { Default = 1 }, Padding,
        new("dilation", ArgumentKind.Pair, $"How far neighbouring elements of a window are apart: {Sides}; constants in models.") { Default = 1 }, Groups,
    ];

    static readonly IReadOnlyList<Argument> OfSequences =
    [
        new("stride", ArgumentKind.Size, "How far neighbouring windows are apart; a constant in models.") { Default = 1 },
        new("padding", ArgumentKind.Size, "How many zeros before and behind each sequence.") { Default = 0 },
        new("dilation", ArgumentKind.Size, "How far neighbouring elements of a window are apart; a constant in models.") { Default = 1 }, Groups,
    ];

    public static readonly CompositeOp Conv2d = new()
    {
        Surface = "Conv2d",
        Summary = "Cross-correlation of images x [n, c, h, w] with a weight [o, c/groups, kh, kw]: [n, o, (h + 2 padding − dilation (kh − 1) − 1) / stride + 1, …], rounded down.",
        Torch = "torch.nn.functional.conv2d(x, weight, stride=stride, padding=padding, dilation=dilation, groups=groups)",
        Operands = [("x", null), ("weight", null)],
        Arguments = OfImages,
        Form = "n c h w, o c/groups kh kw",
        Groups = new(Operand: 0, Axis: 1, Of: 1, OfAxis: 1),
        Domain = Domain.All,
        Variants = [new("groups", 1, operands => new Product("ocij,nchwij->nohw", operands[1], Weighed(operands[0], 2)))],
        Body = operands => Joined(new Product("gocij,ngchwij->ngohw", new Split(operands[1], 0, Axis.From("groups")), Weighed(new Split(operands[0], 1, Axis.From("groups")), 3))),
    };

    public static readonly CompositeOp Conv2dBias = WithBias(Conv2d, "o", -1, -1) with { Summary = "Cross-correlation of images x [n, c, h, w] with a weight [o, c/groups, kh, kw], to which a bias [o] is added: [n, o, …] as without one." };

    public static readonly CompositeOp Conv1d = new()
    {
        Surface = "Conv1d",
        Summary = "Cross-correlation of sequences x [n, c, l] with a weight [o, c/groups, k]: [n, o, (l + 2 padding − dilation (k − 1) − 1) / stride + 1], rounded down.",
        Torch = "torch.nn.functional.conv1d(x, weight, stride=stride, padding=padding, dilation=dilation, groups=groups)",
        Operands = [("x", null), ("weight", null)],
        Arguments = OfSequences,
        Form = "n c l, o c/groups k",
        Groups = new(Operand: 0, Axis: 1, Of: 1, OfAxis: 1),
        Domain = Domain.All,
        Variants = [new("groups", 1, operands => new Product("oci,ncli->nol", operands[1], Windows(Padded(operands[0]), 2)))],
        Body = operands => Joined(new Product("goci,ngcli->ngol", new Split(operands[1], 0, Axis.From("groups")), Windows(new Split(Padded(operands[0]), 1, Axis.From("groups")), 3))),
    };

    public static readonly CompositeOp Conv1dBias = WithBias(Conv1d, "o", -1) with { Summary = "Cross-correlation of sequences x [n, c, l] with a weight [o, c/groups, k], to which a bias [o] is added: [n, o, …] as without one." };

    public static readonly CompositeOp ConvTranspose2d = new()
    {
        Surface = "ConvTranspose2d",
        Summary = "Transposed convolution of images x [n, c, h, w] with a weight [c, o/groups, kh, kw]: every element puts its multiple of the weight where a convolution would have "
            + "read from, [n, o, (h − 1) stride − 2 padding + dilation (kh − 1) + outputPadding + 1, …].",
        Torch = "torch.nn.functional.conv_transpose2d(x, weight, stride=stride, padding=padding, output_padding=outputPadding, groups=groups, dilation=dilation)",
        Operands = [("x", null), ("weight", null)],
        Arguments =
        [
            new("stride", ArgumentKind.Pair, $"How far apart neighbouring elements put their windows: {Sides}; constants in models.") { Default = 1 },
            Padding with { Doc = $"How much is cut off at each side of the result: {Sides}." },
            new("outputPadding", ArgumentKind.Pair, $"How much is added at the end of the result, less than the stride or the dilation: {Sides}.") { Default = 0 }, Groups,
            new("dilation", ArgumentKind.Pair, $"How far neighbouring elements of a window are apart: {Sides}; constants in models.") { Default = 1 },
        ],
        Form = "n c h w, c o/groups kh kw",
        Domain = Domain.All,
        Variants = [new("groups", 1, operands => Folded(new Product("coij,nchw->nohwij", operands[1], operands[0])))],
        Body = operands => Joined(Folded(new Product("gcoij,ngchw->ngohwij", new Split(operands[1], 0, Axis.From("groups")), new Split(operands[0], 1, Axis.From("groups"))))),
    };

    public static readonly CompositeOp ConvTranspose2dBias = WithBias(ConvTranspose2d, "o", -1, -1) with
    {
        Summary = "Transposed convolution of images x [n, c, h, w] with a weight [c, o/groups, kh, kw], to which a bias [o] is added: [n, o, …] as without one.",
        Groups = new(Operand: 2, Axis: 0, Of: 1, OfAxis: 1),
    };

    public static readonly CompositeOp MaxPool2d = Pooling("MaxPool2d", "max", "Largest element of each window; the first of equal ones has the gradient, as in PyTorch. Padding counts as −∞.",
        Reductions.FirstMax, double.NegativeInfinity);

    public static readonly CompositeOp AvgPool2d = Pooling("AvgPool2d", "avg", "Mean of each window. Padding counts as zeros, as in PyTorch.", Reductions.Mean, 0);

    /// <summary>The same with a third operand, a number for each channel of the result.</summary>
    static CompositeOp WithBias(CompositeOp op, string channels, params int[] behind)
    {
        Func<IReadOnlyList<TensorExpr>, TensorExpr> Biased(Func<IReadOnlyList<TensorExpr>, TensorExpr> body) =>
            operands => body(operands) + behind.Aggregate(operands[2], (bias, axis) => new Unsqueeze(bias, axis));
        return op with
        {
            Operands = [.. op.Operands, ("bias", null)], Form = $"{op.Form}, {channels}", Torch = op.Torch.Replace("weight,", "weight, bias,"),
            Variants = [.. op.Variants.Select(v => v with { Body = Biased(v.Body) })], Body = Biased(op.Body),
        };
    }

    static CompositeOp Pooling(string surface, string torch, string summary, ReductionOp reduction, double fill) => new()
    {
        Surface = surface,
        Summary = summary + " Of x [n, c, h, w] the result is [n, c, (h + 2 padding − kernelSize) / stride + 1, …], rounded down.",
        Torch = $"torch.nn.functional.{torch}_pool2d(x, kernelSize, stride, padding)",
        Operands = [("x", null)],
        Arguments =
        [
            new("kernelSize", ArgumentKind.Pair, $"How large a window is: {Sides}."),
            new("stride", ArgumentKind.Pair, $"How far neighbouring windows are apart: {Sides}; constants in models. As far as they are wide where it is left out.") { DefaultsTo = "kernelSize" },
            Padding with { Doc = $"How many positions at each side of each image: {Sides}; at most half of kernelSize." },
        ],
        Form = "n c h w",
        // No window lies in the padding alone.
        AtMostHalf = ("padding", "kernelSize"),
        Domain = Domain.All,
        Body = operands => new Reduce(reduction, Windows(operands[0], 2, Axis.From("kernelSize.Rows"), Axis.From("kernelSize.Columns"), fill, 1, 1), keepDims: false, -2, -1),
    };

    /// <summary>Windows as large as the second operand's last two axes.</summary>
    static Move Weighed(TensorExpr x, int rows) => Windows(x, rows, Axis.SizeOf(1, 2), Axis.SizeOf(1, 3), 0, Axis.From("dilation.Rows"), Axis.From("dilation.Columns"));

    static Move Windows(TensorExpr x, int rows, Axis height, Axis width, double fill, Axis below, Axis beside)
    {
        var padded = new Border(x, Axis.From("padding.Rows"), Axis.From("padding.Columns"), fill);
        return new(Movements.Unfold, new Move(Movements.Unfold, padded, rows, height, Axis.From("stride.Rows"), below), rows + 1, width, Axis.From("stride.Columns"), beside);
    }

    static Move Padded(TensorExpr x) => new(Movements.Pad, x, Axis.From("padding"), Axis.From("padding"));

    /// <summary>Windows of sequences as long as the second operand's last axis.</summary>
    static Move Windows(TensorExpr x, int along) => new(Movements.Unfold, x, along, Axis.SizeOf(1, 2), Axis.From("stride"), Axis.From("dilation"));

    static Fold Folded(TensorExpr x) => new(x, Axis.From("stride.Rows"), Axis.From("stride.Columns"), Axis.From("dilation.Rows"), Axis.From("dilation.Columns"),
        Axis.From("padding.Rows"), Axis.From("padding.Columns"), Axis.From("outputPadding.Rows"), Axis.From("outputPadding.Columns"));

    /// <summary>Groups [n, g, c, …] as channels [n, g·c, …].</summary>
    static Move Joined(TensorExpr x) => new(Movements.Flatten, x, 1, 2);
}
