using System.Text;

namespace D2lDsl.Plotting;

/// <summary>Draws into a rectangle of an SVG document.</summary>
internal sealed class SvgCanvas(SvgWriter svg, double left, double top, double width, double height) : ICanvas
{
    public void Line(IReadOnlyList<IReadOnlyList<(double X, double Y)>> runs, LineStyle style, Colour colour)
    {
        var path = new StringBuilder();
        foreach (var run in runs)
        {
            for (var i = 0; i < run.Count; i++)
                path.Append(i == 0 ? 'M' : 'L').Append(N(X(run[i].X))).Append(' ').Append(N(Y(run[i].Y)));
            // A point between two gaps has no segment; with round caps, one of no length shows as a dot.
            if (run.Count == 1) path.Append("h0");
        }
        svg.Path(path.ToString(), Stroke(style, colour));
    }

    public void Marks(IReadOnlyList<(double X, double Y)> points, Marker marker, IReadOnlyList<double> radii, Colour colour, double opacity)
    {
        var paint = marker is Marker.Plus or Marker.Cross
            ? $"fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\" stroke-opacity=\"{N(opacity)}\""
            : $"fill=\"{colour}\" fill-opacity=\"{N(opacity)}\"";
        svg.Open("g", paint);
        for (var i = 0; i < points.Count; i++)
            Mark(X(points[i].X), Y(points[i].Y), radii[radii.Count == 1 ? 0 : i], marker);
        svg.Close("g");
    }

    public void Bars(IReadOnlyList<(double Left, double Right, double Bottom, double Top)> bars, Colour colour)
    {
        svg.Open("g", $"fill=\"{colour}\" fill-opacity=\"0.75\" stroke=\"{Theme.Paper}\" stroke-width=\"1\"");
        foreach (var bar in bars)
            svg.Rectangle(X(bar.Left), Y(bar.Top), X(bar.Right) - X(bar.Left), Y(bar.Bottom) - Y(bar.Top));
        svg.Close("g");
    }

    void Mark(double x, double y, double r, Marker marker)
    {
        switch (marker)
        {
            case Marker.Square: svg.Rectangle(x - r * 0.89, y - r * 0.89, r * 1.78, r * 1.78); break;
            case Marker.Diamond: svg.Polygon([(x, y - r * 1.2), (x + r * 1.2, y), (x, y + r * 1.2), (x - r * 1.2, y)]); break;
            case Marker.Triangle: svg.Polygon([(x, y - r * 1.25), (x + r * 1.1, y + r * 0.75), (x - r * 1.1, y + r * 0.75)]); break;
            case Marker.Plus: svg.Path($"M{N(x - r)} {N(y)}H{N(x + r)}M{N(x)} {N(y - r)}V{N(y + r)}"); break;
            case Marker.Cross: svg.Path($"M{N(x - r)} {N(y - r)}L{N(x + r)} {N(y + r)}M{N(x - r)} {N(y + r)}L{N(x + r)} {N(y - r)}"); break;
            default: svg.Dot(x, y, r); break;
        }
    }

    /// <summary>The stroke of a line, in the plot and in the legend alike.</summary>
    static string Stroke(LineStyle style, Colour colour) =>
        $"fill=\"none\" stroke=\"{colour}\" stroke-width=\"{N(Theme.LineWidth)}\" stroke-linejoin=\"round\"" + style switch
        {
            LineStyle.Dashed => " stroke-dasharray=\"7 5\"",
            LineStyle.Dotted => " stroke-dasharray=\"0.1 4.5\" stroke-linecap=\"round\"",
            LineStyle.DashDot => " stroke-dasharray=\"8 4 2 4\"",
            _ => " stroke-linecap=\"round\"",
        };

    double X(double position) => left + position * width;

    double Y(double position) => top + (1 - position) * height;

    static string N(double value) => SvgWriter.Number(value);
}
