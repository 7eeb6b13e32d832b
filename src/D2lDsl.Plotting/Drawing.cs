using System.Text;

namespace D2lDsl.Plotting;

/// <summary>Draws one chart: measures the margins, then frame, grid, labels, series and legend.</summary>
internal sealed class Drawing
{
    readonly Chart chart;
    readonly SvgWriter svg;
    readonly Axis horizontal, vertical;
    readonly List<string> title;
    readonly double left, top, width, height;    // the plot inside its margins

    public Drawing(Chart chart, SvgWriter svg)
    {
        if (chart.Series.Count == 0)
            throw new InvalidOperationException($"Chart \"{chart.Title}\" has no series; add one with Line or Scatter before drawing it");
        (this.chart, this.svg) = (chart, svg);
        horizontal = Axis.Over(chart.Series.SelectMany(series => Placed(series).Select(point => point.X)), chart.XScale);
        vertical = Axis.Over(chart.Series.SelectMany(series => Placed(series).Select(point => point.Y)), chart.YScale);

        title = TextWidth.Wrap(chart.Title ?? "", Theme.TitleSize, chart.Width - 32);
        top = 16 + 20 * title.Count + (title.Count > 0 ? 4 : 0);
        height = chart.Height - top - 30 - (string.IsNullOrWhiteSpace(chart.XLabel) ? 0 : 22);
        vertical.PlaceTicks(height, spacing: 44);
        left = 18 + vertical.LabelWidth + (string.IsNullOrWhiteSpace(chart.YLabel) ? 0 : 22);
        width = chart.Width - left - 20;
        horizontal.PlaceTicksApart(width, spacing: 64);
    }

    /// <summary>The stroke of a line series, in the plot and in the legend alike.</summary>
    public static string Stroke(int index, LineStyle? style) =>
        $"fill=\"none\" stroke=\"{Theme.Colour(index)}\" stroke-width=\"{SvgWriter.Number(Theme.LineWidth)}\" stroke-linejoin=\"round\""
        + (style == LineStyle.Dashed ? " stroke-dasharray=\"7 5\"" : " stroke-linecap=\"round\"");

    public void DrawAt(int x, int y)
    {
        svg.Open("g", $"transform=\"translate({x} {y})\"");
        for (var line = 0; line < title.Count; line++)
            svg.Text(chart.Width / 2.0, 28 + 20 * line, title[line], Font(Theme.TitleSize, Theme.Ink, "middle") + " font-weight=\"600\"");
        DrawAxes();
        DrawLabels();

        // A nested svg clips to its own edges without the ids that would clash when two charts are put in one page.
        svg.Open("svg", $"x=\"{N(left)}\" y=\"{N(top)}\" width=\"{N(width)}\" height=\"{N(height)}\"");
        var marks = new List<(double, double)>();
        for (var index = 0; index < chart.Series.Count; index++)
        {
            if (chart.Series[index].IsLine) DrawLine(index, marks);
            else DrawDots(index, marks);
        }
        new Legend(chart.Series, width).Draw(svg, width, height, marks);
        svg.Close("svg");
        svg.Close("g");
    }

    void DrawAxes()
    {
        double right = left + width, bottom = top + height;
        foreach (var tick in horizontal.Ticks)
        {
            var x = left + PixelX(tick.Value);
            var length = tick.Label is null ? Theme.TickLength / 2 : Theme.TickLength;
            if (tick.Label is not null) svg.Segment(x, top, x, bottom, $"stroke=\"{Theme.Grid}\"");
            svg.Segment(x, bottom, x, bottom + length, $"stroke=\"{Theme.Frame}\"");
            if (tick.Label is not null) svg.Text(x, bottom + 18, tick.Label, Font(Theme.TickSize, Theme.SoftInk, "middle"));
        }
        foreach (var tick in vertical.Ticks)
        {
            var y = top + PixelY(tick.Value);
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

    void DrawDots(int index, List<(double, double)> marks)
    {
        var points = Placed(chart.Series[index]).Select(point => (X: PixelX(point.X), Y: PixelY(point.Y))).ToArray();
        svg.Open("g", $"fill=\"{Theme.Colour(index)}\" fill-opacity=\"0.6\"");
        foreach (var (x, y) in points) svg.Dot(x, y, Theme.DotRadius(points.Length));
        svg.Close("g");
        marks.AddRange(points.Select(point => (point.X, point.Y)));
    }

    void DrawLine(int index, List<(double, double)> marks)
    {
        var series = chart.Series[index];
        var path = new StringBuilder();
        (double X, double Y)? before = null;
        for (var i = 0; i < series.X.Length; i++)
        {
            if (!HasPlace(series.X[i], series.Y[i]))
            {
                before = null;
                continue;
            }
            (double X, double Y) here = (PixelX(series.X[i]), PixelY(series.Y[i]));
            path.Append(before is null ? 'M' : 'L').Append(N(here.X)).Append(' ').Append(N(here.Y));
            marks.AddRange(Between(before ?? here, here));
            before = here;
            // A point between two gaps has no segment; with round caps, one of no length shows as a dot.
            var alone = !HasPlace(series, i - 1) && !HasPlace(series, i + 1);
            if (alone) path.Append("h0");
        }
        if (path.Length > 0) svg.Path(path.ToString(), Stroke(index, series.Style));
    }

    /// <summary>Points along a segment, so that the legend sees a line where it has no data points.</summary>
    static IEnumerable<(double, double)> Between((double X, double Y) from, (double X, double Y) to)
    {
        var steps = Math.Max(1, (int)(Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)) / 10));
        return Enumerable.Range(1, steps).Select(i => (from.X + (to.X - from.X) * i / steps, from.Y + (to.Y - from.Y) * i / steps));
    }

    IEnumerable<(double X, double Y)> Placed(Series series) =>
        series.X.Zip(series.Y).Where(point => HasPlace(point.First, point.Second));

    bool HasPlace(Series series, int i) => i >= 0 && i < series.X.Length && HasPlace(series.X[i], series.Y[i]);

    bool HasPlace(double x, double y) => Series.HasPlace(x, chart.XScale) && Series.HasPlace(y, chart.YScale);

    double PixelX(double value) => horizontal.Position(value) * width;

    double PixelY(double value) => (1 - vertical.Position(value)) * height;

    static string Font(double size, string colour, string anchor) => $"font-size=\"{N(size)}\" fill=\"{colour}\" text-anchor=\"{anchor}\"";

    static string N(double value) => SvgWriter.Number(value);
}
