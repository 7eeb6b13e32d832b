using System.Globalization;
using System.Text;

namespace D2lDsl.Runtime;

/// <summary>Writes one drawing of a page: well-formed, text escaped, numbers the same in every culture.</summary>
sealed class Svg
{
    readonly StringBuilder text = new();

    public Svg Line(FormattableString markup)
    {
        text.Append(markup.ToString(new Escaping())).Append('\n');
        return this;
    }

    /// <summary>The drawing, which is as large as it says and scrolls where the page is smaller.</summary>
    public string Finish(int width, int height, string label) => string.Create(CultureInfo.InvariantCulture,
        $"<div class=\"scroll\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{Escape(label)}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n{text}</svg></div>\n");

    /// <summary>Text as it may stand in an element or an attribute.</summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            _ = c switch
            {
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '"' => result.Append("&quot;"),
                '\'' => result.Append("&#39;"),
                '\t' or '\n' => result.Append(c),
                // Some characters must not occur in XML at all.
                < ' ' or '\uFFFE' or '\uFFFF' => result.Append('\uFFFD'),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }

    /// <summary>Escapes every value that is put into markup.</summary>
    sealed class Escaping : IFormatProvider, ICustomFormatter
    {
        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : CultureInfo.InvariantCulture.GetFormat(formatType);

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) =>
            Escape(arg is IFormattable value ? value.ToString(format, CultureInfo.InvariantCulture) : arg?.ToString() ?? "");
    }
}
