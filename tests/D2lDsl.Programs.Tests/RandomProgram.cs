using System.Text;

namespace D2lDsl.ProgramsTests;

/// <summary>
/// A model of random ops, shapes, branches and loops, as a user would write it. Values stay in a range where everything is defined,
/// and most programs stay away from kinks, so that central differences can check their gradients.
/// </summary>
sealed class RandomProgram
{
    readonly Random random;
    readonly StringBuilder body = new();
    readonly List<(string Name, string Shape)> values = [("x", "[n, d]"), ("y", "[n, d]"), ("v", "[d]"), ("w", "[d, d]"), ("s", "[]")];
    int fresh;
    int indent = 2;

    RandomProgram(int seed)
    {
        random = new(seed);
        IsSmooth = random.Next(2) == 0;
    }

    /// <summary>False where a kink may be hit, so that central differences do not apply.</summary>
    public bool IsSmooth { get; }

    public string Source { get; private set; } = "";

    public static RandomProgram Make(int seed, string name)
    {
        var program = new RandomProgram(seed);
        program.Write(name);
        return program;
    }

    void Write(string name)
    {
        // Mostly short, to 30 statements and more.
        var depth = 2 + (int)(29 * Math.Pow(random.NextDouble(), 6));
        for (var i = 0; i < depth; i++)
            Statement(allowBlocks: true);
        // Every input and the latest values count, so that each has a gradient.
        var terms = values.Take(5).Concat(values.Skip(5).Reverse().Take(3)).Select(v => $"{Literal(random.NextDouble() * 2 - 1)} * Sum({v.Name})");
        Source = $$"""
                [Model]
                public static Tensor<double> {{name}}(
                    [Parameter, Shape("n", "d")] Tensor<double> x, [Parameter, Shape("n", "d")] Tensor<double> y,
                    [Parameter, Shape("d")] Tensor<double> v, [Parameter, Shape("d", "d")] Tensor<double> w, [Parameter, Shape] Tensor<double> s)
                {
            {{body}}        return {{string.Join(" + ", terms)}};
                }

            """;
    }

