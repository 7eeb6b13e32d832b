using System.Globalization;

namespace D2lDsl;

/// <summary>How the numbers of one tensor are written: whole, with four decimals, or as 1.2345e+06; all of one width.</summary>
readonly record struct NumberFormat(string? Pattern, int Width)
{
    const string Whole = "F0", Fixed = "F4", Scientific = "E4";

    public static NumberFormat For<T>(List<T> values)
        where T : unmanaged
    {
        if (!ElementType.IsFloating<T>())
            return new(null, values.Select(value => Text(value).Length).Append(1).Max());
        double[] numbers = [.. values.Select(ElementType.ToDouble).Where(value => double.IsFinite(value) && value != 0)];
        if (numbers.Length == 0)
            return new(Whole, 1);
        double smallest = numbers.Min(Math.Abs), largest = numbers.Max(Math.Abs);
        bool isWhole = numbers.All(value => value == Math.Ceiling(value));
        bool isWide = largest / smallest > 1000 || largest > 1e8 || (!isWhole && smallest < 1e-4);
        string pattern = isWide ? Scientific : isWhole ? Whole : Fixed;
        int width = numbers.Max(value => Number(value, pattern).Length) + (pattern == Whole ? 1 : 0);
        return new(pattern, Math.Max(width, 1));
    }

    public string Format<T>(T value)
        where T : unmanaged
    {
        if (Pattern is null)
            return Text(value).PadLeft(Width);
        double number = ElementType.ToDouble(value);
        string text = Number(number, Pattern);
        return (Pattern == Whole && double.IsFinite(number) ? text + "." : text).PadLeft(Width);
    }

    static string Text<T>(T value)
        where T : unmanaged =>
        typeof(T) != typeof(bool) ? ElementType.ToLong(value).ToString(CultureInfo.InvariantCulture)
        : ElementType.ToLong(value) != 0 ? "True"
        : "False";

    /// <summary>A number as Python's format() writes it: ties go to the even digit, exponents have two digits or more.</summary>
    static string Number(double value, string pattern)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        if (pattern == Scientific)
            return Exponential(value);
        // A fifth decimal that is exactly 5 only occurs in odd multiples of 1/32.
        if (pattern == Fixed && Math.Abs(value * 32 % 2) == 1)
            value = Math.Round(value * 10000, MidpointRounding.ToEven) / 10000;
        return value.ToString(pattern, CultureInfo.InvariantCulture);
    }

    static string Exponential(double value)
    {
        string exact = value.ToString("E40", CultureInfo.InvariantCulture);
        int point = exact.IndexOf('.'), e = exact.IndexOf('E');
        bool isTie = exact[point + 5] == '5' && exact.AsSpan(point + 6, e - point - 6).IndexOfAnyExcept('0') < 0;
        bool keepsEven = isTie && (exact[point + 4] - '0') % 2 == 0;
        string rounded = keepsEven ? exact : value.ToString(Scientific, CultureInfo.InvariantCulture);
        e = rounded.IndexOf('E');
        string exponent = rounded[(e + 2)..].TrimStart('0').PadLeft(2, '0');
        return $"{rounded.AsSpan(0, rounded.IndexOf('.') + 5)}e{rounded[e + 1]}{exponent}";
    }
}
