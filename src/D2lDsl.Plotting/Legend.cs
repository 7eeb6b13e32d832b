namespace D2lDsl.Plotting;

/// <summary>The legend: its size, and the place where it covers no data.</summary>
internal sealed class Legend
{
    const double Inset = 10, Pad = 8, Sample = 24, Gap = 8, RowHeight = 19, Margin = 4;

    readonly (Series Series, string Text)[] entries;
    readonly double height;

    public Legend(IReadOnlyList<Series> series, double plotWidth)
    {
        var room = plotWidth - 2 * (Inset + Pad) - Sample - Gap;
        entries = [.. series.Where(one => !string.IsNullOrWhiteSpace(one.Label))
            .Select(one => (one, TextWidth.Fit(one.Label!, Theme.LegendSize, room)))];
        if (entries.Length == 0) return;
        Width = 2 * Pad + Sample + Gap + entries.Max(entry => TextWidth.Of(entry.Text, Theme.LegendSize));
        height = 2 * Pad + RowHeight * entries.Length - 4;
    }

    /// <summary>The width in pixels; 0 where no series has a label.</summary>
    public double Width { get; }

    /// <summary>
    /// The place inside a plot where the legend covers least, and how much that is; of equal ones a corner, the upper right one first.
    /// </summary>
    public (double X, double Y, int Covered) PlaceInside(double plotWidth, double plotHeight, Coverage ink)
    {
        double left = Inset, top = Inset, right = plotWidth - Inset - Width, bottom = plotHeight - Inset - height;
        double centre = (left + right) / 2, middle = (top + bottom) / 2;
        (double X, double Y)[] places =
            [(right, top), (left, top), (right, bottom), (left, bottom), (centre, top), (right, middle), (left, middle), (centre, bottom)];
        return places.Select(place => (place.X, place.Y, Covered: ink.Inside(
            (place.X - Margin) / plotWidth, (place.X + Width + Margin) / plotWidth,
            1 - (place.Y + height + Margin) / plotHeight, 1 - (place.Y - Margin) / plotHeight))).MinBy(place => place.Covered);
    }

    /// <summary>Draws the legend with its upper left corner at a point.</summary>
    public void Draw(SvgWriter svg, double x, double y)
    {
        if (entries.Length == 0) return;
        svg.Open("g", "class=\"legend\"");
        svg.Rectangle(x, y, Width, height, $"rx=\"4\" fill=\"{Theme.Paper}\" fill-opacity=\"0.88\" stroke=\"{Theme.Grid}\"");
        for (var row = 0; row < entries.Length; row++)
        {
            var line = y + Pad + RowHeight * row;
            entries[row].Series.DrawSample(new SvgCanvas(svg, x + Pad, line, Sample, 15));
            svg.Text(x + Pad + Sample + Gap, line + 11.5, entries[row].Text, $"font-size=\"{SvgWriter.Number(Theme.LegendSize)}\" fill=\"{Theme.Ink}\"");
        }
        svg.Close("g");
    }
}
