using System.Globalization;

namespace D2lDsl.Plotting;

/// <summary>Ticks of a log axis: powers of ten with minor ticks between, or 1-2-5 and plain steps where the range is narrow.</summary>
internal static class LogTicks
{
    /// <summary>Ticks inside [low, high], both above zero, with at most about <paramref name="most"/> labels.</summary>
    public static List<Tick> Between(double low, double high, int most)
    {
        var first = (int)Math.Ceiling(Math.Log10(low) - 1e-9);
        var last = (int)Math.Floor(Math.Log10(high) + 1e-9);
        if (last - first >= 2) return Decades(low, high, first, last, most);

        var few = Multiples(first - 1, last, [1, 2, 5], low, high);
        return few.Count >= 3 && few.Count <= most + 1
            ? [.. few.Select(tick => new Tick(tick.Value, Plain(tick.Value)))]
            : LinearTicks.Between(low, high, most);
    }

    /// <summary>10 with the exponent in raised digits.</summary>
    public static string PowerOfTen(int exponent)
    {
        const string raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        var digits = Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);
        return "10" + (exponent < 0 ? "⁻" : "") + string.Concat(digits.Select(digit => raised[digit - '0']));
    }

    static List<Tick> Decades(double low, double high, int first, int last, int most)
    {
        var stride = (last - first) / Math.Max(1, most) + 1;
        var raise = first < -3 || last > 4;
        var ticks = new List<Tick>();
        for (var exponent = first; exponent <= last; exponent++)
        {
            var labelled = (exponent - first) % stride == 0;
            var value = Math.Pow(10, exponent);
            if (labelled) ticks.Add(new Tick(value, raise ? PowerOfTen(exponent) : Plain(value)));
            else ticks.Add(new Tick(value, null));
        }
        if (stride == 1) ticks.AddRange(Multiples(first - 1, last, [2, 3, 4, 5, 6, 7, 8, 9], low, high));
        return [.. ticks.OrderBy(tick => tick.Value)];
    }

    static List<Tick> Multiples(int first, int last, ReadOnlySpan<int> mantissas, double low, double high)
    {
        var ticks = new List<Tick>();
        for (var exponent = first; exponent <= last; exponent++)
        {
            foreach (var mantissa in mantissas)
            {
                var value = mantissa * Math.Pow(10, exponent);
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) ticks.Add(new Tick(value, null));
            }
        }
        return ticks;
    }

    static string Plain(double value)
    {
        if (value is >= 0.0009 and < 1e6) return value.ToString("0.######", CultureInfo.InvariantCulture);
        var exponent = (int)Math.Floor(Math.Log10(value) + 1e-9);
        var mantissa = (int)Math.Round(value / Math.Pow(10, exponent));
        return mantissa == 1 ? PowerOfTen(exponent) : $"{mantissa}×{PowerOfTen(exponent)}";
    }
}
