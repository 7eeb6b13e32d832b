using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Rules;

/// <summary>
/// Whether a reshape only splits and merges neighbouring axes. Each size is a bag of factors; walked from the front, the bags of both
/// shapes must use each other up. Inside of a bag the order is free: 2·n may be n pairs or two halves.
/// </summary>
public static class Regrouping
{
    /// <summary>True where an axis that the sizes name ends up among the elements of another. Equal numbers alone prove it for whole images: three axes or more, all kept, in another order.</summary>
    public static bool IsScrambled(Shape before, Shape after)
    {
        var (from, to) = Whole(before, after);
        if (from is null || to is null)
            return false;
        var (source, target) = (new Queue<List<string>>(from), new Queue<List<string>>(to));
        var (left, right) = (new List<string>(), new List<string>());
        while (source.Count > 0 || target.Count > 0)
        {
            if (left.Count == 0 && source.Count > 0)
                left = source.Dequeue();
            else if (right.Count == 0 && target.Count > 0)
                right = target.Dequeue();
            else if (left.Count == 0 || right.Count == 0)
                return false;
            foreach (var factor in left.ToArray())
                if (right.Remove(factor))
                    left.Remove(factor);
            if (left.Count > 0 && right.Count > 0)
                return left.Concat(right).Any(IsSymbol) || IsReordered(before, after) || IsMergedAcross(before, after) || IsMergedAcross(after, before);
        }
        return false;
    }

    /// <summary>The factors of both. Where one is split, as d is in [b, t, 4, d/4], the parts are the factors of the whole too.</summary>
    static (List<List<string>>? From, List<List<string>>? To) Whole(Shape before, Shape after)
    {
        foreach (var (numerator, denominator) in before.Dims.Concat(after.Dims).Select(d => d.Quotient).OfType<(Dim, Dim)>().ToArray())
            if (numerator.Name is { } whole)
            {
                Dim Split(string name) => name == whole ? denominator * Dim.Symbol($"{numerator}/{denominator}") : Dim.Symbol(name);
                (before, after) = (before.Substitute(Split), after.Substitute(Split));
            }
        return (Factors(before), Factors(after));
    }

    static bool IsSymbol(string factor) => !char.IsDigit(factor[0]);

    static bool IsReordered(Shape before, Shape after) => before.Rank > 2 && before.Rank == after.Rank && !before.Equals(after)
        && before.Dims.Select(d => d.ToString()).OrderBy(d => d, StringComparer.Ordinal).SequenceEqual(after.Dims.Select(d => d.ToString()).OrderBy(d => d, StringComparer.Ordinal));

    /// <summary>[b, h, t, d] that becomes [b, t, h·d], or back: numbers alone, and yet no chance.</summary>
    static bool IsMergedAcross(Shape whole, Shape merged) => whole.Rank == merged.Rank + 1 && merged.Rank > 2 && Enumerable.Range(0, whole.Rank - 3).All(i => whole[i].Equals(merged[i]))
        && merged.Rank - 2 is var at && merged[at].Equals(whole[at + 1]) && merged[at + 1].Equals(whole[at] * whole[at + 2]) && !whole[at].Equals(whole[at + 1]);

    /// <summary>The factors of each size; null where one is a sum, which has none.</summary>
    static List<List<string>>? Factors(Shape shape)
    {
        var all = new List<List<string>>();
        foreach (var size in shape.Dims)
        {
            if (size.Factors() is not { } product)
                return null;
            all.Add([.. Primes(product.Coefficient), .. product.Symbols]);
        }
        return all;
    }

    static IEnumerable<string> Primes(long number)
    {
        for (var prime = 2L; prime * prime <= number; prime++)
            for (; number % prime == 0; number /= prime)
                yield return prime.ToString();
        if (number > 1)
            yield return number.ToString();
    }
}
