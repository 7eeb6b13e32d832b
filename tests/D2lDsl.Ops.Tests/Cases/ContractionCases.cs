using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.OpTests.Cases;

/// <summary>Contractions: every form of the op's index strings, with batches that broadcast.</summary>
static class ContractionCases
{
    public static IEnumerable<OpModel> Of(ContractionOp op)
    {
        foreach (var form in op.Forms)
            foreach (var (a, b) in Batched(form.Split("->")[0].Split(',')))
                foreach (var type in Types(op))
                    yield return new()
                    {
                        Op = op, Body = a.Length < b.Length ? $"a.{op.Surface}(b)" : $"{op.Surface}(a, b)", Torch = op.Torch, Result = type,
                        Operands = [new("a", type, a, Domain.All), new("b", type, b, Domain.All)],
                        Bindings = type == "double" ? ["b=2 c=3 m=3 k=4 n=2", "b=2 c=3 m=1 k=1 n=1", "b=2 c=3 m=2 k=0 n=3", "b=1 c=2 m=9 k=7 n=17"] : ["b=2 c=3 m=3 k=4 n=2", "b=1 c=2 m=5 k=9 n=17"],
                    };
        if (op.Forms.Contains("m k, k n -> m n"))
        {
            yield return new()
            {
                Op = op, Body = $"{op.Surface}(a, b)", Torch = op.Torch, Result = "double", Note = "special", Bindings = ["m=3 k=2 n=2"],
                Operands = [new("a", "double", "m k", Domain.All), new("b", "double", "k n", Domain.All)],
                Values = [[double.NaN, 0, double.PositiveInfinity, 1, 2, 0], [1, 2, double.NegativeInfinity, 3]],
            };
            yield return new()
            {
                Op = op, Body = $"{op.Surface}(a.Transpose(), Square(b)) + 1", Torch = op.Torch.Replace("a, b", "a.t(), b * b") + " + 1", Result = "double",
                Operands = [new("a", "double", "k m", Domain.All), new("b", "double", "k n", Domain.All)], Bindings = ["m=3 k=4 n=2", "m=9 k=7 n=17"],
            };
        }
    }

    static IEnumerable<string> Types(ContractionOp op) => op.Accepts.HasFlag(Elements.Integer) ? ["double", "float", "int"] : ["double", "float"];

    /// <summary>Replaces the dots of a form by batch axes that are equal, broadcast from 1 or missing on one side.</summary>
    static IEnumerable<(string A, string B)> Batched(string[] operands)
    {
        var (a, b) = (operands[0].Trim(), operands[1].Trim());
        if (!a.Contains("...") && !b.Contains("..."))
            return [(a, b)];
        if (!b.Contains("..."))
            return [(a.Replace("...", "b"), b), (a.Replace("...", "b c"), b)];
        if (!a.Contains("..."))
            return [(a, b.Replace("...", "b")), (a, b.Replace("...", "b c"))];
        return
        [
            (a.Replace("...", "b"), b.Replace("...", "b")), (a.Replace("...", "b"), b.Replace("... ", "")), (a.Replace("... ", ""), b.Replace("...", "b")),
            (a.Replace("...", "b 1"), b.Replace("...", "c")), (a.Replace("...", "b c"), b.Replace("...", "b c")), (a.Replace("...", "1 c"), b.Replace("...", "b 1")),
        ];
    }
}
