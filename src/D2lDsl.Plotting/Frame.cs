namespace D2lDsl.Plotting;

/// <summary>Two axes over all series of a chart, and where values lie between them.</summary>
internal sealed class Frame
{
    public Frame(Chart chart)
    {
        if (chart.Series.Count == 0)
            throw new InvalidOperationException($"Chart \"{chart.Title}\" has no series; add one with Line or Scatter before drawing it");
        var points = chart.Series.SelectMany(series => series.Extent(chart.XScale, chart.YScale)).ToArray();
        Horizontal = Axis.Over(points.Select(point => point.X), chart.XScale, names: chart.Names);
        Vertical = Axis.Over(points.Select(point => point.Y), chart.YScale, fromZero: chart.Series.Any(series => series.StandsOnZero));
    }

    public Axis Horizontal { get; }

    public Axis Vertical { get; }

    /// <summary>The position of a point, or null where it has none.</summary>
    public (double X, double Y)? Place(double x, double y) => Series.HasPlace(x, Horizontal.Scale) && Series.HasPlace(y, Vertical.Scale)
        ? (Horizontal.Position(x), Vertical.Position(y))
        : null;

    /// <summary>The runs of points without a gap between them.</summary>
    public List<List<(double X, double Y)>> Runs(double[] x, double[] y)
    {
        var runs = new List<List<(double X, double Y)>>();
        var open = false;
        for (var i = 0; i < x.Length; i++)
        {
            if (Place(x[i], y[i]) is { } point)
            {
                if (!open) runs.Add([]);
                runs[^1].Add(point);
                open = true;
            }
            else
            {
                open = false;
            }
        }
        return runs;
    }
}
