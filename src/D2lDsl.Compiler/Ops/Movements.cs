using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Ops;

/// <summary>Shape changes that compute nothing.</summary>
public static class Movements
{
    public static readonly MovementOp Reshape = new()
    {
        Surface = "Reshape", Accepts = Elements.All,
        Summary = "The same elements in row-major order under another shape; one size may be −1 and is inferred.",
        Torch = "x.reshape(sizes)",
        Movement = Movement.Reshape,
        Arguments = [new("sizes", ArgumentKind.Sizes, "The new sizes; at most one is −1.")],
    };

    public static readonly MovementOp Permute = new()
    {
        Surface = "Permute", Accepts = Elements.All,
        Summary = "The axes in another order.",
        Torch = "x.permute(axes)",
        Movement = Movement.Permute,
        Arguments = [new("axes", ArgumentKind.Axes, "For each axis of the result, the axis of x it is; every axis once.")],
    };

    public static readonly MovementOp Transpose = new()
    {
        Surface = "Transpose", Accepts = Elements.All,
        Summary = "The axes in reverse order: the transpose of a matrix.",
        Torch = "x.permute(tuple(reversed(range(x.dim()))))",
        Movement = Movement.Reverse,
        Arguments = [],
    };

    public static readonly MovementOp TransposeAxes = new()
    {
        Surface = "Transpose", Accepts = Elements.All,
        Summary = "Two axes exchanged.",
        Torch = "x.transpose(axis0, axis1)",
        Movement = Movement.Swap,
        Arguments = [new("axis0", ArgumentKind.Axis, "One axis; negative counts from the end."), new("axis1", ArgumentKind.Axis, "The other.")],
    };

    public static readonly MovementOp Unsqueeze = new()
    {
        Surface = "Unsqueeze", Accepts = Elements.All,
        Summary = "A new axis of size 1, placed before the axis that has this number in the result.",
        Torch = "x.unsqueeze(axis)",
        Movement = Movement.Unsqueeze,
        Arguments = [Argument.Axis],
    };

    public static readonly MovementOp Squeeze = new()
    {
        Surface = "Squeeze", Accepts = Elements.All,
        Summary = "Without an axis of size 1; unlike PyTorch, an axis of another size is an error.",
        Torch = "x.squeeze(axis)",
        Movement = Movement.Squeeze,
        Arguments = [Argument.Axis],
    };

    public static readonly MovementOp SqueezeAll = new()
    {
        Surface = "Squeeze", Accepts = Elements.All,
        Summary = "Without any axis of size 1. In a model only axes declared as 1 count: a symbol stays.",
        Torch = "x.squeeze()",
        Movement = Movement.SqueezeAll,
        Arguments = [],
    };

    public static readonly MovementOp BroadcastTo = new()
    {
        Surface = "BroadcastTo", Accepts = Elements.All,
        Summary = "Repeated along axes of size 1 and new leading axes, without copying.",
        Torch = "torch.broadcast_to(x, sizes)",
        Movement = Movement.BroadcastTo,
        Arguments = [new("sizes", ArgumentKind.Sizes, "The shape wanted.")],
    };

    public static readonly MovementOp Expand = new()
    {
        Surface = "Expand", Accepts = Elements.All,
        Summary = "Repeated along axes of size 1 and new leading axes, without copying; −1 keeps the size of an axis.",
        Torch = "x.expand(sizes)",
        Movement = Movement.Expand,
        Arguments = [new("sizes", ArgumentKind.Sizes, "The shape wanted; −1 for a size that stays.")],
    };

    public static readonly MovementOp Flatten = new()
    {
        Surface = "Flatten", Accepts = Elements.All,
        Summary = "Neighbouring axes as one: with start 1 a row for each sample of a batch.",
        Torch = "torch.flatten(x, start, stop)",
        Movement = Movement.Flatten,
        Arguments =
        [
            new("start", ArgumentKind.Axis, "The first axis of those that become one; negative counts from the end.") { Default = 0 },
            new("stop", ArgumentKind.Axis, "The last of them, itself included.") { Default = -1 },
        ],
    };

