using System.Globalization;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.OpTests.Cases;

/// <summary>
/// Random numbers of a seed. PyTorch draws others; what is compared is the same function of index and seed written in PyTorch
/// (<c>hashed</c> and <c>uniform</c> of make_golden.py).
/// </summary>
static class RandomCases
{
    static readonly Domain Seeds = new(-20, 20);

    public static IEnumerable<OpModel> Hash(BinaryOp op)
    {
        OpModel Model(string body, string seed, string k, params string[] bindings) => new()
        {
            Op = op, Body = body, Torch = "hashed(seed, k)", Result = "int", Bindings = bindings, Operands = [new("seed", "int", seed, Seeds), new("k", "int", k, Seeds)],
        };
        yield return Model("FoldIn(seed, k)", "", "", "");
        yield return Model("seed.FoldIn(k)", "n d", "d", "n=3 d=4", "n=5 d=19", "n=0 d=2");
        yield return Model("FoldIn(seed, k)", "", "n", "n=37");
        yield return Model("FoldIn(FoldIn(seed, k), k)", "n", "n", "n=6") with
        {
            Torch = "hashed(hashed(seed, k), k)", Note = "large", Values = [[int.MaxValue, int.MinValue, -1, 0, 65536, 1], [-1, 1, int.MinValue, 0, 123456789, 131072]],
        };
        yield return Model("FoldIn(seed, 3) + k", "n", "n", "n=19") with { Torch = "hashed(seed, torch.tensor(3)) + k" };
    }

    public static IEnumerable<OpModel> Of(CompositeOp op)
    {
        var given = op.Arguments.Count > 0 ? (double[])[0.5, 0.2, 0, 0.9] : [0];
        OpModel Model(double p, string body, string type, string axes, params string[] bindings) => new()
        {
            Op = op, Body = body.Replace("p,", op.Arguments.Count > 0 ? $"{p.ToString(CultureInfo.InvariantCulture)}," : ""), Torch = Torch(op.Surface), Result = type, Bindings = bindings,
            TorchArguments = op.Arguments.ToDictionary(a => a.Name, object (_) => p), Operands = [new("x", type, axes, op.Domain), new("seed", "int", "", Seeds)],
        };
        foreach (var p in given)
            foreach (var type in (string[])["double", "float"])
            {
                yield return Model(p, $"{op.Surface}(x, p, seed)", type, "n d", "n=3 d=4", "n=1 d=1", "n=0 d=3", "n=5 d=19");
                yield return Model(p, $"x.{op.Surface}(p, seed)", type, "n", "n=37");
            }
        yield return Model(0.5, $"{op.Surface}(x, p, seed)", "double", "", "");
        yield return Model(0.5, $"{op.Surface}(x, p, seed)", "float", "b c h w", "b=2 c=3 h=5 w=18");
        yield return Model(0.5, $"{op.Surface}(x, p, FoldIn(seed, 4))", "float", "n d", "n=3 d=20") with { Torch = Torch(op.Surface).Replace("seed", "hashed(seed, torch.tensor(4))") };
        foreach (var type in (string[])["double", "float"])
            yield return Model(0.5, $"{op.Surface}(x, p, seed)", type, "n", "n=8") with
            {
                Note = "special", Values = [[double.NaN, double.PositiveInfinity, double.NaN, double.NaN, double.NegativeInfinity, 1, 0, -1], [5]],
            };
    }

    static string Torch(string surface) => surface switch
    {
        "Dropout" => "torch.where(uniform(x, seed) < p, torch.zeros_like(x), x * (1 / (1 - p)))",
        "RandNLike" => "torch.sqrt(-2 * torch.log(1 - uniform(x, hashed(seed, torch.tensor(-1))))) * torch.cos(2 * math.pi * uniform(x, hashed(seed, torch.tensor(-2))))",
        _ => "uniform(x, seed)",
    };
}
