using System.Globalization;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.OpTests.Cases;

/// <summary>Norms, diagonals, triangles, cross products, running sums and index strings.</summary>
static class LinearAlgebraCases
{
    static readonly string[] Matrix = ["n=3 d=4", "n=1 d=1", "n=5 d=19"];

    public static IEnumerable<OpModel> Norm(CompositeOp op)
    {
        OpModel Model(double p, int[]? axes, bool keep, string type, string shape, params string[] bindings)
        {
            var order = double.IsInfinity(p) ? $"double.{(p > 0 ? "Positive" : "Negative")}Infinity" : p.ToString(CultureInfo.InvariantCulture);
            var list = axes is null ? "" : axes.Length == 1 ? $", axis: {axes[0]}" : $", axes: [{string.Join(", ", axes)}]";
            return new()
            {
                Op = op, Body = $"Norm(x, p: {order}{list}{(keep ? ", keepDims: true" : "")})", Torch = op.Torch, Result = type, Bindings = bindings,
                TorchArguments = new Dictionary<string, object> { ["p"] = p, ["axis"] = axes ?? [.. Enumerable.Range(0, shape.Split(' ').Length)], ["keepDims"] = keep },
                Operands = [new("x", type, shape, op.Domain)],
                // The largest and the smallest of no elements are refused, as in PyTorch from 2.0 on.
                NeverEmpty = double.IsInfinity(p) ? shape.Split(' ') : [],
            };
        }

        foreach (var p in (double[])[0, 1, 2, 3, 1.5, 0.5, -1, double.PositiveInfinity, double.NegativeInfinity])
        {
            string[] bindings = p is 1 or 2 or 3 ? [.. Matrix, "n=2 d=0"] : Matrix;
            yield return Model(p, null, false, "double", "n d", Matrix);
            yield return Model(p, [1], false, "double", "n d", bindings);
            yield return Model(p, [0], true, "double", "n d", Matrix);
            yield return Model(p, [0, 2], false, "double", "b n d", "b=2 n=3 d=4");
            yield return Model(p, [-1], false, "float", "n d", "n=3 d=4", "n=5 d=19");
        }
        // Zero vectors, and zeros among others, have a gradient of 0 there.
        foreach (var p in (double[])[1, 2, 3, 1.5, double.PositiveInfinity])
            yield return Model(p, [1], false, "double", "n d", "n=3 d=3") with { Note = "zeros", Values = [[0, 0, 0, 0, 2, -1, 3, -4, 0]] };
        foreach (var p in (double[])[1, 3, double.PositiveInfinity])
            yield return Model(p, [1], false, "double", "n d", "n=2 d=3") with { Note = "infinite", Values = [[double.PositiveInfinity, 1, 2, 1, 2, -5]] };
    }

    public static IEnumerable<OpModel> Trace(CompositeOp op)
    {
        foreach (var type in (string[])["double", "float", "int"])
            foreach (var (shape, bindings) in ((string, string[])[])[("n n", ["n=3", "n=1", "n=0", "n=19"]), ("3 5", [""]), ("5 3", [""])])
                yield return new()
                {
                    // The gradient of PyTorch 1.13's trace has ones below the diagonal of a high matrix.
                    Op = op, Body = "Trace(x)", Torch = shape == "5 3" ? "torch.diagonal(x).sum()" : op.Torch, Result = type, Bindings = bindings, Operands = [new("x", type, shape, op.Domain)],
                };
        yield return new()
        {
            Op = op, Body = "x.Square().Trace() * 3", Torch = "torch.trace(x * x) * 3", Result = "double", Bindings = ["n=3", "n=17"],
            Operands = [new("x", "double", "n n", op.Domain)],
        };
    }

