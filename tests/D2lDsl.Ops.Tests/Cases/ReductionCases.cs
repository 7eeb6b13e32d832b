using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.OpTests.Cases;

/// <summary>Reductions: all axes, one, several, negative ones, kept or dropped; empty axes where a value is defined; special rows.</summary>
static class ReductionCases
{
    public static IEnumerable<OpModel> Of(ReductionOp op)
    {
        var bindings = op.TakesEmpty ? (string[])["n=3 d=4", "n=1 d=1", "n=0 d=3", "n=2 d=0", "n=5 d=19"] : ["n=3 d=4", "n=1 d=1", "n=5 d=19"];
        foreach (var (body, torch) in Spellings(op, [[0], [1], [-1], [0, 1], [-1, 0]]))
            yield return Model(op, body, torch, "double", "n d", bindings);
        foreach (var (body, torch) in Spellings(op, [[1], [-2], [0, 2], [1, 2], [0, 1]]))
            yield return Model(op, body, torch, "double", "b n d", "b=2 n=3 d=4", "b=3 n=1 d=19");
        yield return Model(op, $"{op.Surface}(x)", op.Torch, "double", "n", "n=1", "n=37");
        yield return Model(op, $"x.{op.Surface}()", op.Torch, "double", "", "");
        yield return Model(op, $"x.{op.Surface}(axis: 0)", With(op.Torch, "0", false), "double", "n", "n=5");

        foreach (var (body, torch) in Spellings(op, [[0], [1]]))
        {
            yield return Model(op, body, torch, "float", "n d", "n=3 d=4", "n=5 d=19");
            if (op.Accepts.HasFlag(Elements.Integer))
                yield return Model(op, body, torch, "int", "n d", "n=3 d=4", "n=5 d=19");
            // A row with NaN, one with an infinity, one with both infinities, an ordinary one, one of ties, one of zeros.
            yield return Model(op, body, torch, "double", "n d", "n=6 d=3") with
            {
                Note = "special",
                Values = [[1, double.NaN, 2, double.PositiveInfinity, 1, 2, double.PositiveInfinity, double.NegativeInfinity, 0, 3, 1, 2, 5, 5, -1, 0, 0, 0]],
            };
        }
        yield return Model(op, $"{op.Surface}(x, axis: 1)", With(op.Torch, "1", false), "double", "n d", "n=3 d=2") with
        {
            Note = "ties", Values = [[2, 2, -1, -1, 0, 0]],
        };
        if (!op.TakesEmpty)
            yield return Model(op, $"{op.Surface}(x, axis: 1)", With(op.Torch, "1", false), "double", "n d", "n=0 d=3") with { Note = "no rows" };
    }

    static IEnumerable<(string Body, string Torch)> Spellings(ReductionOp op, int[][] choices)
    {
        yield return ($"{op.Surface}(x)", op.Torch);
        yield return ($"{op.Surface}(x, keepDims: true)", op.Torch.Replace("(x)", "(x).reshape((1,) * x.dim())"));
        foreach (var axes in choices)
        {
            var list = string.Join(", ", axes);
            var (argument, dim) = axes.Length == 1 ? ($"axis: {list}", list) : ($"axes: [{list}]", $"({list})");
            yield return ($"{op.Surface}(x, {argument})", With(op.Torch, dim, false));
            yield return ($"{op.Surface}(x, {argument}, keepDims: true)", With(op.Torch, dim, true));
        }
    }

    static string With(string torch, string dim, bool keep) => $"{torch[..^1]}, dim={dim}, keepdim={(keep ? "True" : "False")})";

    static OpModel Model(ReductionOp op, string body, string torch, string type, string axes, params string[] bindings) => new()
    {
        Op = op, Body = body, Torch = torch, Result = type, Bindings = bindings, Operands = [new("x", type, axes, op.Domain)],
    };
}
