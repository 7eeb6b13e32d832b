using System.Globalization;
using System.Text;

namespace D2lDsl.Plotting;

/// <summary>Writes indented SVG elements; numbers are culture-free and rounded to a hundredth of a pixel.</summary>
internal sealed class SvgWriter
{
    readonly StringBuilder text = new();
    int depth;

    public static string Number(double value)
    {
        var text = value.ToString("0.##", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    public void OpenDocument(int width, int height, string title)
    {
        Open("svg", $"""xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" font-family="{Theme.Font}" """);
        if (title.Length > 0) Line($"<title>{Escape(title)}</title>");
        Rectangle(0, 0, width, height, $"fill=\"{Theme.Paper}\"");
    }

    public void Open(string element, string attributes)
    {
        Line($"<{element} {attributes.TrimEnd()}>");
        depth++;
    }

    public void Close(string element)
    {
        depth--;
        Line($"</{element}>");
    }

    public void Rectangle(double x, double y, double width, double height, string attributes = "") =>
        Line($"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\"{(attributes.Length > 0 ? " " : "")}{attributes}/>");

    public void Segment(double x1, double y1, double x2, double y2, string attributes) =>
        Line($"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" {attributes}/>");

    public void Dot(double x, double y, double radius, string attributes = "") =>
        Line($"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\"{(attributes.Length > 0 ? " " : "")}{attributes}/>");

    public void Polygon(IEnumerable<(double X, double Y)> points, string attributes = "") =>
        Line($"<polygon points=\"{string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"))}\"{(attributes.Length > 0 ? " " : "")}{attributes}/>");

    public void Path(string data, string attributes = "") => Line($"<path d=\"{data}\"{(attributes.Length > 0 ? " " : "")}{attributes}/>");

    public void Text(double x, double y, string text, string attributes) =>
        Line($"<text x=\"{Number(x)}\" y=\"{Number(y)}\" {attributes}>{Escape(text)}</text>");

    /// <summary>XML has no spelling for most control characters and lone surrogates, so those become the replacement character.</summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => safe.Append("&amp;"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '"' => safe.Append("&quot;"),
                '\t' or '\n' or '\r' => safe.Append(' '),
                < 0x20 or 0xFFFE or 0xFFFF => safe.Append('\uFFFD'),
                _ => safe.Append(rune.ToString()),
            };
        }
        return safe.ToString();
    }

    public override string ToString() => text.ToString();

    void Line(string line) => text.Append(' ', 2 * depth).Append(line).Append('\n');
}
