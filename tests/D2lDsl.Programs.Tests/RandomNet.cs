using System.Globalization;
using System.Text;

namespace D2lDsl.ProgramsTests;

/// <summary>
/// A model of random operations over tensors of several ranks: sequences, heads, images and labels, cut, joined, turned and contracted as
/// in the networks of the book. Beside <see cref="RandomProgram"/>, whose models are deep in control flow and have few shapes.
/// </summary>
sealed partial class RandomNet
{
    /// <summary>The arguments of every model, in order, with the sizes of their axes; the last two are labels.</summary>
    public static readonly (string Name, string[] Axes)[] Arguments =
    [
        ("x", ["b", "t", "2*e"]), ("y", ["b", "t", "2*e"]), ("p", ["t", "2*e"]), ("v", ["2*e"]), ("w", ["2*e", "2*e"]), ("u", ["2*e", "6*e"]),
        ("g", ["b", "2", "h", "h"]), ("k", ["3", "2", "3", "3"]), ("s", []), ("l", ["b"]), ("m", ["b", "t"]),
    ];

    const int Labels = 2;

    readonly Random random;
    readonly StringBuilder body = new();
    readonly List<Value> values;
    int fresh;

    sealed record Value(string Name, string[] Axes)
    {
        public int Rank => Axes.Length;

        public bool Has(params string[] axes) => Axes.SequenceEqual(axes);
    }

    RandomNet(int seed)
    {
        random = new(seed);
        values = [.. Arguments.SkipLast(Labels).Where(a => a.Name is not ("w" or "u" or "k")).Select(a => new Value(a.Name, a.Axes))];
    }

    /// <summary>False where a gradient was cut off, so that central differences do not apply.</summary>
    public bool IsSmooth { get; private set; } = true;

    /// <summary>The sizes that a model in numbers has; that of a batch stays a symbol.</summary>
    public static IReadOnlyDictionary<string, int> Numbers { get; } = new Dictionary<string, int> { ["t"] = 5, ["e"] = 9, ["h"] = 7 };

    /// <summary>The model for doubles; for floats, named with an F behind; and for doubles with sizes in numbers, with an N.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Whether the result is a number.</summary>
    public bool IsScalar { get; private set; }

    public static RandomNet Make(int seed, string name)
    {
        var net = new RandomNet(seed);
        net.Write(name);
        return net;
    }

    void Write(string name)
    {
        for (var i = 1 + random.Next(3) + (int)(9 * Math.Pow(random.NextDouble(), 2)); i > 0; i--)
            Statement();
        var all = string.Join(" + ", Arguments.SkipLast(Labels).Select(a => $"Sum({a.Name})"));
        IsScalar = random.Next(2) == 0 || values[^1].Rank == 0;
        var last = values.AsEnumerable().Reverse().Take(4);
        var result = IsScalar ? $"{string.Join(" + ", last.Select(v => $"{Number(0.2, 1)} * {(random.Next(2) == 0 ? "Sum" : "Mean")}({v.Name})"))} + 0.1f * ({all})"
            : $"{last.First().Name} + 0.01f * ({string.Join(" + ", last.Skip(1).Select(v => $"Mean({v.Name})"))} + {all})";
        string Text(string model, bool inNumbers) => $$"""
                [Model]
                public static Tensor<double> {{model}}({{Parameters(inNumbers)}})
                {
            {{body}}        return {{result}};
                }

            """;
        Source = Text(name, false) + Text($"{name}F", false).Replace("double", "float").Replace("Math.Sqrt", "MathF.Sqrt") + Text($"{name}N", true);
    }

    /// <summary>The size of an axis.</summary>
    public static int Size(string axis, IReadOnlyDictionary<string, int> sizes) =>
        int.TryParse(axis, out var size) ? size : axis.Split('*') is [var times, var symbol] ? int.Parse(times, CultureInfo.InvariantCulture) * sizes[symbol] : sizes[axis];

    static string Parameters(bool inNumbers) => string.Join(", ", Arguments.Select((argument, i) =>
    {
        var axes = string.Join(", ", argument.Axes.Select(axis => int.TryParse(axis, out _) ? axis : inNumbers && axis != "b" ? $"{Size(axis, Numbers)}" : $"\"{axis}\""));
        return i < Arguments.Length - Labels ? $"[Parameter, Shape({axes})] Tensor<double> {argument.Name}" : $"[Shape({axes})] Tensor<int> {argument.Name}";
    }));

    string Number(double low, double high) => (low + (high - low) * random.NextDouble()).ToString("0.00", CultureInfo.InvariantCulture) + "f";

    Value Pick(Func<Value, bool>? where = null) => TryPick(where) ?? values[0];

    // Later values more often: programs become deep.
    Value? TryPick(Func<Value, bool>? where = null)
    {
        var fit = values.Where(v => where is null || where(v)).ToArray();
        return fit.Length == 0 ? null : fit[random.Next(2) == 0 ? random.Next(fit.Length) : fit.Length - 1 - random.Next(Math.Min(3, fit.Length))];
    }

    void Line(string line) => body.Append("        ").Append(line).Append('\n');

    void Declare(string expression, params string[] axes)
    {
        var name = $"t{fresh++}";
        Line($"var {name} = {expression};");
        values.Add(new(name, axes));
    }