    public static readonly MovementOp Repeat = new()
    {
        Surface = "Repeat", Accepts = Elements.All,
        Summary = "The whole tensor several times along each axis: [1, 2] by 2 is [1, 2, 1, 2].",
        Torch = "x.repeat(times)",
        Movement = Movement.Repeat,
        Arguments = [new("times", ArgumentKind.Sizes, "How often along each axis; more than there are axes mean new leading ones.")],
    };

    public static readonly MovementOp RepeatInterleave = new()
    {
        Surface = "RepeatInterleave", Accepts = Elements.All,
        Summary = "Every position of an axis several times in a row: [1, 2] by 2 is [1, 1, 2, 2].",
        Torch = "torch.repeat_interleave(x, times, axis)",
        Movement = Movement.RepeatInterleave,
        Arguments = [new("times", ArgumentKind.Size, "How often."), Argument.Axis],
    };

    public static readonly MovementOp Flip = new()
    {
        Surface = "Flip", Accepts = Elements.All,
        Summary = "The positions of an axis in reverse order.",
        Torch = "torch.flip(x, (axis,))",
        Movement = Movement.Flip,
        Arguments = [Argument.Axis],
    };

    public static readonly MovementOp Roll = new()
    {
        Surface = "Roll", Accepts = Elements.All,
        Summary = "The positions of an axis moved on, those that leave it at its end coming in again at its beginning: [1, 2, 3] by 1 is [3, 1, 2].",
        Torch = "torch.roll(x, shift, axis)",
        Movement = Movement.Roll,
        Arguments = [new("shift", ArgumentKind.Size, "How far; below 0 towards the beginning, and more than the axis is long goes round more than once."), Argument.Axis],
    };

    public static readonly MovementOp Pad = new()
    {
        Surface = "Pad", Accepts = Elements.All,
        Summary = "With zeros before and behind the elements of its last axes: [1, 2] by 1, 3 is [0, 1, 2, 0, 0, 0].",
        Torch = "torch.nn.functional.pad(x, widths)",
        Movement = Movement.Pad,
        Arguments = [new("widths", ArgumentKind.Sizes, "How many before and how many behind, for the last axis, then for the one before it, and so on; 0 or more.")],
    };

    public static readonly MovementOp Unfold = new()
    {
        Surface = "Unfold", Accepts = Elements.All,
        Summary = "Windows that slide along an axis: the axis counts them, and a new last axis has the elements of each. [1, 2, 3, 4] with size 2 is [[1, 2], [2, 3], [3, 4]].",
        Torch = "x.unfold(axis, dilation * (size - 1) + 1, step)[..., ::dilation]",
        Movement = Movement.Unfold,
        Arguments =
        [
            Argument.Axis, new("size", ArgumentKind.Size, "How many elements a window has, 1 or more."),
            new("step", ArgumentKind.Size, "How far a window begins behind the one before it, 1 or more; a constant in models.") { Default = 1 },
            new("dilation", ArgumentKind.Size, "How far neighbouring elements of a window are apart, 1 or more; a constant in models.") { Default = 1 },
        ],
    };

    public static readonly MovementOp Diag = new()
    {
        Surface = "Diag", Accepts = Elements.All,
        Summary = "The diagonal of a matrix as a vector; of a vector the square matrix that has it as its diagonal and zeros elsewhere.",
        Torch = "torch.diag(x, offset)",
        Movement = Movement.Diag,
        Arguments = [new("offset", ArgumentKind.Size, "Which diagonal: 0 the main one, above 0 those to its right, below 0 those below it.") { Default = 0 }],
    };

    public static readonly MovementOp Slice = new()
    {
        Surface = "Slice", Accepts = Elements.All,
        Summary = "Every step-th position of one axis from start to below stop; negative positions count from the end.",
        Torch = "torch.ops.aten.slice(x, axis, start, stop, step)",
        Movement = Movement.Slice,
        Arguments =
        [
            Argument.Axis, new("start", ArgumentKind.Size, "The first position; negative counts from the end."),
            new("stop", ArgumentKind.Size, "The position after the last; negative counts from the end."),
            new("step", ArgumentKind.Size, "The distance between positions, 1 or more.") { Default = 1 },
        ],
    };
}
