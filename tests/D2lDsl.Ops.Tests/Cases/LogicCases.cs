using D2lDsl.Compiler.Ops;

namespace D2lDsl.OpTests.Cases;

/// <summary>Truth values of many elements together, and elements that a mask replaces.</summary>
static class LogicCases
{
    public static IEnumerable<OpModel> Quantifier(CompositeOp op)
    {
        foreach (var type in (string[])["bool", "double", "float", "int"])
        {
            OpModel Model(int[]? chosen, bool keep, string axes, params string[] bindings)
            {
                var list = chosen is null ? "" : chosen.Length == 1 ? $", axis: {chosen[0]}" : $", axes: [{string.Join(", ", chosen)}]";
                var name = op.Torch[..op.Torch.IndexOf('(')];
                return new()
                {
                    // PyTorch goes along one axis at a time.
                    Op = op, Body = $"{op.Surface}(x{list}{(keep ? ", keepDims: true" : "")})",
                    Torch = chosen switch { null => $"{name}(x)", [_] => op.Torch, _ => $"{name}({name}(x, {chosen[0]}, True), {chosen[1]}, True).reshape([s for i, s in enumerate(x.shape) if i not in ({chosen[0]}, {chosen[1]})])" },
                    TorchArguments = chosen is null ? [] : new Dictionary<string, object> { ["axis"] = chosen[0], ["keepDims"] = keep },
                    Result = "bool", Bindings = bindings, Operands = [new("x", type, axes, type == "int" ? new(0, 2) : op.Domain)],
                };
            }

            string[] matrix = ["n=3 d=4", "n=1 d=1", "n=0 d=3", "n=3 d=0", "n=5 d=19"];
            yield return Model([1], false, "n d", matrix);
            if (type is "bool")
            {
                foreach (var keep in (bool[])[false, true])
                    yield return Model([0], keep, "n d", matrix);
                yield return Model([-1], true, "n d", matrix);
                yield return Model([0, 2], false, "b n d", "b=2 n=3 d=4");
                yield return Model([0, 1], false, "n d", "n=3 d=4");
                yield return Model(null, false, "n d", matrix);
                yield return Model(null, false, "n", "n=1", "n=37", "n=0");
                yield return Model(null, false, "", "");
            }
            // Rows of ones, of zeros, and with one of the other kind.
            foreach (var axis in (int[])[0, 1])
                yield return Model([axis], false, "n d", "n=4 d=4") with { Note = "rows", Values = [[1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0]] };
            if (type is "double" or "float")
                yield return Model([1], false, "n d", "n=3 d=3") with { Note = "special", Values = [[0, double.NaN, 0, double.PositiveInfinity, 1, double.NegativeInfinity, -0.0, 0, 0]] };
        }
    }

    public static IEnumerable<OpModel> MaskedFill(CompositeOp op)
    {
        OpModel Model(string body, string type, string x, string mask, object value, params string[] bindings) => new()
        {
            Op = op, Body = body, Torch = op.Torch, TorchArguments = new Dictionary<string, object> { ["value"] = value }, Result = type, Bindings = bindings,
            Operands = [new("x", type, x, op.Domain), new("mask", "bool", mask, op.Domain)],
        };
        string[] matrix = ["n=3 d=4", "n=1 d=1", "n=0 d=3", "n=5 d=19"];
        foreach (var (x, mask) in ((string, string)[])[("n d", "n d"), ("n d", "d"), ("n d", "n 1"), ("n d", ""), ("d", "n d")])
            yield return Model("MaskedFill(x, mask, -1.5)", "double", x, mask, -1.5, matrix);
        yield return Model("x.MaskedFill(mask, value: 7)", "float", "n d", "n d", 7, matrix);
        yield return Model("MaskedFill(x, mask, 7)", "int", "n d", "d", 7, matrix);
        yield return Model("MaskedFill(x, mask, 1)", "bool", "n d", "n d", 1, matrix);
        yield return Model("MaskedFill(x, mask, 2)", "double", "", "", 2, "");
        foreach (var type in (string[])["double", "float"])
            yield return Model("MaskedFill(x, mask, double.NegativeInfinity)", type, "n", "n", double.NegativeInfinity, "n=6") with
            {
                Note = "special", Values = [[1, double.NaN, double.PositiveInfinity, 0, -2, double.NaN], [0, 0, 1, 1, 0, 1]],
            };
        yield return Model("Softmax(MaskedFill(x, mask, double.NegativeInfinity), axis: 1)", "double", "n d", "n d", double.NegativeInfinity, "n=2 d=3") with
        {
            Torch = $"torch.softmax({op.Torch}, 1)", Note = "in a softmax", Values = [[1, 2, 3, 0.5, -1, 2], [0, 1, 0, 0, 0, 1]],
        };
    }
}