    public static IEnumerable<OpModel> Triangle(CompositeOp op)
    {
        foreach (var diagonal in (int[])[0, 1, -1, 2, -7])
            foreach (var type in diagonal == 0 ? (string[])["double", "float", "int"] : ["double"])
            {
                OpModel Model(string shape, params string[] bindings) => new()
                {
                    Op = op, Body = diagonal == 0 ? $"x.{op.Surface}()" : $"{op.Surface}(x, diagonal: {diagonal})", Torch = op.Torch, Result = type,
                    TorchArguments = new Dictionary<string, object> { ["diagonal"] = diagonal }, Bindings = bindings, Operands = [new("x", type, shape, op.Domain)],
                };
                yield return Model("n d", [.. Matrix, "n=0 d=3", "n=9 d=4"]);
                yield return Model("b n d", "b=2 n=3 d=4");
            }
        yield return new()
        {
            Op = op, Body = $"{op.Surface}(x)", Torch = op.Torch, Result = "double", Note = "special", Bindings = ["n=2 d=2"],
            TorchArguments = new Dictionary<string, object> { ["diagonal"] = 0 }, Operands = [new("x", "double", "n d", op.Domain)],
            Values = [[1, double.NaN, double.PositiveInfinity, 2]],
        };
    }

    public static IEnumerable<OpModel> Cross(CompositeOp op)
    {
        foreach (var type in (string[])["double", "float", "int"])
            foreach (var (shape, axis, bindings) in ((string, int, string[])[])[("3", -1, [""]), ("n 3", -1, ["n=4", "n=1", "n=0", "n=19"]), ("3 n", 0, ["n=4", "n=19"]), ("b 3 n", 1, ["b=2 n=5"]), ("n d", -1, ["n=4 d=3"])])
                yield return new()
                {
                    Op = op, Body = axis == -1 ? "Cross(a, b)" : $"a.Cross(b, axis: {axis})", Torch = op.Torch, Result = type, Bindings = bindings,
                    TorchArguments = new Dictionary<string, object> { ["axis"] = axis }, Operands = [new("a", type, shape, op.Domain), new("b", type, shape, op.Domain)],
                };
    }