    static bool IsLong(string axis) => axis is "t" or "2*e" or "h" or "6*e";

    void Statement()
    {
        switch (random.Next(24))
        {
            case 20 or 21 or 22 or 23:
                Others();
                break;
            case 0 or 1:
                var a = Pick();
                Declare(Unary(a.Name), a.Axes);
                break;
            case 2 or 3 or 4:
                Binary();
                break;
            case 5 or 6:
                Reduction();
                break;
            case 7 or 8:
                Normalisation();
                break;
            case 9 or 10 or 11:
                Product();
                break;
            case 12 or 13:
                Cut();
                break;
            case 14:
                Join();
                break;
            case 15 or 16:
                Movement();
                break;
            case 17:
                Attention();
                break;
            case 18:
                if (random.Next(2) == 0)
                    Picture();
                else
                    Recurrence();
                break;
            default:
                Picks();
                break;
        }
    }

    string Unary(string a) => random.Next(18) switch
    {
        0 or 1 => $"Tanh({a})",
        2 => $"Sigmoid({a})",
        3 => $"Relu({a})",
        4 => $"Gelu({a})",
        5 => $"Square(Tanh({a}))",
        6 => $"Log(Square({a}) + 1)",
        7 => $"Sqrt(Square({a}) + 0.5f)",
        8 => $"Silu({a})",
        9 => $"Sin({a})",
        10 => $"Cos({a}) * {Number(0.2, 1)}",
        11 => $"Abs({a})",
        12 => $"Where({a} > 0.1f, {a}, {a} * 0.2f)",
        13 => $"Clamp({a}, -0.8f, 0.7f)",
        14 => $"Softplus({a})",
        15 => $"-{a}",
        16 => $"{a} / {Number(0.5, 2)}",
        _ => $"Erf({a})",
    };

    void Binary()
    {
        var a = Pick();
        var b = Pick(v => Broadcast(a.Axes, v.Axes) is not null);
        var axes = Broadcast(a.Axes, b.Axes)!;
        if (axes.Length > 4)
            return;
        if (random.Next(2) == 0)
            (a, b) = (b, a);
        Declare(random.Next(7) switch
        {
            0 => $"{a.Name} + {b.Name}",
            1 => $"{a.Name} - {b.Name}",
            2 or 3 => $"Tanh({a.Name}) * {b.Name}",
            4 => $"{a.Name} / (Square({b.Name}) + 1)",
            5 => $"Maximum({a.Name}, {b.Name})",
            _ => $"Where({a.Name} > {b.Name} * 0.9f, {a.Name}, 0.3f * {b.Name})",
        }, axes);
    }

    static string[]? Broadcast(string[] a, string[] b)
    {
        if (a.Length < b.Length)
            (a, b) = (b, a);
        string[] result = [.. a];
        for (int i = 1; i <= b.Length; i++)
            if (a[^i] == "1")
                result[^i] = b[^i];
            else if (b[^i] != "1" && b[^i] != a[^i])
                return null;
        return result;
    }

    void Reduction()
    {
        var a = Pick(v => v.Rank > 0);
        var axis = random.Next(a.Rank);
        var keep = random.Next(2) == 0;
        // The variance of a batch of one is none.
        var form = random.Next(IsLong(a.Axes[axis]) ? 8 : 5) switch
        {
            0 => "Sum({0}{1}) * 0.3f",
            1 => "Mean({0}{1})",
            2 => "Max({0}{1})",
            3 => "Min({0}{1})",
            4 => "LogSumExp({0}{1})",
            5 => "Var({0}{1})",
            6 => "Sqrt(Sum(Square({0}){1}) + 0.1f)",
            _ => "Prod(Tanh({0}) + 0.4f{1})",
        };
        var by = $", axis: {(random.Next(2) == 0 ? axis : axis - a.Rank)}{(keep ? ", keepDims: true" : "")}";
        Declare(string.Format(CultureInfo.InvariantCulture, form, a.Name, by), [.. a.Axes.Take(axis), .. keep ? ["1"] : Array.Empty<string>(), .. a.Axes.Skip(axis + 1)]);
    }

    void Normalisation()
    {
        var a = Pick(v => v.Rank > 0);
        var axis = random.Next(a.Rank);
        switch (random.Next(6))
        {
            case 0 or 1:
                Declare($"Softmax({a.Name}, axis: {axis})", a.Axes);
                break;
            case 2:
                Declare($"LogSoftmax({a.Name}, axis: {axis - a.Rank}) * 0.3f", a.Axes);
                break;
            case 3:
                Declare($"CumSum({a.Name}, {axis}) * 0.4f", a.Axes);
                break;
            case 4 when TryPick(v => v.Rank > 1 && v.Axes[^1] == "2*e") is { } b:
                Declare($"LayerNorm({b.Name}, v, v * 0.5f)", b.Axes);
                break;
            default:
                Line($"var c{fresh} = {a.Name} - Mean({a.Name}, axis: {axis}, keepDims: true);");
                Declare($"c{fresh} / Sqrt(Mean(Square(c{fresh}), axis: {axis}, keepDims: true) + 0.1f)", a.Axes);
                break;
        }
    }
}
