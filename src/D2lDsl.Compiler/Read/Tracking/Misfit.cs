using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>What is wrong with an argument whose shape does not fit its declaration: the likeliest mistake and its remedy.</summary>
sealed class Misfit(SizeRelation sizes, IReadOnlyDictionary<string, Dim> bound)
{
    /// <param name="Clash">What differs.</param>
    /// <param name="Instead">What to pass, given the text of the argument; null where that is not clear.</param>
    public sealed record Finding(Entry Entry, string Clash, Func<string, string>? Instead, string Advice = "")
    {
        /// <summary>What to do.</summary>
        public string Remedy(string argument) => Instead is null ? Advice : $"write {Instead(argument)}";
    }

    /// <summary>Null where the argument fits, as far as is known.</summary>
    public Finding? Of(Shape declared, Shape actual, ElementType? type)
    {
        if (declared.HasLeading)
            return actual.Rank < declared.Rank - 1 ? new(Catalogue.ArgumentRank, $"at least {Axes(declared.Rank - 1)} needed", null, "reshape it")
                : Clash(Shape.Of(declared.Dims.Skip(1)), Shape.Of(actual.Dims.Skip(actual.Rank - declared.Rank + 1)));
        if (declared.Rank == actual.Rank)
            return Clash(declared, actual) is not { } clash ? null : Swapped(declared, actual) ?? clash;
        var differ = $"{Axes(declared.Rank)} declared, {actual.Rank} given";
        if (actual.Rank == declared.Rank - 1)
            for (var axis = 0; axis < declared.Rank; axis++)
                if ((axis == 0 || Size(declared[axis])?.IsOne == true) && Clash(Without(declared, axis), actual) is null)
                {
                    var at = axis;
                    return new(axis == 0 && Size(declared[0])?.IsOne != true ? Catalogue.MissingBatch : Catalogue.ArgumentRank, differ, text => $"{text}.Unsqueeze({at})");
                }
        if (type is ElementType.Int or ElementType.Long && actual.Rank == declared.Rank + 1 && Clash(declared, Without(actual, actual.Rank - 1)) is null && !actual[actual.Rank - 1].IsOne)
            return new(Catalogue.OneHotLabels, differ, text => $"{text}.Argmax(axis: {actual.Rank - 1})");
        if (actual.Rank == declared.Rank + 1)
            for (var axis = 0; axis < actual.Rank; axis++)
                if (actual[axis].IsOne && Clash(declared, Without(actual, axis)) is null)
                {
                    var at = axis;
                    return new(Catalogue.ArgumentRank, differ, text => $"{text}.Squeeze({at})");
                }
        if (declared.Rank > 1 && actual.Rank > declared.Rank && Clash(Shape.Of(declared.Dims.Take(declared.Rank - 1)), Shape.Of(actual.Dims.Take(declared.Rank - 1))) is null)
            return new(Catalogue.Unflattened, differ, text => $"{text}.Flatten({declared.Rank - 1})");
        return new(Catalogue.ArgumentRank, differ, null, "reshape it, or check the declaration");
    }

    /// <summary>Axes in another order: a transposed matrix, images with their channels last.</summary>
    Finding? Swapped(Shape declared, Shape actual)
    {
        if (declared.Rank == 2 && Clash(declared, Shape.Of(actual[1], actual[0])) is null)
            return new(Catalogue.Transposed, First(declared, actual), text => $"{text}.T");
        int[][] orders = declared.Rank == 3 ? [[2, 0, 1], [1, 2, 0]] : declared.Rank == 4 ? [[0, 3, 1, 2], [0, 2, 3, 1]] : [];
        foreach (var order in orders)
            if (Clash(declared, Shape.Of(order.Select(i => actual[i]))) is null)
                return new(Catalogue.Transposed, First(declared, actual), text => $"{text}.Permute({string.Join(", ", order)})");
        return null;
    }

    string First(Shape declared, Shape actual) => Clash(declared, actual)!.Clash;

    /// <summary>The first pair of sizes that differ.</summary>
    Finding? Clash(Shape declared, Shape actual)
    {
        var inside = bound.ToDictionary(b => b.Key, b => b.Value);
        for (var axis = 0; axis < declared.Rank; axis++)
            if (declared[axis].Name is { } symbol && !inside.ContainsKey(symbol))
                inside.Add(symbol, actual[axis]);
            else if (declared[axis].Unknown(inside.ContainsKey) is var (unknown, times, rest))
            {
                // [2*h] receives 10: h is 5; 7 is no such size.
                var left = actual[axis] - rest.Substitute(s => inside[s]);
                if (left.Value is { } number && (number < 0 || number % times != 0))
                    return new(Catalogue.Argument, $"{declared[axis]} ≠ {actual[axis]}", _ => "check it, or the sizes it must agree with");
                if (left.DividedBy(times) is { } value)
                    inside.Add(unknown, value);
            }
            else if (declared[axis].Symbols.All(inside.ContainsKey) && declared[axis].Substitute(s => inside[s]) is var expected && sizes.Differ(expected, actual[axis]))
                return new(Catalogue.Argument, $"{expected} ≠ {actual[axis]}", null, "check it, or the sizes it must agree with");
        return null;
    }

    Dim? Size(Dim declared) => declared.Symbols.All(bound.ContainsKey) ? declared.Substitute(s => bound[s]) : null;

    static Shape Without(Shape shape, int axis) => Shape.Of(shape.Dims.Where((_, i) => i != axis));

    static string Axes(int count) => count == 1 ? "1 axis is" : $"{count} axes are";
}
