using D2lDsl.Compiler.Ops;

namespace D2lDsl.OpTests.Cases;

/// <summary>Joins of tensors, and picks by indices.</summary>
static class AssemblyCases
{
    static readonly string[] Matrix = ["n=3 d=4", "n=1 d=1", "n=0 d=3", "n=5 d=19"];

    public static IEnumerable<OpModel> Of(JoinOp op)
    {
        foreach (var type in (string[])["double", "float", "int"])
            foreach (var (axes, axis, bindings) in ((string, int, string[])[])[("n d", 0, Matrix), ("n d", 1, Matrix), ("b n d", -1, ["b=2 n=3 d=4"]), ("n", 0, ["n=5"])])
            {
                OpModel Model(string body, string torch) => new()
                {
                    Op = op, Body = body, Torch = torch, TorchArguments = new Dictionary<string, object> { ["axis"] = axis }, Result = type, Bindings = bindings,
                    Operands = [new("a", type, axes, Domain.All), new("b", type, axes, Domain.All)],
                };
                yield return Model($"{op.Surface}([a, b], {axis})", op.Torch.Replace("tensors", "[a, b]"));
                if (type == "float")
                    yield return Model($"{op.Surface}(a * 2, b, axis: {axis})", op.Torch.Replace("tensors", "[a * 2, b]"));
                if (type == "double")
                    yield return Model($"Square({op.Surface}([b, a * 2, b], axis: {axis})) * 3", $"torch.square({op.Torch.Replace("tensors", "[b, a * 2, b]")}) * 3");
            }
    }

    public static IEnumerable<OpModel> Of(GatherOp op)
    {
        foreach (var type in (string[])["double", "float", "int"])
            foreach (var (axes, index, axis, high, bindings) in Choices(op))
            {
                OpModel Model(string body, string before, string after) => new()
                {
                    Op = op, Body = body, Torch = before + op.Torch + after, TorchArguments = new Dictionary<string, object> { ["axis"] = axis }, Result = type, Bindings = bindings,
                    Operands = [new("x", type, axes, Domain.All), new("index", "int", index, new(0, high))],
                };
                yield return Model($"{op.Surface}(x, {axis}, index)", "", "");
                if (type == "double")
                    yield return Model($"Square(x.{op.Surface}({axis}, index)) * 3", "torch.square(", ") * 3");
            }
    }

    public static IEnumerable<OpModel> Of(ScatterOp op)
    {
        foreach (var type in (string[])["double", "float", "int"])
            foreach (var (axes, index, source, axis, high, bindings) in ((string, string, string, int, int, string[])[])(op.IsList
                ?
                [
                    ("n d", "k", "k d", 0, 3, ["n=3 d=4 k=7", "n=5 d=19 k=2", "n=3 d=1 k=0", "n=4 d=0 k=2"]), ("n d", "k", "n k", 1, 3, ["n=5 d=3 k=9"]),
                    ("b n d", "k", "b k d", -2, 3, ["b=2 n=3 d=17 k=5"]), ("n", "k", "k", 0, 3, ["n=3 k=20"]), ("1 d", "k", "k d", 0, 1, ["d=3 k=2"]),
                ]
                :
                [
                    ("n d", "n k", "n k", 1, 4, ["n=3 d=4 k=1", "n=5 d=19 k=20", "n=0 d=4 k=2"]), ("n d", "k d", "k d", 0, 3, ["n=3 d=4 k=5", "n=3 d=17 k=2"]),
                    ("b n d", "b k d", "b k d", -2, 3, ["b=2 n=3 d=5 k=4"]), ("n", "k", "k", 0, 3, ["n=3 k=20"]),
                ]))
            {
                OpModel Model(string body, string before, string after) => new()
                {
                    Op = op, Body = body, Torch = before + op.Torch + after, TorchArguments = new Dictionary<string, object> { ["axis"] = axis }, Result = type, Bindings = bindings,
                    Operands = [new("x", type, axes, Domain.All), new("index", "int", index, new(0, high)), new("source", type, source, Domain.All)],
                };
                yield return Model($"{op.Surface}(x, {axis}, index, source)", "", "");
                if (type == "double")
                    yield return Model($"Square(x.{op.Surface}({axis}, index, source)) * 3", "torch.square(", ") * 3");
            }
    }

    public static IEnumerable<OpModel> Embedding(CompositeOp op)
    {
        OpModel Model(string body, string type, string tokens, params string[] bindings) => new()
        {
            Op = op, Body = body, Torch = body.StartsWith("Square", StringComparison.Ordinal) ? $"torch.square({op.Torch}) * 3" : op.Torch, Result = type, Bindings = bindings,
            Operands = [new("tokens", "int", tokens, new(0, 3)), new("table", type, "v d", Domain.All)],
        };
        yield return Model("Embedding(tokens, table)", "double", "b t", "b=2 t=3 v=3 d=4", "b=5 t=2 v=4 d=19", "b=0 t=2 v=3 d=2", "b=4 t=1 v=3 d=1");
        yield return Model("Square(table.Embedding(tokens)) * 3", "double", "b t", "b=3 t=5 v=3 d=2");
        yield return Model("Embedding(tokens, table)", "double", "", "v=3 d=4");
        yield return Model("Embedding(tokens, table)", "float", "a b t", "a=2 b=1 t=3 v=3 d=17");
        yield return Model("Embedding(tokens, table)", "int", "n", "n=7 v=3 d=2");
    }

    static IEnumerable<(string Axes, string Index, int Axis, int High, string[] Bindings)> Choices(GatherOp op) => op.IsList
        ?
        [
            ("n d", "k", 0, 3, ["n=3 d=4 k=7", "n=5 d=19 k=2", "n=3 d=1 k=0", "n=4 d=0 k=2"]), ("n d", "k", 1, 3, ["n=5 d=3 k=9", "n=0 d=3 k=4"]),
            ("b n d", "k", -2, 3, ["b=2 n=3 d=17 k=5"]), ("n", "k", 0, 3, ["n=3 k=20"]),
        ]
        :
        [
            ("n d", "n k", 1, 4, ["n=3 d=4 k=1", "n=5 d=19 k=20", "n=0 d=4 k=2"]), ("n d", "k d", 0, 3, ["n=3 d=4 k=5", "n=3 d=17 k=2"]),
            ("b n d", "b k d", -2, 3, ["b=2 n=3 d=5 k=4"]), ("n", "k", 0, 3, ["n=3 k=20"]),
        ];
}
