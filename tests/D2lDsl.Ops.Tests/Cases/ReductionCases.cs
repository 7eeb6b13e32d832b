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

        // Where a product has zeros, PyTorch's gradients of NaN and infinities depend on how many there are in other rows too: they stay apart.
        var apart = op.Monoid == Monoid.Product ? -0.5 : 0;
        foreach (var (body, torch) in Spellings(op, [[0], [1]]))
        {
            yield return Model(op, body, torch, "float", "n d", "n=3 d=4", "n=5 d=19");
            if (op.Accepts.HasFlag(Elements.Integer))
                yield return Model(op, body, torch, "int", "n d", "n=3 d=4", "n=5 d=19");
            // A row with NaN, one with an infinity, one with both infinities, an ordinary one, one of ties, one of zeros.
            yield return Model(op, body, torch, "double", "n d", "n=6 d=3") with
            {
                Note = "special",
                Values = [[1, double.NaN, 2, double.PositiveInfinity, 1, 2, double.PositiveInfinity, double.NegativeInfinity, apart, 3, 1, 2, 5, 5, -1, apart, apart, apart]],
            };
            if (op.Monoid == Monoid.Product)
                foreach (var (note, values) in Zeros)
                    yield return Model(op, body, torch, "double", "n d", "n=6 d=3") with { Note = note, Values = [values] };
        }
        yield return Model(op, $"{op.Surface}(x, axis: 1)", With(op.Torch, "1", false), "double", "n d", "n=3 d=2") with
        {
            Note = "ties", Values = [[2, 2, -1, -1, 0, 0]],
        };
        if (!op.TakesEmpty)
            yield return Model(op, $"{op.Surface}(x, axis: 1)", With(op.Torch, "1", false), "double", "n d", "n=0 d=3") with { Note = "no rows" };
    }

    /// <summary>Rows with no zero, one, two and three of them; and a single zero in all.</summary>
    static IEnumerable<(string Note, double[] Values)> Zeros =>
    [
        ("zeros", [0, 4, 5, 0, 0, 3, 2, -1, 0, 1, 2, 3, 0, 0, 0, 7, 0, -2]),
        ("one zero", [1, 2, -3, 0.5, 4, 1, 2, 0, -1.5, 1, 1, 3, 2, -0.25, 1, 2, 1, 1]),
    ];

    static IEnumerable<(string Body, string Torch)> Spellings(ReductionOp op, int[][] choices)
    {
        yield return ($"{op.Surface}(x)", op.Torch);
        yield return ($"{op.Surface}(x, keepDims: true)", op.Torch.Replace("(x)", "(x).reshape((1,) * x.dim())"));
        foreach (var axes in choices)
        {
            var list = string.Join(", ", axes);
            var (argument, dim) = axes.Length == 1 ? ($"axis: {list}", list) : ($"axes: [{list}]", $"({list})");
            // PyTorch's product goes along one axis at a time.
            var chain = op.Monoid == Monoid.Product && axes.Length > 1;
            var (dropped, kept) = chain ? (Chain(op.Torch, axes, false), Chain(op.Torch, axes, true)) : (With(op.Torch, dim, false), With(op.Torch, dim, true));
            yield return ($"{op.Surface}(x, {argument})", dropped);
            yield return ($"{op.Surface}(x, {argument}, keepDims: true)", kept);
        }
    }

    static string Chain(string torch, int[] axes, bool keep)
    {
        var product = axes.Aggregate("x", (inner, axis) => With(torch.Replace("(x)", $"({inner})"), axis.ToString(), true));
        return keep ? product : $"torch.sum({product}, dim=({string.Join(", ", axes)}))";
    }

    static string With(string torch, string dim, bool keep) => $"{torch[..^1]}, dim={dim}, keepdim={(keep ? "True" : "False")})";

    static OpModel Model(ReductionOp op, string body, string torch, string type, string axes, params string[] bindings) => new()
    {
        Op = op, Body = body, Torch = torch, Result = type, Bindings = bindings, Operands = [new("x", type, axes, op.Domain)],
    };
}
