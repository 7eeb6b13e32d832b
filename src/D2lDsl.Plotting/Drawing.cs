namespace D2lDsl.Plotting;

/// <summary>Draws one chart as SVG: measures the margins, then frame, grid, labels, series and legend.</summary>
internal sealed class Drawing
{
    // Beside a plot narrower than this the legend is more in the way than inside of it.
    const double NarrowestPlot = 160;

    readonly Chart chart;
    readonly SvgWriter svg;
    readonly Frame frame;
    readonly Legend legend;
    readonly (double X, double Y) legendAt;    // inside the plot, or to the right of it
    readonly List<string> title;
    readonly double left, top, width, height;    // the plot inside its margins

    public Drawing(Chart chart, SvgWriter svg)
    {
        (this.chart, this.svg) = (chart, svg);
        frame = new Frame(chart);

        title = TextWidth.Wrap(chart.Title ?? "", Theme.TitleSize, chart.Width - 32);
        top = 16 + 20 * title.Count + (title.Count > 0 ? 4 : 0);
        height = chart.Height - top - 30 - (string.IsNullOrWhiteSpace(chart.XLabel) ? 0 : 22);
        frame.Vertical.PlaceTicks(height, spacing: 44);
        left = 18 + frame.Vertical.LabelWidth + (string.IsNullOrWhiteSpace(chart.YLabel) ? 0 : 22);
        width = chart.Width - left - 20;

        legend = new Legend(chart.Series, width);
        var ink = new Coverage();
        foreach (var series in chart.Series) series.Draw(frame, ink);
        var inside = legend.PlaceInside(width, height, ink);
        legendAt = (inside.X, inside.Y);
        if (inside.Covered > 0 && legend.Width > 0 && width - legend.Width - 12 >= NarrowestPlot)
        {
            width -= legend.Width + 12;
            legendAt = (width + 12, 0);
        }
        frame.Horizontal.PlaceTicksApart(width, spacing: 64);
    }

    public void DrawAt(int x, int y)
    {
        svg.Open("g", $"transform=\"translate({x} {y})\"");
        for (var line = 0; line < title.Count; line++)
            svg.Text(chart.Width / 2.0, 28 + 20 * line, title[line], Font(Theme.TitleSize, Theme.Ink, "middle") + " font-weight=\"600\"");
        DrawAxes();
        DrawLabels();

        // A nested svg clips to its own edges without the ids that would clash when two charts are put in one page.
        svg.Open("svg", $"x=\"{N(left)}\" y=\"{N(top)}\" width=\"{N(width)}\" height=\"{N(height)}\"");
        var canvas = new SvgCanvas(svg, 0, 0, width, height);
        foreach (var series in chart.Series) series.Draw(frame, canvas);
        var isInside = legendAt.X < width;
        if (isInside) legend.Draw(svg, legendAt.X, legendAt.Y);
        svg.Close("svg");
        if (!isInside) legend.Draw(svg, left + legendAt.X, top + legendAt.Y);
        svg.Close("g");
    }

    void DrawAxes()
    {
        double right = left + width, bottom = top + height;
        foreach (var tick in frame.Horizontal.Ticks)
        {
            var x = left + frame.Horizontal.Position(tick.Value) * width;
            var length = tick.Label is null ? Theme.TickLength / 2 : Theme.TickLength;
            if (tick.Label is not null) svg.Segment(x, top, x, bottom, $"stroke=\"{Theme.Grid}\"");
            svg.Segment(x, bottom, x, bottom + length, $"stroke=\"{Theme.Frame}\"");
            if (tick.Label is not null) svg.Text(x, bottom + 18, tick.Label, Font(Theme.TickSize, Theme.SoftInk, "middle"));
        }
        foreach (var tick in frame.Vertical.Ticks)
        {
            var y = top + (1 - frame.Vertical.Position(tick.Value)) * height;
            var length = tick.Label is null ? Theme.TickLength / 2 : Theme.TickLength;
            if (tick.Label is not null) svg.Segment(left, y, right, y, $"stroke=\"{Theme.Grid}\"");
            svg.Segment(left - length, y, left, y, $"stroke=\"{Theme.Frame}\"");
            if (tick.Label is not null) svg.Text(left - 8, y + 4, tick.Label, Font(Theme.TickSize, Theme.SoftInk, "end"));
        }
        svg.Rectangle(left, top, width, height, $"fill=\"none\" stroke=\"{Theme.Frame}\"");
    }

    void DrawLabels()
    {
        if (!string.IsNullOrWhiteSpace(chart.XLabel))
            svg.Text(left + width / 2, chart.Height - 12, TextWidth.Fit(chart.XLabel, Theme.LabelSize, width), Font(Theme.LabelSize, Theme.Ink, "middle"));
        if (string.IsNullOrWhiteSpace(chart.YLabel)) return;
        var middle = top + height / 2;
        svg.Text(20, middle, TextWidth.Fit(chart.YLabel, Theme.LabelSize, height),
            Font(Theme.LabelSize, Theme.Ink, "middle") + $" transform=\"rotate(-90 20 {N(middle)})\"");
    }

    static string Font(double size, string colour, string anchor) => $"font-size=\"{N(size)}\" fill=\"{colour}\" text-anchor=\"{anchor}\"";

    static string N(double value) => SvgWriter.Number(value);
}
