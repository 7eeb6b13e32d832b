using System.Numerics;

namespace D2lDsl.Plotting;

/// <summary>
/// One chart of line and scatter series, written as SVG: the <c>plt.plot</c> and <c>plt.scatter</c> of the book.
/// </summary>
/// <remarks>
/// Ranges, ticks, margins, colours and the place of the legend follow from the data. A point with a NaN or infinite coordinate
/// (or, on a log axis, one of zero and below) is left out, and a line breaks there. The same chart always gives the same text.
/// </remarks>
/// <example>
/// <code>
/// new Chart { Title = "Loss", XLabel = "epoch", YLabel = "loss", YScale = AxisScale.Log }
///     .Line(epochs, losses, "training")
///     .Save("loss.svg");
/// </code>
/// </example>
public sealed class Chart
{
    readonly List<Series> series = [];

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

    internal IReadOnlyList<Series> Series => series;

    /// <summary>Adds a line through the points in the order given (PyTorch notebooks: <c>plt.plot(x, y)</c>).</summary>
    /// <param name="x">The horizontal coordinates.</param>
    /// <param name="y">The vertical coordinates, as many as <paramref name="x"/>.</param>
    /// <param name="label">The name in the legend; without one the series is not in the legend.</param>
    /// <param name="style">Solid or dashed.</param>
    /// <returns>This chart, for the next call.</returns>
    /// <exception cref="ArgumentException">The series is empty, or x and y differ in length.</exception>
    public Chart Line(ReadOnlySpan<float> x, ReadOnlySpan<float> y, string? label = null, LineStyle style = LineStyle.Solid) =>
        Add(nameof(Line), Widen(x), Widen(y), label, style);

    /// <inheritdoc cref="Line(ReadOnlySpan{float}, ReadOnlySpan{float}, string?, LineStyle)"/>
    public Chart Line(ReadOnlySpan<double> x, ReadOnlySpan<double> y, string? label = null, LineStyle style = LineStyle.Solid) =>
        Add(nameof(Line), x.ToArray(), y.ToArray(), label, style);

    /// <inheritdoc cref="Line(ReadOnlySpan{float}, ReadOnlySpan{float}, string?, LineStyle)"/>
    public Chart Line<T>(IEnumerable<T> x, IEnumerable<T> y, string? label = null, LineStyle style = LineStyle.Solid)
        where T : INumber<T> => Add(nameof(Line), Widen(x), Widen(y), label, style);

    /// <summary>Adds loose points (PyTorch notebooks: <c>plt.scatter(x, y)</c>).</summary>
    /// <param name="x">The horizontal coordinates.</param>
    /// <param name="y">The vertical coordinates, as many as <paramref name="x"/>.</param>
    /// <param name="label">The name in the legend; without one the series is not in the legend.</param>
    /// <returns>This chart, for the next call.</returns>
    /// <exception cref="ArgumentException">The series is empty, or x and y differ in length.</exception>
    public Chart Scatter(ReadOnlySpan<float> x, ReadOnlySpan<float> y, string? label = null) =>
        Add(nameof(Scatter), Widen(x), Widen(y), label, null);

    /// <inheritdoc cref="Scatter(ReadOnlySpan{float}, ReadOnlySpan{float}, string?)"/>
    public Chart Scatter(ReadOnlySpan<double> x, ReadOnlySpan<double> y, string? label = null) =>
        Add(nameof(Scatter), x.ToArray(), y.ToArray(), label, null);

    /// <inheritdoc cref="Scatter(ReadOnlySpan{float}, ReadOnlySpan{float}, string?)"/>
    public Chart Scatter<T>(IEnumerable<T> x, IEnumerable<T> y, string? label = null)
        where T : INumber<T> => Add(nameof(Scatter), Widen(x), Widen(y), label, null);

    /// <summary>The chart as the text of an SVG file.</summary>
    /// <exception cref="InvalidOperationException">The chart has no series.</exception>
    public string ToSvg() => new Figure(this).ToSvg();

    /// <summary>Writes <see cref="ToSvg"/> to a file, creating its folder; an older file is replaced in one move, never half written.</summary>
    /// <param name="path">The file, usually with the ending <c>.svg</c>.</param>
    /// <exception cref="InvalidOperationException">The chart has no series.</exception>
    /// <exception cref="IOException">The folder or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file may not be written.</exception>
    public void Save(string path) => SvgFile.Save(path, ToSvg());

    Chart Add(string kind, double[] x, double[] y, string? label, LineStyle? style)
    {
        var named = label is null ? $"series {series.Count + 1}" : $"\"{label}\"";
        if (x.Length != y.Length)
            throw new ArgumentException($"Chart.{kind}: {named} has {x.Length} x values and {y.Length} y values; give one y for each x");
        if (x.Length == 0)
            throw new ArgumentException($"Chart.{kind}: {named} is empty; give at least one point");
        series.Add(new Series(x, y, label, style));
        return this;
    }

    static int Size(int value, string name) => value is >= 200 and <= 10_000
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"Chart.{name} is in pixels, 200 to 10000");

    static double[] Widen(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (var i = 0; i < wide.Length; i++) wide[i] = values[i];
        return wide;
    }

    static double[] Widen<T>(IEnumerable<T> values) where T : INumber<T> => [.. values.Select(double.CreateSaturating)];
}
