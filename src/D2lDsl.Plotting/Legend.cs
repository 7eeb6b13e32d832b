namespace D2lDsl.Plotting;

/// <summary>The legend: its size, and the corner of the plot where it covers least.</summary>
internal sealed class Legend
{
    const double Inset = 10, Pad = 8, Sample = 24, Gap = 8, RowHeight = 19;

    readonly (int Index, Series Series, string Text)[] _entries;
    readonly double _width, _height;

    public Legend(IReadOnlyList<Series> series, double plotWidth)
    {
        var room = plotWidth - 2 * (Inset + Pad) - Sample - Gap;
        _entries = [.. series.Select((one, index) => (index, one, one.Label))
            .Where(entry => !string.IsNullOrWhiteSpace(entry.Label))
            .Select(entry => (entry.index, entry.one, TextWidth.Fit(entry.Label!, Theme.LegendSize, room)))];
        if (_entries.Length == 0) return;
        _width = 2 * Pad + Sample + Gap + _entries.Max(entry => TextWidth.Of(entry.Text, Theme.LegendSize));
        _height = 2 * Pad + RowHeight * _entries.Length - 4;
    }

    /// <summary>Draws the legend into the plot, given where its marks lie.</summary>
    public void Draw(SvgWriter svg, double plotWidth, double plotHeight, IReadOnlyList<(double X, double Y)> marks)
    {
        if (_entries.Length == 0) return;
        double left = Inset, top = Inset, right = plotWidth - Inset - _width, bottom = plotHeight - Inset - _height;
        (double X, double Y)[] corners = [(right, top), (left, top), (right, bottom), (left, bottom)];
        var (x, y) = corners.MinBy(corner => marks.Count(mark =>
            mark.X >= corner.X - 4 && mark.X <= corner.X + _width + 4 && mark.Y >= corner.Y - 4 && mark.Y <= corner.Y + _height + 4));

        svg.Rectangle(x, y, _width, _height, $"rx=\"4\" fill=\"{Theme.Paper}\" fill-opacity=\"0.88\" stroke=\"{Theme.Grid}\"");
        for (var row = 0; row < _entries.Length; row++)
        {
            var (index, series, text) = _entries[row];
            var middle = y + Pad + RowHeight * row + RowHeight / 2 - 2;
            if (series.IsLine)
                svg.Segment(x + Pad, middle, x + Pad + Sample, middle, Drawing.Stroke(index, series.Style));
            else
                svg.Dot(x + Pad + Sample / 2, middle, 3.2, $"fill=\"{Theme.Colour(index)}\"");
            svg.Text(x + Pad + Sample + Gap, middle + 4, text, $"font-size=\"{SvgWriter.Number(Theme.LegendSize)}\" fill=\"{Theme.Ink}\"");
        }
    }
}
