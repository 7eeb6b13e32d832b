using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Read;

/// <summary>What the size symbols of a called model stand for in one call, and which axes its <c>...</c> does.</summary>
sealed class CallSizes(IReadOnlyDictionary<string, Dim>? ofModule)
{
    readonly Dictionary<string, Dim> sizes = ofModule?.ToDictionary(s => s.Key, s => s.Value) ?? [];

    /// <summary>The axes in the place of <c>...</c>; null while no argument has told them.</summary>
    public Shape? Leading { get; private set; }

    /// <summary>The symbols whose sizes are known by now.</summary>
    public IReadOnlyDictionary<string, Dim> Known => sizes.ToDictionary(s => s.Key, s => s.Value);

    /// <summary>The size a symbol stands for; that of <c>...</c> is the number of elements over all its axes.</summary>
    public Dim this[string symbol] => symbol == Dim.Leading.Name ? Leading!.Count : sizes[symbol];

    /// <summary>What the symbols of a module in a declared size stand for, for a message: <c> (i = c, o = 2*c)</c>, or nothing.</summary>
    public string Meant(Shape declared)
    {
        var meant = declared.Dims.Any(size => size.Symbols.Any(symbol => ofModule?.ContainsKey(symbol) == true))
            ? ofModule.Where(size => !size.Value.Equals(Dim.Symbol(size.Key))).Select(size => $"{size.Key} = {size.Value}").ToList() : [];
        return meant.Count > 0 ? $" ({string.Join(", ", meant)})" : "";
    }

    /// <summary>Takes what an argument tells; what disagrees, or cannot be told, is given back as what was declared and what came.</summary>
    /// <param name="isLast">Whether all arguments have been seen, so that what is still unknown stays so.</param>
    public (string Declared, string Actual)? Fit(Shape declared, Shape actual, bool isLast)
    {
        if (declared.HasLeading ? actual.Rank < declared.Rank - 1 : actual.Rank != declared.Rank)
            return (declared.HasLeading ? $"at least {Axes(declared.Rank - 1)}" : Axes(declared.Rank), $"{actual.Rank}");
        if (declared.HasLeading)
        {
            var leading = Shape.Of(actual.Dims.Take(actual.Rank - declared.Rank + 1));
            if (!(Leading ??= leading).Equals(leading))
                return ($"{Leading}", $"{leading}");
        }
        foreach (var (size, given) in Counted(declared, actual))
            if (size.Name is { } symbol && !sizes.ContainsKey(symbol))
                sizes.Add(symbol, given);
            else if (size.Symbols.All(sizes.ContainsKey) && size.Substitute(s => sizes[s]) is var expected && !expected.Equals(given))
                return ($"{expected}", $"{given}");
            else if (isLast && size.Unknown(sizes.ContainsKey) is not null)
                return ($"{size}", $"{given}");
        return null;
    }

    /// <summary>Finds a size symbol that stands alone nowhere: h of a parameter declared [2*h] that receives [2*d].</summary>
    public bool Solve(Shape declared, Shape actual)
    {
        foreach (var (size, given) in Counted(declared, actual))
            if (size.Unknown(sizes.ContainsKey) is var (symbol, times, rest) && (given - rest.Substitute(s => sizes[s])).DividedBy(times) is { } value)
            {
                sizes.Add(symbol, value);
                return true;
            }
        return false;
    }

    static string Axes(int count) => count == 1 ? "1 axis" : $"{count} axes";

    /// <summary>The axes that are declared one by one, with what came for each.</summary>
    static IEnumerable<(Dim Declared, Dim Given)> Counted(Shape declared, Shape actual)
    {
        var count = declared.HasLeading ? declared.Rank - 1 : declared.Rank;
        return declared.Dims.Skip(declared.Rank - count).Zip(actual.Dims.Skip(actual.Rank - count), (d, g) => (d, g));
    }
}
