using System.Globalization;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.OpTests.Cases;

/// <summary>Composite ops: what follows from their arguments by enumeration, the rest by name.</summary>
static class CompositeCases
{
    /// <summary>Rows of three with NaN, ties, equal elements, and numbers that overflow the type's exp.</summary>
    static double[] Rows(string type) =>
        [1, double.NaN, 2, 5, 5, -1, 0.5, 0.5, 0.5, .. type == "float" ? (double[])[100, 101, -100] : [1000, 1001, -1000]];

    /// <summary>Also rows with one infinity, with both, and with only −∞.</summary>
    static double[] InfiniteRows(string type) =>
    [
        .. Rows(type), double.PositiveInfinity, 1, 2, double.PositiveInfinity, double.NegativeInfinity, 0,
        double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity,
    ];

    public static IEnumerable<OpModel> Of(CompositeOp op) => op.Surface switch
    {
        "CrossEntropy" or "NllLoss" => CrossEntropy(op),
        "HuberLoss" or "MseLoss" or "L1Loss" or "SmoothL1Loss" or "BinaryCrossEntropyWithLogits" => Loss(op),
        "Lerp" => Lerp(op),
        "LogAddExp" or "KlDiv" or "CosineSimilarity" => Pair(op),
        "Any" or "All" => LogicCases.Quantifier(op),
        "MaskedFill" => LogicCases.MaskedFill(op),
        "Conv2d" => op.Operands.Count == 2 ? ConvolutionCases.Convolution(op) : ConvolutionCases.Biased(op),
        "Conv1d" => op.Operands.Count == 2 ? ConvolutionCases.Sequences(op) : ConvolutionCases.BiasedSequences(op),
        "ConvTranspose2d" => ConvolutionCases.Transposed(op),
        "MaxPool2d" or "AvgPool2d" => ConvolutionCases.Pooling(op),
        "LayerNorm" => LayerNorm(op),
        _ when op.Seed is not null => RandomCases.Of(op),
        "OneHot" => OneHot(op),
        "Embedding" => AssemblyCases.Embedding(op),
        "Norm" => LinearAlgebraCases.Norm(op),
        "Trace" => LinearAlgebraCases.Trace(op),
        "Tril" or "Triu" => LinearAlgebraCases.Triangle(op),
        "Cross" => LinearAlgebraCases.Cross(op),
        _ when op.Reduced is not null => Reductions(op),
        _ when op.Arguments.Any(a => a.Kind == ArgumentKind.Axis) => AlongAxis(op),
        _ when op.Operands.Count == 1 => Elementwise(op),
        _ => throw new InvalidOperationException($"write cases for {op.Surface}"),
    };

    static IEnumerable<OpModel> Elementwise(CompositeOp op)
    {
        var defaults = op.Arguments.ToDictionary(a => a.Name, a => (object)a.Default!.Value);
        OpModel Model(string body, string type, string axes, params string[] bindings) => new()
        {
            Op = op, Body = body, Torch = op.Torch, TorchArguments = defaults, Result = type, Bindings = bindings, Operands = [new("x", type, axes, op.Domain)],
        };
        yield return Model($"{op.Surface}(x)", "double", "n d", "n=3 d=4", "n=1 d=1", "n=0 d=3", "n=5 d=19");
        yield return Model($"x.{op.Surface}()", "double", "", "");
        yield return Model($"{op.Surface}(x)", "float", "n d", "n=5 d=19");
        // PyTorch's gradient of elu at NaN is NaN, but dy in vectors of floats.
        var uncertain = op.Surface == "Elu" ? -0.75 : double.NaN;
        foreach (var type in (string[])["double", "float"])
            yield return Model($"{op.Surface}(x)", type, "n", "n=12") with
            {
                Note = "special", Values = [[uncertain, double.PositiveInfinity, double.NegativeInfinity, 0.25, 1, -2, 30, -30, 800, -800, 1e-30, 19.5]],
            };
        foreach (var argument in op.Arguments)
            yield return Model($"{op.Surface}(x, {argument.Name}: 0.25)", "double", "n d", "n=3 d=4") with
            {
                TorchArguments = new Dictionary<string, object>(defaults) { [argument.Name] = 0.25 },
            };
    }

