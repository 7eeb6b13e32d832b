using D2lDsl.Compiler.Ops;

namespace D2lDsl.OpTests.Cases;

/// <summary>Convolutions and pooling: sizes that are numbers, symbols and mixed, with strides, paddings and dilations.</summary>
static class ConvolutionCases
{
    /// <summary>PyTorch's convolution of images without channels has none either, where here it is 0.</summary>
    static readonly string[] Channels = ["c", "c/2"];

    public static IEnumerable<OpModel> Convolution(CompositeOp op)
    {
        OpModel Model(string given, string type, string x, string weight, int stride, int padding, int dilation, params string[] bindings) => new()
        {
            Op = op, Body = $"Conv2d(x, weight{given})", Torch = op.Torch, Result = type, Bindings = bindings,
            TorchArguments = Given(stride, padding, dilation, 1),
            Operands = [new("x", type, x, op.Domain), new("weight", type, weight, op.Domain)], NeverEmpty = Channels,
        };
        foreach (var type in (string[])["double", "float"])
        {
            yield return Model("", type, "n c h w", "o c i j", 1, 0, 1, "n=2 c=3 h=5 w=6 o=4 i=3 j=2", "n=1 c=1 h=3 w=3 o=1 i=3 j=3", "n=3 c=2 h=9 w=21 o=3 i=5 j=5", "n=0 c=2 h=4 w=4 o=3 i=2 j=2", "n=2 c=3 h=4 w=4 o=5 i=1 j=1");
            yield return Model(", padding: 2", type, type == "float" ? "n 1 28 28" : "n 1 12 12", "6 1 5 5", 1, 2, 1, "n=2");
            yield return Model(", stride: 2, padding: 1", type, "n c h w", "o c 3 3", 2, 1, 1, "n=2 c=3 h=6 w=7 o=4", "n=1 c=2 h=1 w=2 o=1", "n=2 c=1 h=8 w=9 o=2");
        }
        yield return Model(", 3, 1, 2", "double", "2 3 11 9", "4 3 3 2", 3, 1, 2, "");
        // Groups, a filter for each channel, and sizes of rows and of columns.
        yield return Model(", groups: 2, padding: (1, 0), stride: (1, 2)", "float", "n 4 h w", "6 2 i j", 1, 1, 1, "n=2 h=5 w=20 i=3 j=2") with { TorchArguments = Given((int[])[1, 2], (int[])[1, 0], 1, 2) };
        yield return Model(", groups: 2", "double", "n c h w", "o c/2 3 3", 1, 0, 1, "n=2 c=6 c/2=3 h=5 w=4 o=4") with { TorchArguments = Given(1, 0, 1, 2) };
        yield return Model(", padding: 1, groups: x.Shape[1]", "double", "n c h w", "c 1 3 3", 1, 1, 1, "n=2 c=3 h=4 w=5") with { TorchArguments = Given(1, 1, 1, 3) };
        yield return Model(", groups: 3, dilation: (2, 1)", "double", "2 3 7 6", "6 1 2 3", 1, 0, 1, "") with { TorchArguments = Given(1, 0, (int[])[2, 1], 3) };
        yield return Model(", stride: 2", "double", "n c h w", "o c 1 1", 2, 0, 1, "n=2 c=3 h=5 w=4 o=4");
        yield return Model("", "double", "n c h w", "1 c i j", 1, 0, 1, "n=2 c=3 h=5 w=6 i=3 j=2");
        yield return Model("", "double", "1 1 6 8", "1 1 1 2", 1, 0, 1, "");
        yield return Model(", dilation: 2", "float", "n c h w", "o c i j", 1, 0, 2, "n=2 c=3 h=7 w=20 o=4 i=3 j=2");
        yield return Model("", "double", "n c h w", "o c h w", 1, 0, 1, "n=3 c=2 h=4 w=5 o=6");
        // What is convolved is computed, and so is what comes of it.
        yield return Model("", "double", "n c h w", "o c i j", 1, 1, 1, "n=2 c=3 h=5 w=6 o=4 i=3 j=2") with
        {
            Body = "Square(Conv2d(Conv2d(Tanh(x), Tanh(weight), padding: 1), Tensor.Ones<double>(x.Shape[1], weight.Shape[0], 2, 2)))",
            Torch = "torch.square(torch.nn.functional.conv2d(torch.nn.functional.conv2d(torch.tanh(x), torch.tanh(weight), padding=1), torch.ones(x.shape[1], weight.shape[0], 2, 2, dtype=x.dtype)))",
        };
    }

