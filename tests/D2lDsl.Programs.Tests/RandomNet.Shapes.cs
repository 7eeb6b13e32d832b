using System.Globalization;

namespace D2lDsl.ProgramsTests;

/// <content>Parts, joins and movements.</content>
sealed partial class RandomNet
{
    static string At(int rank, int axis, string what) => string.Join(", ", Enumerable.Range(0, axis + 1 < rank ? axis + 2 : rank).Select(i => i == axis ? what : ".."));

    void Cut()
    {
        var a = TryPick(v => v.Axes.Any(IsLong));
        if (a is null)
            return;
        var axes = Enumerable.Range(0, a.Rank).Where(i => IsLong(a.Axes[i])).ToArray();
        var axis = axes[random.Next(axes.Length)];
        string[] With(string size) => [.. a.Axes.Take(axis), size, .. a.Axes.Skip(axis + 1)];
        switch (random.Next(8))
        {
            case 0: Declare($"{a.Name}[{At(a.Rank, axis, "1..")}]", With($"{a.Axes[axis]}-1")); break;
            case 1: Declare($"{a.Name}[{At(a.Rank, axis, "..^1")}]", With($"{a.Axes[axis]}-1")); break;
            case 2: Declare($"{a.Name}[{At(a.Rank, axis, random.Next(3).ToString(CultureInfo.InvariantCulture))}]", [.. a.Axes.Take(axis), .. a.Axes.Skip(axis + 1)]); break;
            case 3: Declare($"{a.Name}[{At(a.Rank, axis, "^1")}]", [.. a.Axes.Take(axis), .. a.Axes.Skip(axis + 1)]); break;
            case 4: Declare($"{a.Name}[{At(a.Rank, axis, "..3")}] * 0.9f", With("3")); break;
            case 5 when a.Axes[axis] == "2*e":
                Declare($"{a.Name}.Chunk(2, axis: {axis})[{random.Next(2)}]", With("e"));
                break;
            case 6 when a.Axes[axis] == "6*e":
                Line($"var q{fresh} = {a.Name}.Chunk(3, axis: {axis});");
                var parts = $"q{fresh}";
                for (var i = 0; i < 3; i++)
                    Declare($"{parts}[{i}]", With("2*e"));
                break;
            default: Declare($"{a.Name}[{At(a.Rank, axis, "1..^1")}]", With($"{a.Axes[axis]}-2")); break;
        }
    }

    void Join()
    {
        var a = Pick(v => v.Rank > 0);
        var b = Pick(v => v.Has(a.Axes));
        if (!b.Has(a.Axes))
            return;
        var axis = random.Next(a.Rank);
        switch (random.Next(4))
        {
            case 0:
                Declare($"Concat([{a.Name}, {b.Name}], axis: {axis})", [.. a.Axes.Take(axis), $"2*({a.Axes[axis]})", .. a.Axes.Skip(axis + 1)]);
                break;
            case 1 when TryPick(v => v.Rank == a.Rank && v.Axes.Zip(a.Axes).Select((z, i) => i == axis || z.First == z.Second).All(same => same)) is { } c:
                Declare($"Concat([{a.Name} * 0.8f, {c.Name}], axis: {axis})", [.. a.Axes.Take(axis), $"{a.Axes[axis]}+{c.Axes[axis]}", .. a.Axes.Skip(axis + 1)]);
                break;
            case 2:
                if (a.Rank < 4)
                    Declare($"Stack([{a.Name}, {b.Name}], axis: {axis})", [.. a.Axes.Take(axis), "2", .. a.Axes.Skip(axis)]);
                break;
            default:
                // Two halves the other way round.
                if (a.Axes[axis] == "2*e")
                    Declare($"Concat([-{a.Name}.Chunk(2, axis: {axis})[1], {b.Name}.Chunk(2, axis: {axis})[0]], axis: {axis})", a.Axes);
                break;
        }
    }

    void Movement()
    {
        var a = Pick(v => v.Rank > 0);
        var (from, to) = (random.Next(a.Rank), random.Next(a.Rank));
        switch (random.Next(9))
        {
            case 0 or 1 when a.Rank > 1:
                string[] turned = [.. a.Axes];
                (turned[from], turned[to]) = (turned[to], turned[from]);
                Declare($"{a.Name}.Transpose({from}, {to})", turned);
                break;
            case 2:
                if (a.Rank < 4)
                    Declare($"{a.Name}.Unsqueeze({from})", [.. a.Axes.Take(from), "1", .. a.Axes.Skip(from)]);
                break;
            case 3 when TryPick(v => v.Axes.Contains("1")) is { } one:
                var unit = Array.IndexOf(one.Axes, "1");
                Declare($"{one.Name}.Squeeze({unit})", [.. one.Axes.Take(unit), .. one.Axes.Skip(unit + 1)]);
                break;
            case 4 when TryPick(v => v.Has("b", "t", "2*e")) is { } x:
                Declare($"{x.Name}.Reshape(x.Shape[0], x.Shape[1], 2, -1).Transpose(1, 2)", "b", "2", "t", "e");
                break;
            case 5 when TryPick(v => v.Has("b", "2", "t", "e")) is { } heads:
                Declare($"{heads.Name}.Transpose(1, 2).Reshape(x.Shape[0], x.Shape[1], -1)", "b", "t", "2*e");
                break;
            case 6:
                Declare($"Flip({a.Name}, {from})", a.Axes);
                break;
            case 7:
                Declare($"Roll({a.Name}, {random.Next(-3, 4)}, axis: {from})", a.Axes);
                break;
            case 8 when a.Rank > 1:
                Declare($"{a.Name}.Flatten(0, 1)", [$"{a.Axes[0]}*({a.Axes[1]})", .. a.Axes.Skip(2)]);
                break;
            default:
                Declare($"Pad({a.Name}, {string.Join(", ", Enumerable.Repeat("1", 1))}, 2)", [.. a.Axes.SkipLast(1), $"{a.Axes[^1]}+3"]);
                break;
        }
    }
}
