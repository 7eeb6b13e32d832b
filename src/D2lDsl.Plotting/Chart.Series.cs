using System.Numerics;

namespace D2lDsl.Plotting;

public sealed partial class Chart
{
    readonly List<Series> series = [];

    internal IReadOnlyList<Series> Series => series;

    /// <summary>What the values 0, 1, 2, … of the horizontal axis are called, if a bar series names them.</summary>
    internal IReadOnlyList<string>? Names { get; private set; }

    /// <summary>Adds a line through the points in the order given (PyTorch notebooks: <c>plt.plot(x, y)</c>).</summary>
    /// <param name="x">The horizontal coordinates.</param>
    /// <param name="y">The vertical coordinates, as many as <paramref name="x"/>.</param>
    /// <param name="label">The name in the legend; without one the series is not in the legend.</param>
    /// <param name="style">Solid, dashed, dotted or both in turn.</param>
    /// <param name="marker">What stands at each point.</param>
    /// <param name="colour">The colour; without one, the next of those that <see cref="Colour"/> names.</param>
    /// <returns>This chart, for the next call.</returns>
    /// <exception cref="ArgumentException">The series is empty, or x and y differ in length.</exception>
    public Chart Line(ReadOnlySpan<float> x, ReadOnlySpan<float> y, string? label = null, LineStyle style = LineStyle.Solid,
        Marker marker = Marker.None, Colour? colour = null) => AddLine(Widen(x), Widen(y), label, style, marker, colour);

    /// <inheritdoc cref="Line(ReadOnlySpan{float}, ReadOnlySpan{float}, string?, LineStyle, Marker, Colour?)"/>
    public Chart Line(ReadOnlySpan<double> x, ReadOnlySpan<double> y, string? label = null, LineStyle style = LineStyle.Solid,
        Marker marker = Marker.None, Colour? colour = null) => AddLine(x.ToArray(), y.ToArray(), label, style, marker, colour);

    /// <inheritdoc cref="Line(ReadOnlySpan{float}, ReadOnlySpan{float}, string?, LineStyle, Marker, Colour?)"/>
    public Chart Line<T>(IEnumerable<T> x, IEnumerable<T> y, string? label = null, LineStyle style = LineStyle.Solid,
        Marker marker = Marker.None, Colour? colour = null)
        where T : INumber<T> => AddLine(Widen(x), Widen(y), label, style, marker, colour);

    /// <summary>Adds loose points (PyTorch notebooks: <c>plt.scatter(x, y)</c>).</summary>
    /// <param name="x">The horizontal coordinates.</param>
    /// <param name="y">The vertical coordinates, as many as <paramref name="x"/>.</param>
    /// <param name="label">The name in the legend; without one the series is not in the legend.</param>
    /// <param name="size">The radius in pixels, above 0; without one, the more points the smaller.</param>
    /// <param name="sizes">A radius for each point, instead of one for all.</param>
    /// <param name="marker">What stands at each point.</param>
    /// <param name="colour">The colour; without one, the next of those that <see cref="Colour"/> names.</param>
    /// <returns>This chart, for the next call.</returns>
    /// <exception cref="ArgumentException">The series is empty, x, y and sizes differ in length, or a size is not above 0.</exception>
    public Chart Scatter(ReadOnlySpan<float> x, ReadOnlySpan<float> y, string? label = null, double? size = null,
        ReadOnlySpan<double> sizes = default, Marker marker = Marker.Circle, Colour? colour = null) =>
        AddDots(Widen(x), Widen(y), label, size, sizes, marker, colour);

    /// <inheritdoc cref="Scatter(ReadOnlySpan{float}, ReadOnlySpan{float}, string?, double?, ReadOnlySpan{double}, Marker, Colour?)"/>
    public Chart Scatter(ReadOnlySpan<double> x, ReadOnlySpan<double> y, string? label = null, double? size = null,
        ReadOnlySpan<double> sizes = default, Marker marker = Marker.Circle, Colour? colour = null) =>
        AddDots(x.ToArray(), y.ToArray(), label, size, sizes, marker, colour);

    /// <inheritdoc cref="Scatter(ReadOnlySpan{float}, ReadOnlySpan{float}, string?, double?, ReadOnlySpan{double}, Marker, Colour?)"/>
    public Chart Scatter<T>(IEnumerable<T> x, IEnumerable<T> y, string? label = null, double? size = null,
        ReadOnlySpan<double> sizes = default, Marker marker = Marker.Circle, Colour? colour = null)
        where T : INumber<T> => AddDots(Widen(x), Widen(y), label, size, sizes, marker, colour);

