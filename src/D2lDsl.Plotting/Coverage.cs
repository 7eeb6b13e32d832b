namespace D2lDsl.Plotting;

/// <summary>Remembers where series leave ink, so that the legend can stand elsewhere.</summary>
internal sealed class Coverage : ICanvas
{
    // Steps along a line and a bar, fine enough that no legend slips between two of them.
    const double Step = 0.02;

    readonly List<(double X, double Y)> ink = [];

    /// <summary>How much ink lies in a rectangle.</summary>
    public int Inside(double left, double right, double bottom, double top) =>
        ink.Count(point => point.X >= left && point.X <= right && point.Y >= bottom && point.Y <= top);

    public void Line(IReadOnlyList<IReadOnlyList<(double X, double Y)>> runs, LineStyle style, Colour colour)
    {
        foreach (var run in runs)
        {
            ink.Add(run[0]);
            for (var i = 1; i < run.Count; i++) Between(run[i - 1], run[i]);
        }
    }

    public void Marks(IReadOnlyList<(double X, double Y)> points, Marker marker, IReadOnlyList<double> radii, Colour colour, double opacity) =>
        ink.AddRange(points);

    public void Bars(IReadOnlyList<(double Left, double Right, double Bottom, double Top)> bars, Colour colour)
    {
        foreach (var (left, right, bottom, top) in bars)
        {
            for (var x = left; x < right + Step; x += Step)
                Between((Math.Min(x, right), bottom), (Math.Min(x, right), top));
        }
    }

    void Between((double X, double Y) from, (double X, double Y) to)
    {
        var steps = Math.Max(1, (int)(Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)) / Step));
        for (var i = 1; i <= steps; i++)
            ink.Add((from.X + (to.X - from.X) * i / steps, from.Y + (to.Y - from.Y) * i / steps));
    }
}