    public static IEnumerable<OpModel> Biased(CompositeOp op)
    {
        yield return new()
        {
            Op = op, Body = "Conv2d(x, weight, bias, (2, 1), padding: (0, 2), dilation: (1, 2), groups: 2)", Torch = op.Torch, Result = "float", Bindings = ["n=2 h=7 w=6 i=3 j=2"],
            TorchArguments = Given((int[])[2, 1], (int[])[0, 2], (int[])[1, 2], 2),
            Operands = [new("x", "float", "n 4 h w", op.Domain), new("weight", "float", "6 2 i j", op.Domain), new("bias", "float", "6", op.Domain)],
            // Only padding is convolved then, which PyTorch refuses.
            NeverEmpty = ["w"],
        };
        yield return new()
        {
            Op = op, Body = "x.Conv2d(weight, bias, padding: 1)", Torch = op.Torch, Result = "double", Bindings = ["n=2 c=3 h=5 w=6 o=4", "n=1 c=1 h=1 w=1 o=1"],
            TorchArguments = Given(1, 1, 1, 1),
            Operands = [new("x", "double", "n c h w", op.Domain), new("weight", "double", "o c 3 3", op.Domain), new("bias", "double", "o", op.Domain)], NeverEmpty = Channels,
        };
    }

    public static IEnumerable<OpModel> BiasedSequences(CompositeOp op)
    {
        yield return new()
        {
            Op = op, Body = "Conv1d(x, weight, bias, groups: 3)", Torch = op.Torch, Result = "double", Bindings = ["n=2 l=7 k=3", "n=1 l=2 k=2"],
            TorchArguments = Given(1, 0, 1, 3),
            Operands = [new("x", "double", "n 6 l", op.Domain), new("weight", "double", "3 2 k", op.Domain), new("bias", "double", "3", op.Domain)],
        };
        yield return new()
        {
            Op = op, Body = "Conv1d(x, weight, bias, stride: 2, padding: 1)", Torch = op.Torch, Result = "float", Bindings = ["n=2 c=3 l=7 o=4"],
            TorchArguments = Given(2, 1, 1, 1),
            Operands = [new("x", "float", "n c l", op.Domain), new("weight", "float", "o c 3", op.Domain), new("bias", "float", "o", op.Domain)], NeverEmpty = Channels,
        };
    }

    public static IEnumerable<OpModel> Transposed(CompositeOp op)
    {
        OpModel Model(string given, string type, string x, string weight, object stride, object padding, object extra, object dilation, int groups, params string[] bindings) => new()
        {
            Op = op, Body = $"ConvTranspose2d(x, weight{(op.Operands.Count > 2 ? ", bias" : "")}{given})", Torch = op.Torch, Result = type, Bindings = bindings,
            TorchArguments = new Dictionary<string, object>(Given(stride, padding, dilation, groups)) { ["outputPadding"] = extra },
            Operands =
            [
                new("x", type, x, op.Domain), new("weight", type, weight, op.Domain),
                .. op.Operands.Count > 2 ? [new OperandSpec("bias", type, groups == 1 ? weight.Split(' ')[1] : "6", op.Domain)] : (OperandSpec[])[],
            ],
        };
        yield return Model(", stride: 2, padding: 1, groups: 2", "float", "n 4 h w", "4 3 i j", 2, 1, 0, 1, 2, "n=2 h=3 w=4 i=4 j=3");
        yield return Model(", (2, 3), (1, 0), outputPadding: (1, 2)", "double", "n c h w", "c o i j", (int[])[2, 3], (int[])[1, 0], (int[])[1, 2], 1, 1, "n=2 c=3 h=4 w=2 o=4 i=3 j=2");
        if (op.Operands.Count > 2)
            yield break;
        yield return Model("", "double", "n c h w", "c o i j", 1, 0, 0, 1, 1, "n=2 c=3 h=3 w=4 o=4 i=2 j=3", "n=1 c=1 h=1 w=1 o=1 i=1 j=1", "n=3 c=2 h=5 w=21 o=3 i=4 j=4");
        yield return Model(", dilation: 2, stride: (1, 2), outputPadding: 1", "double", "2 3 4 2", "3 4 3 3", (int[])[1, 2], 0, 1, 2, 1, "");
        yield return Model(", stride: 32, padding: 16", "float", "n 3 h w", "3 2 64 64", 32, 16, 0, 1, 1, "n=1 h=2 w=2");
        // What is convolved is computed, and so is what comes of it.
        yield return Model(", stride: 2", "double", "n c h w", "c o 2 2", 2, 0, 0, 1, 1, "n=2 c=3 h=3 w=4 o=4") with
        {
            Body = "Square(ConvTranspose2d(Tanh(x), Tanh(weight), stride: 2))", Torch = "torch.square(torch.nn.functional.conv_transpose2d(torch.tanh(x), torch.tanh(weight), stride=2))",
        };
    }