    static IEnumerable<OpModel> AlongAxis(CompositeOp op)
    {
        OpModel Model(int axis, string type, string axes, params string[] bindings) => new()
        {
            Op = op, Body = axis == 0 ? $"x.{op.Surface}(0)" : $"{op.Surface}(x, axis: {axis})", Torch = op.Torch, Result = type, Bindings = bindings,
            TorchArguments = new Dictionary<string, object> { ["axis"] = axis }, Operands = [new("x", type, axes, op.Domain)],
        };
        foreach (var axis in (int[])[0, 1, -1])
            yield return Model(axis, "double", "n d", "n=3 d=4", "n=1 d=1", "n=5 d=19");
        foreach (var axis in (int[])[0, 1, 2])
            yield return Model(axis, "double", "b n d", "b=2 n=3 d=4", "b=3 n=1 d=19");
        yield return Model(0, "double", "n", "n=37", "n=1");
        yield return Model(1, "double", "n d", "n=0 d=3") with { Note = "no rows" };
        foreach (var type in (string[])["double", "float"])
            foreach (var axis in (int[])[0, 1])
                yield return Model(axis, type, axis == 0 ? "d n" : "n d", "n=7 d=3") with { Note = "special", Values = [axis == 0 ? Transposed(InfiniteRows(type), 3) : InfiniteRows(type)] };
        foreach (var axis in (int[])[0, 1])
            yield return Model(axis, "float", "n d", "n=3 d=4", "n=5 d=19");
    }

    static IEnumerable<OpModel> Reductions(CompositeOp op)
    {
        // The index of an extremum over several axes is not in PyTorch.
        var isIndex = op.Accepts == Elements.Numeric;
        var numbers = op.Arguments.Where(a => a.Kind == ArgumentKind.Number).ToArray();
        OpModel Model(int[]? chosen, bool keep, double number, string type, string axes, params string[] bindings)
        {
            var rank = axes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            var list = chosen is null ? "" : chosen.Length == 1 ? $", axis: {chosen[0]}" : $", axes: [{string.Join(", ", chosen)}]";
            var given = string.Concat(numbers.Where(a => number != a.Default).Select(a => $", {a.Name}: {number.ToString(CultureInfo.InvariantCulture)}"));
            var arguments = numbers.ToDictionary(a => a.Name, object (_) => (int)number);
            arguments["keepDims"] = keep;
            arguments["axis"] = isIndex ? (object?)chosen?[0]! : chosen ?? [.. Enumerable.Range(0, rank)];
            return new()
            {
                Op = op, Body = $"{op.Surface}(x{list}{(keep ? ", keepDims: true" : "")}{given})", Torch = op.Torch, TorchArguments = arguments,
                Result = isIndex ? "int" : type, Bindings = bindings, Operands = [new("x", type, axes, op.Domain)],
            };
        }

        var number = numbers.Select(a => a.Default!.Value).FirstOrDefault();
        string[] bindings = ["n=3 d=4", "n=2 d=2", "n=5 d=19"];
        foreach (var axes in (int[]?[])[null, [0], [1], [-1], .. isIndex ? (int[][])[] : [[0, 1], [-1, 0]]])
            foreach (var keep in axes is null ? (bool[])[false] : [false, true])
                yield return Model(axes, keep, number, "double", "n d", bindings);
        foreach (var axes in (int[]?[])[null, [1], [-3], .. isIndex ? (int[][])[] : [[0, 2], [1, 2]]])
            yield return Model(axes, false, number, "double", "b n d", "b=2 n=3 d=4", "b=3 n=2 d=19");
        yield return Model(null, false, number, "double", "n", "n=37");
        foreach (var axis in (int[])[0, 1])
        {
            yield return Model([axis], false, number, "float", "n d", bindings);
            foreach (var type in (string[])["double", "float"])
            {
                // An infinite mean leaves nothing of a variance's gradient, here NaN where PyTorch has some ∞.
                var rows = numbers.Length == 0 ? InfiniteRows(type) : Rows(type);
                yield return Model([axis], false, number, type, axis == 0 ? "d n" : "n d", $"n={rows.Length / 3} d=3") with
                {
                    Note = "special", Values = [axis == 0 ? Transposed(rows, 3) : rows],
                };
            }
            if (isIndex)
                yield return Model([axis], true, number, "int", "n d", bindings);
        }
        if (numbers.Length == 0)
            yield return Model([1], false, number, "double", "n d", "n=3 d=1") with { Note = "one element" };
        else
        {
            yield return Model(null, false, 0, "double", "n d", bindings);
            yield return Model([1], true, 0, "double", "n d", [.. bindings, "n=3 d=1"]);
            yield return Model([1], false, 1, "double", "n d", "n=3 d=1") with { Note = "one element", Values = [[1, 2, 3]] };
            yield return Model([1], false, 0, "double", "n d", "n=2 d=3") with { Note = "equal", Values = [[2, 2, 2, 1, 2, 4]] };
        }
    }