    public static IEnumerable<OpModel> Of(ScanOp op)
    {
        // Long products stay near 1.
        var domain = op.Monoid == Monoid.Sum ? Domain.All : new(-1.5, 1.5);
        foreach (var type in (string[])["double", "float", "int"])
            foreach (var (shape, axis, bindings) in ((string, int, string[])[])
            [
                ("n d", 0, [.. Matrix, "n=0 d=3", "n=3 d=0"]), ("n d", 1, [.. Matrix, "n=0 d=3", "n=3 d=0"]), ("n d", -1, ["n=3 d=4"]),
                ("b n d", 1, ["b=2 n=3 d=4", "b=3 n=5 d=1"]), ("b n d", -3, ["b=2 n=3 d=4"]), ("n", 0, ["n=1", "n=37"]), ("n 1", 1, ["n=4"]),
            ])
            {
                OpModel Model(string body, string torch) => new()
                {
                    Op = op, Body = body, Torch = torch, Result = type, Bindings = bindings,
                    TorchArguments = new Dictionary<string, object> { ["axis"] = axis }, Operands = [new("x", type, shape, type == "int" ? Domain.All : domain)],
                };
                var torch = type == "int" ? op.Torch.Replace("axis)", "axis, dtype=torch.int32)") : op.Torch;
                yield return Model($"{op.Surface}(x, {axis})", torch);
                if (type == "double")
                    yield return Model($"Square(x.Square().{op.Surface}(axis: {axis})) * 3", $"torch.square({op.Torch.Replace("(x,", "(x * x,")}) * 3");
            }
        yield return new()
        {
            Op = op, Body = $"{op.Surface}(x.T, 0)", Torch = op.Torch.Replace("x, axis", "x.t(), 0"), Result = "double", Bindings = ["n=3 d=4"], Operands = [new("x", "double", "n d", Domain.All)],
        };
        yield return new()
        {
            Op = op, Body = $"{op.Surface}(x, 1)", Torch = op.Torch.Replace("axis", "1"), Result = "double", Note = "special", Bindings = ["n=2 d=4"],
            Operands = [new("x", "double", "n d", Domain.All)], Values = [[1, double.NaN, 2, 3, 1, double.PositiveInfinity, double.NegativeInfinity, op.Monoid == Monoid.Sum ? 0 : 0.5]],
        };
        // Lines with no zero, one at each place, several.
        foreach (var type in (string[])["double", "float"])
            yield return new()
            {
                Op = op, Body = $"{op.Surface}(x, 1)", Torch = op.Torch.Replace("axis", "1"), Result = type, Note = "zeros", Bindings = ["n=7 d=4"],
                Operands = [new("x", type, "n d", Domain.All)],
                Values = [[1, 2, -3, 0.5, 0, 2, -3, 4, 2, -1, 0, 3, 1.5, 2, 4, 0, 0, 0, 2, 1, -2, 0, 3, 0, 0, 0, 0, 0]],
            };
    }

    public static IEnumerable<OpModel> Of(EinsumOp op)
    {
        (string Pattern, string[] Shapes, string[] Bindings)[] choices =
        [
            ("ij->ji", ["n d"], ["n=3 d=4", "n=0 d=3"]), ("ij->", ["n d"], ["n=3 d=4", "n=0 d=3"]), ("ij->j", ["n d"], ["n=3 d=4", "n=5 d=19"]), ("ii->i", ["n n"], ["n=4"]), ("ii", ["n n"], ["n=4"]),
            ("ii->", ["n n"], ["n=19"]), ("iij->ji", ["n n d"], ["n=3 d=4"]), ("ba", ["n d"], ["n=3 d=4"]), ("...ij->...ji", ["b n d"], ["b=2 n=3 d=4"]),
            ("i,i->", ["n", "n"], ["n=5", "n=0"]), ("i,j->ij", ["n", "d"], ["n=3 d=4"]), ("ij,jk->ik", ["n d", "d m"], ["n=3 d=4 m=2", "n=9 d=7 m=17", "n=3 d=0 m=2"]),
            ("ij,jk", ["n d", "d m"], ["n=3 d=4 m=2"]), ("ik,kj->ji", ["n d", "d m"], ["n=3 d=4 m=2"]), ("ij,ij->ij", ["n d", "n d"], ["n=3 d=4"]), ("ij,ij->i", ["n d", "n d"], ["n=3 d=4"]),
            ("bij,bjk->bik", ["b n d", "b d m"], ["b=2 n=3 d=4 m=2"]), ("bqd,bkd->bqk", ["b n d", "b m d"], ["b=2 n=3 d=4 m=5", "b=1 n=7 d=19 m=9"]),
            ("ijb,bkj->kib", ["n d b", "b m d"], ["b=2 n=3 d=4 m=5"]), ("...ij,...jk->...ik", ["b n d", "d m"], ["b=2 n=3 d=4 m=5"]), ("...ij,...jk->...ik", ["b 1 n d", "c d m"], ["b=2 c=3 n=3 d=4 m=5"]),
            ("ij,k->i", ["n d", "m"], ["n=3 d=4 m=5"]), ("ij,jk,kl->il", ["n d", "d m", "m k"], ["n=3 d=4 m=5 k=2"]), ("i,ij,j->", ["n", "n d", "d"], ["n=3 d=4"]), ("bhqd,bhkd->bhqk", ["b h n d", "b h m d"], ["b=2 h=3 n=4 d=5 m=3"]),
            ("Aij,AjK->iKA", ["b n d", "b d m"], ["b=2 n=3 d=4 m=5"]),
        ];
        foreach (var (pattern, shapes, bindings) in choices)
            foreach (var type in (string[])["double", "float", "int"])
            {
                string[] names = [.. shapes.Select((_, i) => ((char)('x' + i)).ToString())];
                var torch = op.Torch.Replace("pattern", $"'{pattern}'").Replace("operands", string.Join(", ", names));
                yield return new()
                {
                    // The dtype of sums of ints is int64 in PyTorch; here they stay what they are.
                    Op = op, Body = $"Einsum(\"{pattern}\", {string.Join(", ", names)})", Torch = torch, Result = type, Bindings = bindings,
                    Operands = [.. shapes.Select((shape, i) => new OperandSpec(names[i], type, shape, Domain.All))],
                };
            }
    }
}
