namespace D2lDsl.Plotting;

/// <summary>The legend: its size, and the corner of the plot where it covers least.</summary>
internal sealed class Legend
{
    const double Inset = 10, Pad = 8, Sample = 24, Gap = 8, RowHeight = 19;

    readonly (int Index, Series Series, string Text)[] entries;
    readonly double width, height;

    public Legend(IReadOnlyList<Series> series, double plotWidth)
    {
        var room = plotWidth - 2 * (Inset + Pad) - Sample - Gap;
        entries = [.. series.Select((one, index) => (index, one, one.Label))
            .Where(entry => !string.IsNullOrWhiteSpace(entry.Label))
            .Select(entry => (entry.index, entry.one, TextWidth.Fit(entry.Label!, Theme.LegendSize, room)))];
        if (entries.Length == 0) return;
        width = 2 * Pad + Sample + Gap + entries.Max(entry => TextWidth.Of(entry.Text, Theme.LegendSize));
        height = 2 * Pad + RowHeight * entries.Length - 4;
    }

    /// <summary>Draws the legend into the plot, given where its marks lie.</summary>
    public void Draw(SvgWriter svg, double plotWidth, double plotHeight, IReadOnlyList<(double X, double Y)> marks)
    {
        if (entries.Length == 0) return;
        double left = Inset, top = Inset, right = plotWidth - Inset - width, bottom = plotHeight - Inset - height;
        (double X, double Y)[] corners = [(right, top), (left, top), (right, bottom), (left, bottom)];
        var (x, y) = corners.MinBy(corner => marks.Count(mark =>
            mark.X >= corner.X - 4 && mark.X <= corner.X + width + 4 && mark.Y >= corner.Y - 4 && mark.Y <= corner.Y + height + 4));

        svg.Rectangle(x, y, width, height, $"rx=\"4\" fill=\"{Theme.Paper}\" fill-opacity=\"0.88\" stroke=\"{Theme.Grid}\"");
        for (var row = 0; row < entries.Length; row++)
        {
            var (index, series, text) = entries[row];
            var middle = y + Pad + RowHeight * row + RowHeight / 2 - 2;
            if (series.IsLine)
                svg.Segment(x + Pad, middle, x + Pad + Sample, middle, Drawing.Stroke(index, series.Style));
            else
                svg.Dot(x + Pad + Sample / 2, middle, 3.2, $"fill=\"{Theme.Colour(index)}\"");
            svg.Text(x + Pad + Sample + Gap, middle + 4, text, $"font-size=\"{SvgWriter.Number(Theme.LegendSize)}\" fill=\"{Theme.Ink}\"");
        }
    }
}
