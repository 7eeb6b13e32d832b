using System.Globalization;

namespace D2lDsl.Data;

/// <summary>What the text of a cell means, whatever the culture of the machine.</summary>
internal static class CellText
{
    /// <summary>The number in a cell, or NaN.</summary>
    /// <remarks>Infinities are refused like text: they come from overflow or from a broken export, and no training survives one.</remarks>
    public static double Number(ReadOnlySpan<char> cell) => Plain(cell) is { } plain ? plain
        : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : double.NaN;

    /// <summary>Powers of ten that a double holds exactly, as far as a short number needs them.</summary>
    static readonly double[] Tens = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>
    /// A number of at most 15 digits with or without a point: its digits and the power of ten are exact, so one division rounds it
    /// as a general reading would, in a fraction of the time. Null for anything else.
    /// </summary>
    static double? Plain(ReadOnlySpan<char> cell)
    {
        long digits = 0;
        int count = 0, behind = 0, at = cell.Length > 0 && cell[0] == '-' ? 1 : 0, start = at;
        var isBehind = false;
        for (; at < cell.Length; at++)
        {
            if (cell[at] is >= '0' and <= '9' and var digit)
            {
                digits = digits * 10 + (digit - '0');
                count++;
                if (isBehind) behind++;
            }
            else if (cell[at] == '.' && !isBehind) isBehind = true;
            else return null;
        }
        return count is 0 or > 15 ? null : (start == 1 ? -(double)digits : digits) / Tens[behind];
    }

    /// <summary>1 for true and 0 for false, else NaN.</summary>
    public static double TruthAsNumber(ReadOnlySpan<char> cell) => bool.TryParse(cell, out var truth) ? truth ? 1 : 0 : double.NaN;

    /// <summary>Whether a cell is a whole number, written as one, that fits into a long.</summary>
    public static bool IsWhole(ReadOnlySpan<char> cell) => cell.Length <= 18 && cell.IndexOfAnyExceptInRange('0', '9') < 0 ? cell.Length > 0 :
        long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    /// <summary>A number as the text that reads back as the same number.</summary>
    public static string Of(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
