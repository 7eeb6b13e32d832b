using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.OpTests.Cases;

/// <summary>Sorting, and parts of a tensor.</summary>
static class RankingCases
{
    /// <summary>Rows of four with NaN, infinities, zeros of both signs and equal elements.</summary>
    static readonly double[] Special =
        [double.NaN, 1, double.NegativeInfinity, double.PositiveInfinity, 0.0, -0.0, 0.0, -1, 2, 2, 1, 2, double.NaN, 3, double.NaN, -3];

    /// <summary>The same without equal elements: which of them comes first PyTorch's topk does not say.</summary>
    static readonly double[] Different = [double.NaN, 1, double.NegativeInfinity, double.PositiveInfinity, 0, -1, 1, -2, 2, 3, 1, 4, double.NaN, 3, 0, -3];

    public static IEnumerable<OpModel> Of(RankingOp op)
    {
        foreach (var (type, axes, axis, largest, k, bindings) in Choices())
        {
            OpModel Model(string result, int index)
            {
                var call = $"{op.Surface}(x, {(op.IsCut ? $"{k}, " : "")}axis: {axis}{(largest == (op.Arguments[^1].Default == 1) ? "" : $", {op.LargestFirst}: {(largest ? "true" : "false")}")})";
                return new()
                {
                    Op = op, Body = call + (op.IsPlacesOnly ? "" : $".{op.Several[index]}"),
                    // Equal elements stay in their order here, and there where asked.
                    Torch = (op.IsCut ? op.Torch : $"torch.sort(x, stable=True, dim=axis, descending=descending)") + $"[{index}]", Result = result, Bindings = bindings,
                    TorchArguments = new Dictionary<string, object> { ["axis"] = axis, ["k"] = k, [op.LargestFirst] = largest },
                    Operands = [new("x", type, axes, Domain.All)],
                };
            }

            foreach (var index in (int[])[.. op.IsPlacesOnly || type == "double" ? (int[])[1] : [], .. op.IsPlacesOnly ? (int[])[] : [0]])
            {
                var result = index == 1 ? "int" : type;
                if (type != "int" || !op.IsCut || index == 0)
                    yield return Model(result, index);
                if (axes == "n 4")
                    yield return Model(result, index) with { Note = "special", Values = [op.IsCut ? Different : Special], Bindings = ["n=4"] };
            }

            if (type == "double" && !op.IsPlacesOnly)
                yield return Model(type, 0) with { Body = $"Square(x.{op.Surface}({(op.IsCut ? $"{k}, " : "")}{axis}, {(largest ? "true" : "false")}).Values * Sum(x))", Torch = $"torch.square({op.Torch}[0] * torch.sum(x))" };
        }
    }

    static IEnumerable<(string Type, string Axes, int Axis, bool Largest, int K, string[] Bindings)> Choices() =>
    [
        ("double", "n 4", -1, false, 3, ["n=3", "n=0"]), ("double", "4 d", 0, true, 2, ["d=3", "d=19"]), ("float", "n 4", 1, true, 4, ["n=5"]),
        ("float", "b 19 d", 1, false, 5, ["b=2 d=3"]), ("int", "19 d", 0, false, 7, ["d=2"]), ("double", "n 1", 1, true, 1, ["n=3"]),
    ];

    public static IEnumerable<OpModel> Of(RankOp op)
    {
        foreach (var q in op.Interpolates ? (double[])[0.3, 0.5, 0, 1] : [0.5])
            foreach (var (type, axes, axis, bindings) in ((string, string, int, string[])[])
                [("double", "n d", 1, ["n=3 d=4", "n=2 d=5", "n=3 d=1"]), ("double", "n 1", 1, ["n=3"]), ("float", "b n d", -2, ["b=2 n=7 d=3"]), ("int", "n", 0, ["n=6"])])
            {
                if (type == "int" && !op.Accepts.HasFlag(Elements.Integer))
                    continue;
                var number = q.ToString(System.Globalization.CultureInfo.InvariantCulture);
                OpModel Model(string body, string torch) => new()
                {
                    Op = op, Body = body, Torch = torch, Result = type, Bindings = bindings,
                    TorchArguments = new Dictionary<string, object> { ["axis"] = axis, ["q"] = q }, Operands = [new("x", type, axes, Domain.All)],
                };
                var arguments = $"({(op.Interpolates ? $"{number}, " : "")}axis: {axis})";
                yield return Model($"x.{op.Surface}{arguments}", op.Torch);
                if (type == "double" && axes == "n d" && q < 0.5 == op.Interpolates)
                    yield return Model($"Square({op.Surface}{arguments.Replace("(", "(x, ")}) * Sum(x)", $"torch.square({op.Torch}) * torch.sum(x)");
                if (type != "int" && axes != "n 1")
                    yield return Model($"x.{op.Surface}{arguments}", op.Torch) with
                    {
                        Note = "special", Bindings = [axes == "n d" ? "n=4 d=4" : "b=4 n=4 d=1"], Operands = [new("x", type, axes, Domain.All)],
                        Values = [[double.NaN, 1, double.NegativeInfinity, double.PositiveInfinity, 3, -0.5, 0.25, -1, 2, 3, 1, 4, 5, 3, double.NaN, -3]],
                    };
            }
    }

    public static IEnumerable<OpModel> Of(SplitOp op)
    {
        foreach (var (axes, axis, arguments, torch, part, bindings) in Choices(op))
        {
            var given = torch.ToDictionary(t => t.Key, t => t.Value);
            given["axis"] = axis;
            OpModel Model(string type, string body, string after) => new()
            {
                Op = op, Body = body, Torch = after, TorchArguments = given, Result = type, Bindings = bindings, Operands = [new("x", type, axes, Domain.All)],
            };
            var call = $"{op.Surface}({arguments}axis: {axis})";
            yield return Model("double", $"x.{call}[{part}]", $"{op.Torch}[{part}]");
            yield return Model("float", $"Square({call.Replace("(", "(x, ")}[{part}]) * x.{call}[0]", $"torch.square({op.Torch}[{part}]) * {op.Torch}[0]");
            yield return Model("int", $"x.{call}[{part}]", $"{op.Torch}[{part}]");
        }
    }

    static IEnumerable<(string Axes, int Axis, string Arguments, KeyValuePair<string, object>[] Torch, int Part, string[] Bindings)> Choices(SplitOp op) => op.Cut switch
    {
        Cut.Count => [("n 7", 1, "3, ", [new("chunks", 3)], 1, ["n=3", "n=0"]), ("n d", -1, "2, ", [new("chunks", 2)], 1, ["n=3 d=4", "n=2 d=38"])],
        Cut.Size => [("n 7", 1, "2, ", [new("size", 2)], 1, ["n=3"]), ("6 d", 0, "3, ", [new("size", 3)], 1, ["d=5"])],
        Cut.Sizes => [("n 7", 1, "[2, 3, 2], ", [new("sizes", new[] { 2, 3, 2 })], 2, ["n=3"])],
        _ => [("n 4", 1, "", [], 2, ["n=3"]), ("3 d", 0, "", [], 1, ["d=19"])],
    };
}