    static Dictionary<string, object> Given(object stride, object padding, object dilation, int groups) =>
        new() { ["stride"] = stride, ["padding"] = padding, ["dilation"] = dilation, ["groups"] = groups };

    public static IEnumerable<OpModel> Sequences(CompositeOp op)
    {
        OpModel Model(string given, string type, string x, string weight, int stride, int padding, int dilation, params string[] bindings) => new()
        {
            Op = op, Body = $"Conv1d(x, weight{given})", Torch = op.Torch, Result = type, Bindings = bindings,
            TorchArguments = Given(stride, padding, dilation, 1),
            Operands = [new("x", type, x, op.Domain), new("weight", type, weight, op.Domain)], NeverEmpty = Channels,
        };
        foreach (var type in (string[])["double", "float"])
        {
            yield return Model("", type, "n c l", "o c k", 1, 0, 1, "n=2 c=3 l=7 o=4 k=3", "n=1 c=1 l=2 o=1 k=2", "n=3 c=2 l=40 o=3 k=5", "n=0 c=2 l=4 o=3 k=2", "n=2 c=3 l=4 o=5 k=1");
            yield return Model(", padding: 2", type, "n 1 12", "6 1 5", 1, 2, 1, "n=2");
            yield return Model(", stride: 2, padding: 1", type, "n c l", "o c 3", 2, 1, 1, "n=2 c=3 l=7 o=4", "n=1 c=2 l=1 o=1");
        }
        yield return Model(", 3, 1, 2", "double", "2 3 11", "4 3 3", 3, 1, 2, "");
        yield return Model("", "double", "n c l", "o c l", 1, 0, 1, "n=3 c=2 l=5 o=6");
        yield return Model("", "double", "n c l", "o c k", 1, 0, 1, "n=2 c=3 l=7 o=4 k=3") with
        {
            Body = "Max(Relu(Conv1d(Tanh(x), weight)), axis: 2)", Torch = "torch.amax(torch.relu(torch.nn.functional.conv1d(torch.tanh(x), weight)), 2)",
        };
    }

    public static IEnumerable<OpModel> Pooling(CompositeOp op)
    {
        OpModel Model(string given, string type, string x, int size, int stride, int padding, params string[] bindings) => new()
        {
            Op = op, Body = $"{op.Surface}(x, {given})", Torch = op.Torch, Result = type, Bindings = bindings,
            TorchArguments = new Dictionary<string, object> { ["kernelSize"] = size, ["stride"] = stride, ["padding"] = padding },
            Operands = [new("x", type, x, op.Domain)],
        };
        foreach (var type in (string[])["double", "float"])
        {
            yield return Model("2", type, "n c h w", 2, 2, 0, "n=2 c=3 h=4 w=6", "n=1 c=1 h=2 w=2", "n=2 c=1 h=5 w=39", "n=0 c=2 h=4 w=4");
            yield return Model("kernelSize: 3, stride: 2, padding: 1", type, "n c h w", 3, 2, 1, "n=2 c=3 h=6 w=7", "n=1 c=2 h=1 w=2");
            yield return Model("3, stride: 1", type, "n 2 7 8", 3, 1, 0, "n=2");
            yield return Model("2, padding: 1", type, "2 2 28 28", 2, 2, 1, "");
        }
        yield return Model("1", "double", "n c h w", 1, 1, 0, "n=2 c=1 h=3 w=4");
        yield return Model("(2, 3), padding: (0, 1)", "double", "n c h w", 2, 2, 0, "n=2 c=2 h=5 w=7") with
        {
            TorchArguments = new Dictionary<string, object> { ["kernelSize"] = (int[])[2, 3], ["stride"] = (int[])[2, 3], ["padding"] = (int[])[0, 1] },
        };
        yield return Model("2, 3", "double", "n c h w", 2, 3, 0, "n=2 c=1 h=8 w=7");
        // Equal elements, NaN and infinities.
        yield return Model("2, stride: 1", "double", "1 1 3 4", 2, 1, 0, "") with { Note = "ties", Values = [[1, 1, 2, 2, 1, 1, 2, 0, 3, 3, -1, 0]] };
        yield return Model("2", "double", "1 1 4 4", 2, 2, 0, "") with
        {
            Note = "special", Values = [[1, double.NaN, 2, 3, 0, 4, double.PositiveInfinity, 1, 0, double.NegativeInfinity, 5, 5, 2, 1, 5, 5]],
        };
    }
}