    /// <summary>Adds a bar for each name (PyTorch notebooks: <c>plt.bar(names, heights)</c>).</summary>
    /// <param name="names">What stands below the bars, from left to right.</param>
    /// <param name="heights">Their heights, as many as <paramref name="names"/>.</param>
    /// <param name="label">The name in the legend; without one the series is not in the legend.</param>
    /// <param name="colour">The colour; without one, the next of those that <see cref="Colour"/> names.</param>
    /// <returns>This chart, for the next call.</returns>
    /// <exception cref="ArgumentException">There is no bar, names and heights differ in number, or the chart has other names.</exception>
    public Chart Bars<T>(IEnumerable<string> names, IEnumerable<T> heights, string? label = null, Colour? colour = null)
        where T : INumber<T>
    {
        string[] named = [.. names];
        double[] middles = [.. Enumerable.Range(0, named.Length)], tops = Widen(heights);
        Check(nameof(Bars), middles, tops, label, "name", "height");
        if (Names is not null && !Names.SequenceEqual(named))
            throw new ArgumentException($"Chart.Bars: {Called(label)} names its bars otherwise than the bars before; use the same names, or a chart of its own");
        Names = named;
        return Add(new BarSeries([.. middles.Select(x => x - 0.4)], [.. middles.Select(x => x + 0.4)], tops, label, Next(colour)));
    }

    /// <summary>Adds a bar for each of several ranges of equal width, as high as there are values in it (<c>plt.hist(values, bins)</c>).</summary>
    /// <param name="values">The values; those that are NaN or infinite are not counted.</param>
    /// <param name="bins">The number of ranges, 1 or more.</param>
    /// <param name="label">The name in the legend; without one the series is not in the legend.</param>
    /// <param name="colour">The colour; without one, the next of those that <see cref="Colour"/> names.</param>
    /// <returns>This chart, for the next call.</returns>
    /// <exception cref="ArgumentException">There is no finite value.</exception>
    public Chart Histogram<T>(IEnumerable<T> values, int bins = 20, string? label = null, Colour? colour = null)
        where T : INumber<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        double[] finite = [.. Widen(values).Where(value => Plotting.Series.HasPlace(value, AxisScale.Linear))];
        if (finite.Length == 0) throw new ArgumentException($"Chart.Histogram: {Called(label)} has no finite value to count; give at least one");
        double low = finite.Min(), high = finite.Max();
        // Equal values get one bar of their own in the middle.
        if (low == high) (low, high) = (low - 0.5 * Math.Max(1, Math.Abs(low)), high + 0.5 * Math.Max(1, Math.Abs(high)));

        double[] edges = [.. Enumerable.Range(0, bins + 1).Select(i => low + (high - low) * i / bins)];
        var counts = new double[bins];
        foreach (var value in finite) counts[Math.Clamp((int)((value - low) / (high - low) * bins), 0, bins - 1)]++;
        return Add(new BarSeries(edges[..^1], edges[1..], counts, label, Next(colour)));
    }

    Chart AddLine(double[] x, double[] y, string? label, LineStyle style, Marker marker, Colour? colour)
    {
        Check(nameof(Line), x, y, label);
        return Add(new LineSeries(x, y, label, Next(colour), style, marker));
    }

    Chart AddDots(double[] x, double[] y, string? label, double? size, ReadOnlySpan<double> sizes, Marker marker, Colour? colour)
    {
        Check(nameof(Scatter), x, y, label);
        if (!sizes.IsEmpty && sizes.Length != x.Length)
            throw new ArgumentException($"Chart.Scatter: {Called(label)} has {x.Length} points and {sizes.Length} sizes; give one for each point");
        double[] radii = sizes.IsEmpty ? size is { } one ? [one] : [] : sizes.ToArray();
        foreach (var radius in radii)
        {
            if (!(radius > 0 && radius <= 1000))
                throw new ArgumentException(FormattableString.Invariant($"Chart.Scatter: {Called(label)} has a size of {radius}; sizes are radii in pixels, above 0 and up to 1000"));
        }
        return Add(new DotSeries(x, y, label, Next(colour), marker == Marker.None ? Marker.Circle : marker, radii));
    }

    Chart Add(Series one)
    {
        series.Add(one);
        return this;
    }

    void Check(string kind, double[] x, double[] y, string? label, string first = "x value", string second = "y value")
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"Chart.{kind}: {Called(label)} has {x.Length} {first}s and {y.Length} {second}s; give one {second.Split(' ')[0]} for each {first.Split(' ')[0]}");
        if (x.Length == 0)
            throw new ArgumentException($"Chart.{kind}: {Called(label)} is empty; give at least one point");
    }

    string Called(string? label) => label is null ? $"series {series.Count + 1}" : $"\"{label}\"";

    Colour Next(Colour? colour) => colour ?? Colour.Of(series.Count);

    static double[] Widen(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (var i = 0; i < wide.Length; i++) wide[i] = values[i];
        return wide;
    }

    static double[] Widen<T>(IEnumerable<T> values) where T : INumber<T> => [.. values.Select(double.CreateSaturating)];
}
