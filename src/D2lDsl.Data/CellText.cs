using System.Globalization;

namespace D2lDsl.Data;

/// <summary>What the text of a cell means, whatever the culture of the machine.</summary>
internal static class CellText
{
    /// <summary>The number in a cell, or NaN.</summary>
    /// <remarks>Infinities are refused like text: they come from overflow or from a broken export, and no training survives one.</remarks>
    public static double Number(string? cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : double.NaN;

    /// <summary>1 for true and 0 for false, else NaN.</summary>
    public static double TruthAsNumber(string? cell) => bool.TryParse(cell, out var truth) ? truth ? 1 : 0 : double.NaN;

    /// <summary>Whether a cell is a whole number, written as one, that fits into a long.</summary>
    public static bool IsWhole(string cell) =>
        long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    /// <summary>A number as the text that reads back as the same number.</summary>
    public static string Of(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
