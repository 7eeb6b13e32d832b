using System.Globalization;

namespace D2lDsl.Plotting;

/// <summary>Ticks at multiples of 1, 2 or 5 times a power of ten.</summary>
internal static class LinearTicks
{
    /// <summary>Ticks inside [low, high], at most <paramref name="most"/> of them, but two where that gave fewer.</summary>
    public static List<Tick> Between(double low, double high, int most, bool whole = false)
    {
        var ticks = Every(Step((high - low) / Math.Max(1, most)), low, high, whole);
        return ticks.Count >= 2 || whole || most > 8 ? ticks : Between(low, high, most + 1);
    }

    static List<Tick> Every((int Mantissa, int Exponent) stride, double low, double high, bool whole)
    {
        var (mantissa, exponent) = whole && stride.Exponent < 0 ? (1, 0) : stride;
        var step = mantissa * Math.Pow(10, exponent);
        var first = Math.Ceiling(low / step - 1e-9);
        var last = Math.Floor(high / step + 1e-9);

        var values = new List<double>();
        for (var n = 0; n <= last - first; n++)
        {
            var i = first + n;
            // Division by a whole power of ten rounds once: 3 * 0.1 would print as 0.30000000000000004.
            var value = exponent < 0 ? i * mantissa / Math.Pow(10, -exponent) : i * step;
            values.Add(value == 0 ? 0 : value);
        }
        return Label(values, exponent);
    }

    static (int Mantissa, int Exponent) Step(double least)
    {
        var exponent = (int)Math.Floor(Math.Log10(least));
        var fraction = least / Math.Pow(10, exponent);
        return fraction switch
        {
            <= 1.0000001 => (1, exponent),
            <= 2.0000001 => (2, exponent),
            <= 5.0000001 => (5, exponent),
            _ => (1, exponent + 1),
        };
    }

    static List<Tick> Label(List<double> values, int exponent)
    {
        var largest = values.Count == 0 ? 0 : values.Max(Math.Abs);
        var power = largest == 0 ? 0 : (int)Math.Floor(Math.Log10(largest) + 1e-9);
        if (power is >= -4 and <= 5)
        {
            var plain = "F" + Math.Max(0, -exponent);
            return [.. values.Select(value => new Tick(value, Signed(value.ToString(plain, CultureInfo.InvariantCulture))))];
        }
        var digits = "F" + Math.Clamp(power - exponent, 0, 15);
        return [.. values.Select(value => new Tick(value, Scaled(value, power, digits)))];
    }

    static string Scaled(double value, int power, string digits) => value == 0
        ? "0"
        : Signed((value / Math.Pow(10, power)).ToString(digits, CultureInfo.InvariantCulture)) + "×" + LogTicks.PowerOfTen(power);

    /// <summary>A minus sign is as wide as a digit; a hyphen gets lost in front of one.</summary>
    static string Signed(string number) => number.Replace('-', '−');
}
