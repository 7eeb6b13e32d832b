using System.Globalization;

namespace D2lDsl.Plotting;

/// <summary>A colour by its red, green and blue parts.</summary>
/// <param name="R">Red, 0 to 255.</param>
/// <param name="G">Green, 0 to 255.</param>
/// <param name="B">Blue, 0 to 255.</param>
/// <remarks>The named colours are those that series get in turn: told apart by readers with any colour vision, and by lightness in print.</remarks>
public readonly record struct Colour(byte R, byte G, byte B)
{
    /// <summary>The colour of the first series.</summary>
    public static Colour Blue { get; } = Hex("#1f6fb4");

    /// <summary>The colour of the second series.</summary>
    public static Colour Orange { get; } = Hex("#e4682a");

    /// <summary>The colour of the third series.</summary>
    public static Colour Green { get; } = Hex("#2a8f5b");

    /// <summary>The colour of the fourth series.</summary>
    public static Colour Purple { get; } = Hex("#a0429a");

    /// <summary>The colour of the fifth series.</summary>
    public static Colour Red { get; } = Hex("#c9302c");

    /// <summary>The colour of the sixth series.</summary>
    public static Colour Brown { get; } = Hex("#7a5c3e");

    /// <summary>The colour of the seventh series.</summary>
    public static Colour Teal { get; } = Hex("#0f8b8d");

    /// <summary>The colour of the eighth series; the ninth begins anew.</summary>
    public static Colour Grey { get; } = Hex("#5b6770");

    static readonly Colour[] Palette = [Blue, Orange, Green, Purple, Red, Brown, Teal, Grey];

    /// <summary>A colour as web pages write it.</summary>
    /// <param name="text"><c>#rrggbb</c> or <c>#rgb</c>.</param>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static Colour Hex(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = text.Length == 4 ? string.Concat(text.Skip(1).Select(digit => new string(digit, 2))) : text.Length == 7 ? text[1..] : "";
        return text.StartsWith('#') && digits.Length == 6 && digits.All(char.IsAsciiHexDigit)
            ? new Colour(Part(0), Part(2), Part(4))
            : throw new FormatException($"\"{text}\" is no colour; write it as #rrggbb or #rgb");

        byte Part(int at) => byte.Parse(digits.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    /// <summary>The colour as <c>#rrggbb</c>.</summary>
    public override string ToString() => $"#{R:x2}{G:x2}{B:x2}";

    /// <summary>The colour of a series that was given none.</summary>
    internal static Colour Of(int series) => Palette[series % Palette.Length];

    /// <summary>The nearest colour of the 6 × 6 × 6 cube that terminals have in common.</summary>
    internal int Terminal => 16 + 36 * Level(R) + 6 * Level(G) + Level(B);

    static int Level(byte part) => part < 48 ? 0 : part < 115 ? 1 : (part - 35) / 40;
}
