namespace D2lDsl.Plotting;

/// <summary>Loose points; radii in pixels, none for a radius that follows from their number.</summary>
internal sealed record DotSeries(double[] X, double[] Y, string? Label, Colour Colour, Marker Marker, double[] Radii)
    : Series(X, Y, Label, Colour)
{
    public override void Draw(Frame frame, ICanvas canvas)
    {
        var points = new List<(double X, double Y)>(X.Length);
        var radii = new List<double>();
        for (var i = 0; i < X.Length; i++)
        {
            if (frame.Place(X[i], Y[i]) is not { } point) continue;
            points.Add(point);
            if (Radii.Length > 1) radii.Add(Radii[i]);
        }
        if (Radii.Length <= 1) radii.Add(Radii.Length == 1 ? Radii[0] : Theme.DotRadius(points.Count));
        canvas.Marks(points, Marker, radii, Colour, opacity: 0.6);
    }

    public override void DrawSample(ICanvas canvas) => canvas.Marks([(0.5, 0.5)], Marker, [3.2], Colour, opacity: 1);
}
