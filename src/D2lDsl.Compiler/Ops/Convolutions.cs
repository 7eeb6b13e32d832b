using static D2lDsl.Compiler.Ops.TensorExpr;

namespace D2lDsl.Compiler.Ops;

/// <summary>Windows over images [n, c, h, w]: samples, channels, rows, columns.</summary>
public static class Convolutions
{
    static readonly Argument Padding = new("padding", ArgumentKind.Size, "How many zeros around each image, on all four sides.") { Default = 0 };

    public static readonly CompositeOp Conv2d = new()
    {
        Surface = "Conv2d",
        Summary = "Cross-correlation of images x [n, c, h, w] with a weight [o, c, kh, kw]: [n, o, (h + 2 padding − dilation (kh − 1) − 1) / stride + 1, …], rounded down. "
            + "A bias [o] is added as b.Reshape(-1, 1, 1).",
        Torch = "torch.nn.functional.conv2d(x, weight, stride=stride, padding=padding, dilation=dilation)",
        Operands = [("x", null), ("weight", null)],
        Arguments =
        [
            new("stride", ArgumentKind.Size, "How far neighbouring windows are apart; a constant in models.") { Default = 1 }, Padding,
            new("dilation", ArgumentKind.Size, "How far neighbouring elements of a window are apart; a constant in models.") { Default = 1 },
        ],
        Form = "n c h w, o c kh kw",
        TakesImages = true,
        Domain = Domain.All,
        Body = operands => new Product("ocij,nchwij->nohw", operands[1], Windows(operands[0], Axis.SizeOf(1, 2), Axis.SizeOf(1, 3), 0, Axis.From("dilation"))),
    };

    public static readonly CompositeOp Conv1d = new()
    {
        Surface = "Conv1d",
        Summary = "Cross-correlation of sequences x [n, c, l] with a weight [o, c, k]: [n, o, (l + 2 padding − dilation (k − 1) − 1) / stride + 1], rounded down. "
            + "A bias [o] is added as b.Reshape(-1, 1).",
        Torch = "torch.nn.functional.conv1d(x, weight, stride=stride, padding=padding, dilation=dilation)",
        Operands = [("x", null), ("weight", null)],
        Arguments =
        [
            new("stride", ArgumentKind.Size, "How far neighbouring windows are apart; a constant in models.") { Default = 1 },
            Padding with { Doc = "How many zeros before and behind each sequence." },
            new("dilation", ArgumentKind.Size, "How far neighbouring elements of a window are apart; a constant in models.") { Default = 1 },
        ],
        Form = "n c l, o c k",
        Domain = Domain.All,
        Body = operands =>
        {
            var padded = new Move(Movements.Pad, operands[0], Axis.From("padding"), Axis.From("padding"));
            return new Product("oci,ncli->nol", operands[1], new Move(Movements.Unfold, padded, 2, Axis.SizeOf(1, 2), Axis.From("stride"), Axis.From("dilation")));
        },
    };

    public static readonly CompositeOp MaxPool2d = Pooling("MaxPool2d", "max", "Largest element of each window; the first of equal ones has the gradient, as in PyTorch. Padding counts as −∞.",
        Reductions.FirstMax, double.NegativeInfinity);

    public static readonly CompositeOp AvgPool2d = Pooling("AvgPool2d", "avg", "Mean of each window. Padding counts as zeros, as in PyTorch.", Reductions.Mean, 0);

    static CompositeOp Pooling(string surface, string torch, string summary, ReductionOp reduction, double fill) => new()
    {
        Surface = surface,
        Summary = summary + " Of x [n, c, h, w] the result is [n, c, (h + 2 padding − kernelSize) / stride + 1, …], rounded down.",
        Torch = $"torch.nn.functional.{torch}_pool2d(x, kernelSize, stride, padding)",
        Operands = [("x", null)],
        Arguments =
        [
            new("kernelSize", ArgumentKind.Size, "How many rows and columns a window has."),
            new("stride", ArgumentKind.Size, "How far neighbouring windows are apart, a constant in models; as far as they are wide where it is left out.") { DefaultsTo = "kernelSize" },
            Padding with { Doc = "How many positions around each image, on all four sides; at most half of kernelSize." },
        ],
        Form = "n c h w",
        // No window lies in the padding alone.
        AtMostHalf = ("padding", "kernelSize"),
        Domain = Domain.All,
        Body = operands => new Reduce(reduction, Windows(operands[0], Axis.From("kernelSize"), Axis.From("kernelSize"), fill, 1), keepDims: false, -2, -1),
    };

    static Move Windows(TensorExpr x, Axis height, Axis width, double fill, Axis dilation)
    {
        var rows = new Move(Movements.Unfold, new Border(x, Axis.From("padding"), fill), 2, height, Axis.From("stride"), dilation);
        return new(Movements.Unfold, rows, 3, width, Axis.From("stride"), dilation);
    }
}
