using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.OpTests.Cases;

/// <summary>Element-wise ops: every rank, every broadcast, scalars, special values.</summary>
static class ElementwiseCases
{
    static readonly string[] Matrix = ["n=3 d=4", "n=1 d=1", "n=0 d=3", "n=2 d=0"];
    static readonly string[] Wide = ["n=5 d=19", "n=3 d=4"];
    static readonly double[] Specials = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, 1, -2];

    /// <summary>Shapes of a and b with the sizes to try.</summary>
    static readonly (string A, string B, string[] Bindings)[] Broadcasts =
    [
        ("n d", "n d", [.. Matrix, "n=5 d=19"]),
        ("n d", "d", [.. Matrix, "n=5 d=19"]), ("d", "n d", ["n=3 d=4"]),
        ("n d", "n 1", [.. Matrix, "n=5 d=19"]), ("n 1", "n d", ["n=3 d=4"]),
        ("n d", "1 d", ["n=3 d=4"]), ("1 d", "n d", ["n=3 d=4"]),
        ("n d", "1", ["n=3 d=4"]), ("1", "n d", ["n=3 d=4"]),
        ("n d", "", ["n=3 d=4", "n=0 d=3"]), ("", "n d", ["n=3 d=4"]),
        ("n 1", "1 d", ["n=3 d=4", "n=1 d=1"]), ("n 1", "d", ["n=3 d=4"]),
        ("b n d", "n 1", ["b=2 n=3 d=4"]), ("b 1 d", "n 1", ["b=2 n=3 d=4"]), ("b n d", "b 1 1", ["b=2 n=3 d=4"]),
        ("n", "n", ["n=5", "n=0", "n=1"]), ("", "", [""]),
    ];

    public static IEnumerable<OpModel> Of(ElementwiseOp op) => op switch
    {
        { Accepts: Elements.Bool } => Logic(op),
        BinaryOp { Accepts: Elements.Int } hash => RandomCases.Hash(hash),
        UnaryOp unary => Unary(unary),
        BinaryOp binary => Binary(binary),
        SelectOp select => Ternary(select),
        _ => [],
    };

    /// <summary>Bool in, bool out; also mixed with numbers, whose lanes are wider.</summary>
    static IEnumerable<OpModel> Logic(ElementwiseOp op)
    {
        OpModel Model(string body, string a, string b, params string[] bindings) => new()
        {
            Op = op, Body = body, Torch = op.Torch, Result = "bool", Bindings = bindings,
            Operands = op is UnaryOp ? [new("x", "bool", a, op.Domain)] : [new("a", "bool", a, op.Domain), new("b", "bool", b, op.Domain)],
        };
        var call = $"{op.Surface}({string.Join(", ", op.Inputs)})";
        var infix = op is UnaryOp ? $"{op.Symbol}x" : $"a {op.Symbol} b";
        foreach (var (a, b, bindings) in op is UnaryOp ? Broadcasts.Where(pair => pair.A == pair.B) : Broadcasts)
            yield return Model(infix, a, b, bindings);
        yield return Model(call, "n d", "n d", Wide);
        foreach (var type in (string[])["double", "float", "int"])
        {
            var masks = infix.Replace("x", "(x > 0)").Replace("a", "(a > 0)").Replace("b", "(b > 0)");
            var (name, torch) = (op.Inputs[0], op.Torch.Replace("(x", "(x > 0").Replace("(a, b", "(a > 0, b > 0"));
            yield return new()
            {
                Op = op, Body = $"Where({masks}, {name}, 7)", Torch = $"torch.where({torch}, {name}, torch.full_like({name}, 7))", Result = type, Bindings = Wide,
                Operands = [.. op.Inputs.Select(input => new OperandSpec(input, type, "n d", Domain.NonZero))],
            };
        }
    }

    static IEnumerable<OpModel> Unary(UnaryOp op)
    {
        OpModel Model(string body, string type, string axes, params string[] bindings) => new()
        {
            Op = op, Body = body, Torch = op.Torch, Result = op.IsComparison ? "bool" : type, Bindings = bindings, Operands = [new("x", type, axes, op.Domain)],
        };
        var call = $"{op.Surface}(x)";
        yield return Model(call, "double", "n d", [.. Matrix, "n=5 d=19"]);
        yield return Model($"x.{op.Surface}()", "double", "n", "n=1", "n=5", "n=0");
        yield return Model(call, "double", "", "");
        yield return Model(call, "double", "b n d", "b=2 n=3 d=4");
        yield return Model(call, "float", "n d", Wide);
        if (op.Symbol is { } symbol)
            yield return Model($"{symbol}x", "double", "n d", "n=3 d=4");
        if (op.Accepts.HasFlag(Elements.Integer))
            yield return Model(call, "int", "n d", Wide);
        foreach (var type in (string[])["double", "float"])
        {
            var special = Model(call, type, "n", "n=10") with { Note = "special", Values = [[.. Specials, 800, -800, 1e-30, -0.5]] };
            yield return special;
            // As the condition of a choice, beside which the other operand has a gradient.
            if (op.IsComparison)
                yield return special with
                {
                    Body = $"Where({call}, 7, x)", Torch = $"torch.where({op.Torch}, torch.full_like(x, 7), x)", Result = type,
                };
        }
    }

    static IEnumerable<OpModel> Binary(BinaryOp op)
    {
        var (domainA, domainB) = (op.Domain, op.DomainB ?? op.Domain);
        OpModel Model(string body, string type, string a, string b, params string[] bindings) => new()
        {
            Op = op, Body = body, Torch = op.Torch, Result = op.IsComparison ? "bool" : type, Bindings = bindings,
            Operands = [new("a", type, a, domainA), new("b", type, b, domainB)],
        };
        var call = $"{op.Surface}(a, b)";
        var infix = op.Symbol is { } symbol ? $"a {symbol} b" : $"a.{op.Surface}(b)";
        foreach (var (a, b, bindings) in Broadcasts)
            yield return Model(infix, "double", a, b, bindings);
        yield return Model(call, "double", "n d", "n d", "n=3 d=4");
        yield return Model(infix, "float", "n d", "n d", Wide);
        yield return Model(infix, "float", "n d", "d", Wide);
        yield return Model(infix, "float", "n d", "n 1", Wide);
        if (op.Accepts.HasFlag(Elements.Integer))
            yield return Model(infix, "int", "n d", "d", Wide) with { Operands = [new("a", "int", "n d", Domain.All), new("b", "int", "d", Domain.All)] };

        foreach (var type in (string[])["double", "float"])
            yield return Model(infix, type, "n", "n", $"n={Specials.Length * Specials.Length}") with
            {
                Note = "special",
                Values = [[.. Specials.SelectMany(x => Specials.Select(_ => x))], [.. Specials.SelectMany(_ => Specials)]],
            };
        if (op.OnBool is not null)
        {
            foreach (var (a, b, bindings) in Broadcasts.Take(6))
                yield return Model(infix, "bool", a, b, bindings);
            yield return Model($"Where(a {op.Symbol} (b > 0), b, 7)", "double", "n d", "n d", Wide) with
            {
                Torch = $"torch.where(a {op.Symbol} (b > 0), b, torch.full_like(b, 7))", Result = "double",
                Operands = [new("a", "bool", "n d", Domain.All), new("b", "double", "n d", Domain.NonZero)],
            };
        }
        if (op.Surface is "Maximum" or "Minimum")
            yield return Model(call, "double", "n", "n", "n=6") with { Note = "ties", Values = [[1, 2, -3, 0, 5, 1], [1, 3, -3, 0, 4, 1]] };
        foreach (var scalar in Scalars(op, domainA, domainB))
            yield return scalar;
    }

    /// <summary>One operand is a number in the source: <c>a / 2</c>, <c>1 - b</c>.</summary>
    static IEnumerable<OpModel> Scalars(BinaryOp op, Domain domainA, Domain domainB)
    {
        OpModel Model(string body, string type, string tensor, string number, double value) => new()
        {
            Op = op, Body = body.Replace(number, value.ToString(System.Globalization.CultureInfo.InvariantCulture) + (type == "float" && value % 1 != 0 ? "f" : "")),
            Torch = op.Torch, TorchArguments = new Dictionary<string, object> { [number] = value }, Result = op.IsComparison ? "bool" : type,
            Bindings = ["n=3 d=4"], Operands = [new(tensor, type, "n d", tensor == "a" ? domainA : domainB)],
        };
        if (op.Symbol is { } symbol)
        {
            foreach (var type in (string[])["double", "float"])
            {
                yield return Model($"a {symbol} b", type, "a", "b", 2);
                yield return Model($"a {symbol} b", type, "b", "a", 2);
                yield return Model($"a {symbol} b", type, "a", "b", 0.25);
            }
        }
        if (op.Surface == "Pow")
            foreach (var exponent in (double[])[2, 3, 0.5, -1, 0, 1])
                yield return Model("Pow(a, b)", "double", "a", "b", exponent);
    }

    static IEnumerable<OpModel> Ternary(SelectOp op)
    {
        OpModel Model(string body, string type, string condition, string a, string b, params string[] bindings) => new()
        {
            Op = op, Body = body, Torch = op.Torch, Result = type, Bindings = bindings,
            Operands = [new("condition", "bool", condition, Domain.All), new("a", type, a, op.Domain), new("b", type, b, op.Domain)],
        };
        var call = $"{op.Surface}(condition, a, b)";
        yield return Model(call, "double", "n d", "n d", "n d", [.. Matrix, "n=5 d=19"]);
        yield return Model(call, "double", "n d", "d", "n 1", "n=3 d=4");
        yield return Model(call, "double", "n 1", "n d", "d", "n=3 d=4");
        yield return Model(call, "double", "d", "n d", "", "n=3 d=4");
        yield return Model(call, "double", "n 1", "1 d", "1", "n=3 d=4");
        yield return Model(call, "double", "", "n", "n", "n=5");
        yield return Model(call, "double", "", "", "", "");
        yield return Model(call, "float", "n d", "n d", "d", Wide);
        yield return Model(call, "int", "n d", "n d", "d", Wide);
        yield return Model(call, "double", "n", "n", "n", "n=6") with
        {
            Note = "special", Values = [[1, 0, 1, 0, 1, 0], Specials, [.. Specials.Reverse()]],
        };
    }
}