    static double[] Transposed(double[] rows, int width) => [.. Enumerable.Range(0, rows.Length).Select(i => rows[i % (rows.Length / width) * width + i / (rows.Length / width)])];

    static IEnumerable<OpModel> LayerNorm(CompositeOp op)
    {
        OpModel Model(string type, string axes, double eps, params string[] bindings) => new()
        {
            Op = op, Body = $"LayerNorm(x, scale, shift{(eps == 1e-5 ? "" : $", eps: {eps.ToString(CultureInfo.InvariantCulture)}")})", Torch = op.Torch,
            TorchArguments = new Dictionary<string, object> { ["eps"] = eps }, Result = type, Bindings = bindings,
            Operands = [new("x", type, axes, op.Domain), new("scale", type, "d", op.Domain), new("shift", type, "d", op.Domain)],
        };
        yield return Model("double", "n d", 1e-5, "n=3 d=4", "n=0 d=3", "n=5 d=19");
        yield return Model("double", "d", 1e-5, "d=5");
        yield return Model("double", "b n d", 1e-5, "b=2 n=3 d=4", "b=3 n=1 d=17");
        yield return Model("double", "n d", 0.5, "n=3 d=4", "n=3 d=1");
        yield return Model("float", "n d", 1e-5, "n=5 d=19");
        yield return Model("double", "n d", 1e-5, "n=2 d=3") with { Note = "special", Values = [[1, double.NaN, 2, 3, 3, 3], [1, 2, 3], [0, 1, -1]] };
    }

    static IEnumerable<OpModel> OneHot(CompositeOp op)
    {
        OpModel Model(string body, string axes, params string[] bindings) => new()
        {
            Op = op, Body = body, Torch = op.Torch, TorchArguments = new Dictionary<string, object> { ["classes"] = 4 }, Result = "int", Bindings = bindings,
            Operands = [new("labels", "int", axes, op.Domain)],
        };
        yield return Model("OneHot(labels, 4)", "n", "n=5", "n=1", "n=19");
        yield return Model("labels.OneHot(classes: 4)", "n d", "n=2 d=3");
        yield return Model("OneHot(labels, 4)", "", "");
    }

    /// <summary>Two tensors that meet element by element, or along an axis.</summary>
    static IEnumerable<OpModel> Pair(CompositeOp op)
    {
        var (a, b) = (op.Inputs[0], op.Inputs[1]);
        OpModel Model(string type, string axes, params string[] bindings) => new()
        {
            Op = op, Body = $"{op.Surface}({a}, {b})", Torch = op.Torch, Result = type, Bindings = bindings,
            TorchArguments = op.Arguments.ToDictionary(argument => argument.Name, object (argument) => argument.Kind == ArgumentKind.Axis ? (int)argument.Default!.Value : argument.Default!.Value),
            Operands = [new(a, type, axes, op.Domain), new(b, type, axes, op.Domain)],
        };
        yield return Model("double", "n d", "n=3 d=4", "n=1 d=1", "n=5 d=19");
        yield return Model("float", "n d", "n=5 d=19");
        if (op.Arguments.Count > 0)
            yield return Model("double", "b n d", "b=2 n=3 d=4") with { Body = $"{a}.{op.Surface}({b}, axis: -1, eps: 0.25)", TorchArguments = new Dictionary<string, object> { ["axis"] = -1, ["eps"] = 0.25 } };
        if (op.Surface == "LogAddExp")
        {
            yield return Model("double", "n d", "n=3 d=4") with { Operands = [new(a, "double", "n d", op.Domain), new(b, "double", "d", op.Domain)] };
            foreach (var type in (string[])["double", "float"])
                yield return Model(type, "n", "n=8") with { Note = "special", Values = [[double.NegativeInfinity, 800, 0, double.NaN, double.PositiveInfinity, 1000, 30, -90], [1, -800, 0, 1, 2, 1000, double.NegativeInfinity, -100]] };
        }
    }

