namespace D2lDsl.Plotting;

/// <summary>
/// One chart of lines, loose points and bars: the <c>plt.plot</c>, <c>plt.scatter</c> and <c>plt.hist</c> of the book, as SVG, as a
/// page of HTML or as text for a terminal.
/// </summary>
/// <remarks>
/// Ranges, ticks, margins, colours and the place of the legend follow from the data. A point with a NaN or infinite coordinate
/// (or, on a log axis, one of zero and below) is left out, and a line breaks there. The same chart always gives the same text.
/// </remarks>
/// <example>
/// <code>
/// new Chart { Title = "Loss", XLabel = "epoch", YLabel = "loss", YScale = AxisScale.Log }
///     .Line(epochs, losses, "training")
///     .Line(epochs, testLosses, "test", LineStyle.Dashed, Marker.Circle)
///     .Save("loss.svg");
/// </code>
/// </example>
public sealed partial class Chart
{
    /// <summary>The heading above the chart; long ones are wrapped.</summary>
    public string? Title { get; init; }

    /// <summary>What the horizontal axis shows, with its unit.</summary>
    public string? XLabel { get; init; }

    /// <summary>What the vertical axis shows, with its unit.</summary>
    public string? YLabel { get; init; }

    /// <summary>The scale of the horizontal axis.</summary>
    public AxisScale XScale { get; init; }

    /// <summary>The scale of the vertical axis.</summary>
    public AxisScale YScale { get; init; }

    /// <summary>The width in pixels, 200 to 10,000.</summary>
    public int Width { get; init => field = Size(value, nameof(Width)); } = 560;

    /// <summary>The height in pixels, 200 to 10,000.</summary>
    public int Height { get; init => field = Size(value, nameof(Height)); } = 400;

    /// <summary>The chart as the text of an SVG file.</summary>
    /// <exception cref="InvalidOperationException">The chart has no series.</exception>
    public string ToSvg() => new Figure(this).ToSvg();

    /// <summary>The chart as a page of HTML that needs no other file.</summary>
    /// <exception cref="InvalidOperationException">The chart has no series.</exception>
    public string ToHtml() => new Figure(this).ToHtml();

    /// <summary>The chart as lines of text, drawn with braille dots.</summary>
    /// <param name="width">The width in characters, 30 to 500.</param>
    /// <param name="height">The height of the plot itself in lines, 4 to 200.</param>
    /// <param name="colours">
    /// Whether to colour the series by escape codes of the terminal. Without colours, several series with labels carry letters.
    /// </param>
    /// <exception cref="InvalidOperationException">The chart has no series.</exception>
    public string ToText(int width = 72, int height = 16, bool colours = false)
    {
        if (width is < 30 or > 500) throw new ArgumentOutOfRangeException(nameof(width), width, "Chart.ToText: width is in characters, 30 to 500");
        if (height is < 4 or > 200) throw new ArgumentOutOfRangeException(nameof(height), height, "Chart.ToText: height is in lines, 4 to 200");
        return new TextDrawing(this, width, height, colours).ToString();
    }

    /// <summary>
    /// Writes <see cref="ToSvg"/> to a file, or <see cref="ToHtml"/> where its name ends so, creating its folder; an older file is
    /// replaced in one move, never half written.
    /// </summary>
    /// <param name="path">The file, with the ending <c>.svg</c> or <c>.html</c>.</param>
    /// <exception cref="ArgumentException">The ending is that of a picture in pixels, as .png.</exception>
    /// <exception cref="InvalidOperationException">The chart has no series.</exception>
    /// <exception cref="IOException">The folder or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file may not be written.</exception>
    public void Save(string path) => new Figure(this).Save(path);

    static int Size(int value, string name) => value is >= 200 and <= 10_000
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"Chart.{name} is in pixels, 200 to 10000");
}
