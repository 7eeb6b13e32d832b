namespace D2lDsl.OpTests.Composed;

/// <summary>
/// A model drawn from a seed: locals that build on each other through ops of every kind, in shapes over n, d and k. What no single
/// op shows (fusion across ops, values used twice, views between loops, broadcasts inside reductions) meets here.
/// </summary>
sealed class RandomModel
{
    readonly Random random;
    readonly List<(string Name, string[] Shape)> values = [];
    readonly List<string> lines = [];

    RandomModel(int seed) => random = new Random(seed);

    /// <summary>Parameters and their shapes, the same for all models.</summary>
    public static IReadOnlyList<(string Name, string[] Shape)> Parameters { get; } =
        [("x", ["n", "d"]), ("w", ["d", "k"]), ("v", ["d"]), ("c", ["n", "1"]), ("s", [])];

    /// <summary>The C# source of a class of this name, with the method F.</summary>
    public static string Source(string name, int seed)
    {
        var model = new RandomModel(seed);
        return model.Write(name);
    }

    string Write(string name)
    {
        values.AddRange(Parameters);
        for (var i = random.Next(4, 12); i > 0; i--)
            Add(Step());
        var result = random.Next(3) switch
        {
            0 => values[^1].Name,
            1 => $"Mean({values[^1].Name})",
            _ => $"Mean({values[^1].Name}) + Sum(Tanh({values[^2].Name})) * Max(Tanh({values[^3].Name}))",
        };
        var parameters = Parameters.Select(p => $"[Parameter, Shape({string.Join(", ", p.Shape.Select(size => size == "1" ? size : $"\"{size}\""))})] Tensor<double> {p.Name}");
        return $$"""
            public static partial class {{name}}
            {
                [Model]
                public static Tensor<double> F({{string.Join(", ", parameters)}})
                {
            {{string.Concat(lines.Select(line => $"        {line}\n"))}}        return {{result}};
                }
            }
            """;
    }

    void Add((string Code, string[] Shape) step)
    {
        var name = $"t{lines.Count}";
        lines.Add($"var {name} = {step.Code};");
        values.Add((name, step.Shape));
    }

    /// <summary>A value among all, the latest preferred.</summary>
    (string Name, string[] Shape) Any() => values[random.Next(2) == 0 ? values.Count - 1 - random.Next(Math.Min(3, values.Count)) : random.Next(values.Count)];

    (string Code, string[] Shape) Step()
    {
        var (a, shape) = Any();
        switch (random.Next(10))
        {
            case 0 or 1:
                string[] unary = [$"Tanh({a})", $"Sigmoid({a})", $"Relu({a})", $"Square(Tanh({a}))", $"Exp(-Abs({a}))", $"Sqrt(Square({a}) + 1)", $"{a} / 2 - 1", $"Log(2 + Tanh({a}))"];
                return (unary[random.Next(unary.Length)], shape);
            case 2 or 3 or 4:
                return Binary(a, shape);
            case 5 or 6 when shape.Length > 0:
                return Reduction(a, shape);
            case 7 when shape.Length > 0:
                return Movement(a, shape);
            case 8 when Partner(shape) is { } partner:
                return ($"MatMul(Tanh({a}), Tanh({partner.Name}))", Product(shape, partner.Shape));
            default:
                return Softmax(a, shape);
        }
    }

    (string, string[]) Binary(string a, string[] shape)
    {
        foreach (var (b, other) in values.OrderBy(_ => random.Next()).ToList())
            if (Broadcast(shape, other) is { } result)
            {
                string[] forms = [$"{a} + {b}", $"Tanh({a}) * {b}", $"{a} - {b}", $"Tanh({a}) / (2 + Sigmoid({b}))", $"Maximum({a}, {b})", $"Where({a} > {b} - 0.1, {b}, {a} * 0.5)", $"Pow(1 + Sigmoid({a}), Tanh({b}))"];
                return (forms[random.Next(forms.Length)], result);
            }
        return ($"-{a}", shape);
    }

    (string, string[]) Reduction(string a, string[] shape)
    {
        string[] names = ["Sum", "Mean", "Max", "Min", "Norm"];
        var (name, axis, keep) = (names[random.Next(names.Length)], random.Next(shape.Length), random.Next(2) == 0);
        var rest = shape.Where((_, i) => keep || i != axis).ToArray();
        if (keep)
            rest[axis] = "1";
        return ($"{name}(Tanh({a}), axis: {axis}{(keep ? ", keepDims: true" : "")})", rest);
    }

    (string, string[]) Movement(string a, string[] shape) => random.Next(3) switch
    {
        0 => ($"{a}.Transpose()", [.. shape.Reverse()]),
        1 when shape.Length < 3 => ($"Unsqueeze({a}, 0)", ["1", .. shape]),
        _ => ($"Tanh({a}.Reshape(-1)).Reshape({string.Join(", ", shape.Select((_, i) => $"{a}.Shape[{i}]"))})", shape),
    };

    /// <summary>A row program: normalises along the last axis.</summary>
    static (string, string[]) Softmax(string a, string[] shape) => shape.Length == 0 ? ($"Exp(-Square({a}))", shape)
        : ($"Exp(Tanh({a})) / Sum(Exp(Tanh({a})), axis: -1, keepDims: true)", shape);

    (string Name, string[] Shape)? Partner(string[] shape)
    {
        var fits = shape.Length is 1 or 2 ? values.Where(v => v.Shape.Length is 1 or 2 && v.Shape[0] == shape[^1]).ToList() : [];
        return fits.Count == 0 ? null : fits[random.Next(fits.Count)];
    }

    static string[] Product(string[] a, string[] b) => [.. a[..^1], .. b[1..]];

    static string[]? Broadcast(string[] a, string[] b)
    {
        var result = new string[Math.Max(a.Length, b.Length)];
        for (var i = 1; i <= result.Length; i++)
        {
            var (left, right) = (i <= a.Length ? a[^i] : "1", i <= b.Length ? b[^i] : "1");
            if (left != right && left != "1" && right != "1")
                return null;
            result[^i] = left == "1" ? right : left;
        }
        return result;
    }
}