    static string Literal(double value) => value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) + "d";

    void Line(string line) => body.Append(' ', indent * 4).Append(line).Append('\n');

    (string Name, string Shape) Pick(Func<(string Name, string Shape), bool>? where = null)
    {
        var fit = values.Where(v => v.Shape != "[d, d]" && (where is null || where(v))).ToArray();
        return fit[random.Next(fit.Length)];
    }

    void Declare(string shape, string expression)
    {
        var name = $"t{fresh++}";
        Line($"var {name} = {expression};");
        values.Add((name, shape));
    }

    void Statement(bool allowBlocks)
    {
        switch (random.Next(allowBlocks && random.Next(2) == 0 ? 13 : 10))
        {
            case 0 or 1:
                var a = Pick();
                Declare(a.Shape, Unary(a.Name));
                break;
            case 2 or 3 or 4:
                var (left, right, shape) = Operands();
                Declare(shape, Binary(left, right));
                break;
            case 5:
                Reduction();
                break;
            case 6:
                var m = Pick(v => v.Shape == "[n, d]");
                Declare("[n, d]", random.Next(3) switch
                {
                    0 => $"Tanh(MatMul({m.Name}, w))",
                    1 => $"MatMul(MatMul({m.Name}, {Pick(v => v.Shape == "[n, d]").Name}.T), {m.Name}) * 0.05",
                    _ => $"Tanh(MatMul({m.Name}, w.Transpose()) + v)",
                });
                break;
            case 7:
                var row = Pick(v => v.Shape == "[n, d]");
                Declare("[n]", $"MatMul({row.Name}, {Pick(v => v.Shape == "[d]").Name}) * 0.3");
                break;
            case 8:
                var logits = Pick(v => v.Shape == "[n, d]");
                Declare("[n, d]", $"Exp({logits.Name} - Max({logits.Name}, axis: 1, keepDims: true).Detach()) / Sum(Exp({logits.Name} - Max({logits.Name}, axis: 1, keepDims: true).Detach()), axis: 1, keepDims: true)");
                break;
            case 9:
                Movement();
                break;
            case 10:
                Branch();
                break;
            case 11:
                Loop();
                break;
            default:
                var choice = Pick();
                var other = Pick(v => v.Shape == choice.Shape);
                Declare(choice.Shape, $"Sum({Pick().Name}) > {Literal(random.NextDouble() - 0.5)} ? {Unary(choice.Name)} : {Binary(choice.Name, other.Name)}");
                break;
        }
    }

    string Unary(string a)
    {
        switch (random.Next(IsSmooth ? 9 : 13))
        {
            case 0: return $"Tanh({a})";
            case 1: return $"Sigmoid({a})";
            case 2: return $"Exp(Tanh({a}))";
            case 3: return $"Square(Tanh({a}))";
            case 4: return $"Log(Square({a}) + 1)";
            case 5: return $"Sqrt(Square({a}) + 0.5)";
            case 6: return $"-{a}";
            case 7: return $"{a} * {Literal(random.NextDouble())}";
            case 8: return random.Next(3) switch { 0 => $"1 / (Square({a}) + 1.5)", 1 => $"Rsqrt(Square({a}) + 1.5)", _ => $"LogSigmoid({a}) * 0.3" };
            case 9:
                return $"Relu({a})";
            case 10: return $"Where(IsFinite({a}) & !IsNan({a}), {a}, 0.5)";
            case 11: return $"Elu({a}, 0.7)";
            default:
                return $"Where({a} > 0.1, {a}, {a} * 0.2)";
        }
    }

    string Binary(string a, string b)
    {
        switch (random.Next(IsSmooth ? 5 : 6))
        {
            case 0: return $"{a} + {b}";
            case 1: return $"{a} - {b}";
            case 2: return $"Tanh({a} * {b})";
            case 3: return $"{a} / (Square({b}) + 1)";
            case 4: return $"({a} + 0.5 * {b}) * 0.7";
            default:
                return $"Maximum({a}, {b})";
        }
    }

    /// <summary>Two values that broadcast, and the shape of the result.</summary>
    (string Left, string Right, string Shape) Operands()
    {
        var a = Pick();
        var b = Pick(v => v.Shape == a.Shape || v.Shape == "[]" || a.Shape == "[]"
            || (a.Shape == "[n, d]" && v.Shape is "[n, 1]" or "[d]") || (v.Shape == "[n, d]" && a.Shape is "[n, 1]" or "[d]"));
        if (a.Shape == b.Shape || b.Shape == "[]")
            return (a.Name, b.Name, a.Shape);
        return (a.Name, b.Name, a.Shape == "[]" ? b.Shape : "[n, d]");
    }

    void Reduction()
    {
        var a = Pick(v => v.Shape == "[n, d]");
        switch (random.Next(IsSmooth ? 7 : 8))
        {
            case 0: Declare("[d]", $"Mean({a.Name}, axis: 0)"); break;
            case 1: Declare("[n]", $"Sum({a.Name}, axis: 1) * 0.3"); break;
            case 2: Declare("[n, 1]", $"Mean({a.Name}, axis: -1, keepDims: true)"); break;
            case 3: Declare("[]", $"Mean({Pick().Name})"); break;
            case 4: Declare("[]", $"Norm({a.Name}) * 0.2"); break;
            case 5: Declare("[d]", $"Sum({a.Name} * {Pick(v => v.Shape == "[n, d]").Name}, axis: 0) * 0.2"); break;
            case 6: Declare("[n]", $"Prod(Tanh({a.Name}) + 0.4, axis: 1)"); break;
            default:
                Declare("[n, 1]", $"Max({a.Name}, axis: 1, keepDims: true)");
                break;
        }
    }

    void Movement()
    {
        switch (random.Next(6))
        {
            case 4: Declare("[n, d]", $"Roll({Pick(v => v.Shape == "[n, d]").Name}, {random.Next(-4, 5)}, axis: {random.Next(2)})"); break;
            case 5: Declare("[n, d]", $"Flip({Pick(v => v.Shape == "[n, d]").Name}, {random.Next(2)}) * 0.9"); break;
            case 0: Declare("[n, 1]", $"{Pick(v => v.Shape is "[n, 1]" or "[n, d]") switch { { Shape: "[n, 1]" } v => v.Name, var v => $"Mean({v.Name}, axis: 1).Unsqueeze(1)" }}"); break;
            case 1: Declare("[n, d]", $"Tanh({Pick(v => v.Shape == "[n, d]").Name}.T).Transpose(0, 1)"); break;
            case 2: Declare("[n, d]", $"({Pick(v => v.Shape == "[n, d]").Name} * 0.5).Reshape(-1).Reshape(x.Shape[0], x.Shape[1])"); break;
            default: Declare("[n, d]", $"{Pick(v => v.Shape == "[d]").Name}.BroadcastTo(x.Shape[0], x.Shape[1])"); break;
        }
    }

    /// <summary>A local variable, declared now if there is none.</summary>
    (string Name, string Shape) Target()
    {
        if (!values.Any(v => v.Name.StartsWith('t')))
            Declare("[n, d]", "x * 0.9");
        return Pick(v => v.Name.StartsWith('t'));
    }

    void Branch()
    {
        var target = Target();
        Line($"if (Sum({Pick().Name}) > {Literal(random.NextDouble() - 0.5)})");
        Block(target);
        Line("else");
        Block(target);
    }

    void Loop()
    {
        var target = Target();
        if (random.Next(2) != 0)
        {
            Line($"while (Norm({target.Name}) > {Literal(0.2 + random.NextDouble())})");
            Block(target, shrink: true);
            return;
        }
        // What the turns make is collected now and then.
        var list = random.Next(2) == 0 ? $"l{fresh}" : null;
        if (list is not null)
            Line($"var {list} = new List<Tensor<double>>();");
        Line($"for (int i{fresh} = 0; i{fresh} < {(random.Next(2) == 0 ? "x.Shape[0]" : random.Next(1, 9))}; i{fresh++}++)");
        Block(target, last: list is null ? null : $"{list}.Add({target.Name});");
        if (list is not null)
            Declare(target.Shape, random.Next(2) == 0 ? $"Tanh(Sum(Stack({list}, axis: -1), axis: -1))" : $"{list}[^1] * {list}[0]");
    }

    /// <summary>A few statements, the last of which assigns the target.</summary>
    void Block((string Name, string Shape) target, bool shrink = false, string? last = null)
    {
        Line("{");
        indent++;
        var outside = values.Count;
        // Nothing else may assign what a while loop shrinks, or it would never end.
        for (var i = random.Next(3); i > 0; i--)
            Statement(allowBlocks: indent < 4 && !shrink);
        var other = Pick(v => v.Shape == target.Shape);
        Line(shrink ? $"{target.Name} = {target.Name} * {Literal(0.3 + 0.5 * random.NextDouble())};" : $"{target.Name} = Tanh({Binary(target.Name, other.Name)});");
        if (last is not null)
            Line(last);
        values.RemoveRange(outside, values.Count - outside);
        indent--;
        Line("}");
    }
}
