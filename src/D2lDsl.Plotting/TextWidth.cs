using System.Globalization;
using System.Text;

namespace D2lDsl.Plotting;

/// <summary>Estimates text widths: the font that will draw the SVG is not known, so the estimate is on the wide side.</summary>
internal static class TextWidth
{
    public static double Of(string text, double size) => size * text.EnumerateRunes().Sum(Em);

    /// <summary>Breaks a text between words into lines of at most the given width; a word wider than that keeps its own line.</summary>
    public static List<string> Wrap(string text, double size, double width)
    {
        var lines = new List<string>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && Of($"{lines[^1]} {word}", size) <= width) lines[^1] += " " + word;
            else lines.Add(word);
        }
        return [.. lines.Select(line => Fit(line, size, width))];
    }

    /// <summary>The text itself, or its beginning with an ellipsis where it is too wide.</summary>
    public static string Fit(string text, double size, double width)
    {
        if (Of(text, size) <= width) return text;
        var kept = new StringBuilder();
        var room = width - Of("…", size);
        foreach (var rune in text.EnumerateRunes())
        {
            room -= size * Em(rune);
            if (room < 0) break;
            kept.Append(rune.ToString());
        }
        return kept.ToString().TrimEnd() + "…";
    }

    static double Em(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or 'I' or '|' or '\'' or '.' or ',' or ':' or ';' or '!' => 0.32,
        'f' or 't' or 'r' or ' ' or '(' or ')' or '[' or ']' or '-' or '"' => 0.4,
        'm' or 'w' or 'M' or 'W' or '@' or '%' or '…' => 0.95,
        >= 0x2070 and < 0x20A0 or 0xB9 or 0xB2 or 0xB3 => 0.4,     // superscripts and subscripts
        >= 0x1100 and < 0x1160 or >= 0x2E80 and < 0xD7A4 or >= 0xF900 and < 0xFB00 or >= 0xFF00 and < 0xFF61 or >= 0x1F300 => 1.05,
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter => 0.72,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.Format => 0,
            _ => 0.6,
        },
    };
}
