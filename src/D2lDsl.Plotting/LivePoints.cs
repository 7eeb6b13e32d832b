namespace D2lDsl.Plotting;

/// <summary>The points of a growing series, thinned out so that there are never more than so many.</summary>
internal sealed class LivePoints(string name, int most)
{
    readonly List<double> x = [], y = [];
    double lastX, lastY;
    int stride = 1, skipped;

    public string Name => name;

    public void Add(double nextX, double nextY)
    {
        (lastX, lastY) = (nextX, nextY);
        if (++skipped < stride) return;
        skipped = 0;
        x.Add(nextX);
        y.Add(nextY);
        if (x.Count < most) return;
        for (var i = 0; i < x.Count / 2; i++) (x[i], y[i]) = (x[2 * i], y[2 * i]);
        x.RemoveRange(x.Count / 2, x.Count - x.Count / 2);
        y.RemoveRange(y.Count / 2, y.Count - y.Count / 2);
        stride *= 2;
    }

    /// <summary>Adds the series to a chart; the newest point always belongs to it.</summary>
    public void AddTo(Chart chart) => chart.Line(
        skipped > 0 ? [.. x, lastX] : x.ToArray(), skipped > 0 ? [.. y, lastY] : y.ToArray(), name);
}
