using System.Text;

namespace D2lDsl.Plotting;

/// <summary>Draws one chart: measures the margins, then frame, grid, labels, series and legend.</summary>
internal sealed class Drawing
{
    readonly Chart _chart;
    readonly SvgWriter _svg;
    readonly Axis _x, _y;
    readonly List<string> _title;
    readonly double _left, _top, _width, _height;    // the plot inside its margins

    public Drawing(Chart chart, SvgWriter svg)
    {
        if (chart.Series.Count == 0)
            throw new InvalidOperationException($"Chart \"{chart.Title}\" has no series; add one with Line or Scatter before drawing it");
        (_chart, _svg) = (chart, svg);
        _x = Axis.Over(chart.Series.SelectMany(series => Placed(series).Select(point => point.X)), chart.XScale);
        _y = Axis.Over(chart.Series.SelectMany(series => Placed(series).Select(point => point.Y)), chart.YScale);

        _title = TextWidth.Wrap(chart.Title ?? "", Theme.TitleSize, chart.Width - 32);
        _top = 16 + 20 * _title.Count + (_title.Count > 0 ? 4 : 0);
        _height = chart.Height - _top - 30 - (string.IsNullOrWhiteSpace(chart.XLabel) ? 0 : 22);
        _y.PlaceTicks(_height, spacing: 44);
        _left = 18 + _y.LabelWidth + (string.IsNullOrWhiteSpace(chart.YLabel) ? 0 : 22);
        _width = chart.Width - _left - 20;
        _x.PlaceTicksApart(_width, spacing: 64);
    }

    /// <summary>The stroke of a line series, in the plot and in the legend alike.</summary>
    public static string Stroke(int index, LineStyle? style) =>
        $"fill=\"none\" stroke=\"{Theme.Colour(index)}\" stroke-width=\"{SvgWriter.Number(Theme.LineWidth)}\" stroke-linejoin=\"round\""
        + (style == LineStyle.Dashed ? " stroke-dasharray=\"7 5\"" : " stroke-linecap=\"round\"");

    public void DrawAt(int x, int y)
    {
        _svg.Open("g", $"transform=\"translate({x} {y})\"");
        for (var line = 0; line < _title.Count; line++)
            _svg.Text(_chart.Width / 2.0, 28 + 20 * line, _title[line], Font(Theme.TitleSize, Theme.Ink, "middle") + " font-weight=\"600\"");
        DrawAxes();
        DrawLabels();

        // A nested svg clips to its own edges without the ids that would clash when two charts are put in one page.
        _svg.Open("svg", $"x=\"{N(_left)}\" y=\"{N(_top)}\" width=\"{N(_width)}\" height=\"{N(_height)}\"");
        var marks = new List<(double, double)>();
        for (var index = 0; index < _chart.Series.Count; index++)
        {
            if (_chart.Series[index].IsLine) DrawLine(index, marks);
            else DrawDots(index, marks);
        }
        new Legend(_chart.Series, _width).Draw(_svg, _width, _height, marks);
        _svg.Close("svg");
        _svg.Close("g");
    }

    void DrawAxes()
    {
        double right = _left + _width, bottom = _top + _height;
        foreach (var tick in _x.Ticks)
        {
            var x = _left + PixelX(tick.Value);
            var length = tick.Label is null ? Theme.TickLength / 2 : Theme.TickLength;
            if (tick.Label is not null) _svg.Segment(x, _top, x, bottom, $"stroke=\"{Theme.Grid}\"");
            _svg.Segment(x, bottom, x, bottom + length, $"stroke=\"{Theme.Frame}\"");
            if (tick.Label is not null) _svg.Text(x, bottom + 18, tick.Label, Font(Theme.TickSize, Theme.SoftInk, "middle"));
        }
        foreach (var tick in _y.Ticks)
        {
            var y = _top + PixelY(tick.Value);
            var length = tick.Label is null ? Theme.TickLength / 2 : Theme.TickLength;
            if (tick.Label is not null) _svg.Segment(_left, y, right, y, $"stroke=\"{Theme.Grid}\"");
            _svg.Segment(_left - length, y, _left, y, $"stroke=\"{Theme.Frame}\"");
            if (tick.Label is not null) _svg.Text(_left - 8, y + 4, tick.Label, Font(Theme.TickSize, Theme.SoftInk, "end"));
        }
        _svg.Rectangle(_left, _top, _width, _height, $"fill=\"none\" stroke=\"{Theme.Frame}\"");
    }

    void DrawLabels()
    {
        if (!string.IsNullOrWhiteSpace(_chart.XLabel))
            _svg.Text(_left + _width / 2, _chart.Height - 12, TextWidth.Fit(_chart.XLabel, Theme.LabelSize, _width), Font(Theme.LabelSize, Theme.Ink, "middle"));
        if (string.IsNullOrWhiteSpace(_chart.YLabel)) return;
        var middle = _top + _height / 2;
        _svg.Text(20, middle, TextWidth.Fit(_chart.YLabel, Theme.LabelSize, _height),
            Font(Theme.LabelSize, Theme.Ink, "middle") + $" transform=\"rotate(-90 20 {N(middle)})\"");
    }

    void DrawDots(int index, List<(double, double)> marks)
    {
        var points = Placed(_chart.Series[index]).Select(point => (X: PixelX(point.X), Y: PixelY(point.Y))).ToArray();
        _svg.Open("g", $"fill=\"{Theme.Colour(index)}\" fill-opacity=\"0.6\"");
        foreach (var (x, y) in points) _svg.Dot(x, y, Theme.DotRadius(points.Length));
        _svg.Close("g");
        marks.AddRange(points.Select(point => (point.X, point.Y)));
    }

    void DrawLine(int index, List<(double, double)> marks)
    {
        var series = _chart.Series[index];
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
        if (path.Length > 0) _svg.Path(path.ToString(), Stroke(index, series.Style));
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

    bool HasPlace(double x, double y) => Series.HasPlace(x, _chart.XScale) && Series.HasPlace(y, _chart.YScale);

    double PixelX(double value) => _x.Position(value) * _width;

    double PixelY(double value) => (1 - _y.Position(value)) * _height;

    static string Font(double size, string colour, string anchor) => $"font-size=\"{N(size)}\" fill=\"{colour}\" text-anchor=\"{anchor}\"";

    static string N(double value) => SvgWriter.Number(value);
}