    static IEnumerable<OpModel> Lerp(CompositeOp op)
    {
        OpModel Model(string body, string type, string a, string b, string weight, params string[] bindings) => new()
        {
            Op = op, Body = body, Torch = op.Torch, Result = type, Bindings = bindings,
            Operands = [new("a", type, a, op.Domain), new("b", type, b, op.Domain), new("weight", type, weight, op.Domain)],
        };
        yield return Model("Lerp(a, b, weight)", "double", "n d", "n d", "n d", "n=3 d=4", "n=0 d=3", "n=5 d=19");
        yield return Model("a.Lerp(b, weight)", "double", "n d", "d", "n 1", "n=3 d=4");
        yield return Model("Lerp(a, b, weight)", "float", "d", "n d", "", "n=3 d=4", "n=5 d=19");
        yield return Model("Lerp(a, b, weight)", "double", "", "", "", "");
        yield return Model("Lerp(a, b, weight)", "float", "n", "n", "n", "n=8") with
        {
            Note = "special", Values = [[1, 1, 1, 3, double.NaN, 1e30, 0, double.PositiveInfinity], [2, 2, 7, 5, 1, -1e30, 1, 1], [0, 1, 0.5, -1, 0.25, 0.75, double.NaN, 0.25]],
        };
        yield return Model("Lerp(a, b, 0.25)", "double", "n d", "n d", "", "n=3 d=4") with
        {
            Torch = "torch.lerp(a, b, 0.25)", Operands = [new("a", "double", "n d", op.Domain), new("b", "double", "n d", op.Domain)],
        };
    }

    /// <summary>Two tensors of one shape become a number.</summary>
    static IEnumerable<OpModel> Loss(CompositeOp op)
    {
        var (a, b) = (op.Inputs[0], op.Inputs[1]);
        OpModel Model(string type, string axes, params string[] bindings) => new()
        {
            Op = op, Body = $"{op.Surface}({a}, {b})", Torch = op.Torch, Result = type, Bindings = bindings,
            TorchArguments = op.Arguments.ToDictionary(argument => argument.Name, object (argument) => argument.Default!.Value),
            Operands = [new(a, type, axes, op.Domain), new(b, type, axes, op.Domain)],
        };
        foreach (var argument in op.Arguments)
            // PyTorch's Huber loss takes no 0.
            foreach (var value in (double[])[0.31415, 2, .. op.Surface == "HuberLoss" ? (double[])[] : [0]])
                yield return Model("double", "n d", "n=3 d=4", "n=5 d=19") with
                {
                    Body = $"{a}.{op.Surface}({b}, {argument.Name}: {value.ToString(CultureInfo.InvariantCulture)})",
                    TorchArguments = new Dictionary<string, object> { [argument.Name] = value },
                };
        if (op.Surface != "MseLoss")
            foreach (var type in (string[])["double", "float"])
            {
                yield return Model(type, "n", "n=6") with { Note = "kinks", Values = [[0, 1, -2, 0.5, 3, 0], [0, 1, -1, 1.5, 3, 1]] };
                yield return Model(type, "n", "n=6") with { Note = "large", Values = [[1000, -1000, 40, -40, 1e-30, -88], [1, 1, 0, 0.5, 0, 1]] };
                yield return Model(type, "n", "n=3") with { Note = "NaN", Values = [[1, double.NaN, -2], [0, 1, 1]] };
            }
        yield return Model("double", "n d", "n=3 d=4", "n=1 d=1", "n=5 d=19");
        yield return Model("double", "n", "n=5");
        yield return Model("double", "", "");
        yield return Model("float", "n d", "n=3 d=4");
    }

    static IEnumerable<OpModel> CrossEntropy(CompositeOp op)
    {
        OpModel Model(string type, params string[] bindings) => new()
        {
            Op = op, Body = $"{op.Surface}({op.Inputs[0]}, labels)", Torch = op.Torch, Result = type, Bindings = bindings,
            Operands = [new(op.Inputs[0], type, "n c", op.Domain), new("labels", "int", "n", new(0, 4))],
        };
        yield return Model("double", "n=3 c=4", "n=1 c=4", "n=5 c=19");
        yield return Model("float", "n=3 c=4", "n=5 c=19");
        yield return Model("double", "n=3 c=1") with { Note = "one class", Values = [[0.5, -1, 2], [0, 0, 0]] };
        yield return Model("double", "n=2 c=3") with { Note = "large", Values = [[1000, 0, -1000, -2000, -2001, -2000], [1, 2]] };
        yield return Model("double", "n=2 c=3") with { Note = "special", Values = [[1, double.NaN, 2, 0, 1, 2], [0, 1]] };
        yield return Model("double", "n=2 c=3") with { Note = "masked", Values = [[1, double.NegativeInfinity, 2, 0, 1, double.NegativeInfinity], [0, 1]] };
    }
}
