namespace D2lDsl.Plotting;

/// <summary>A line through points, with a mark at each if wanted.</summary>
internal sealed record LineSeries(double[] X, double[] Y, string? Label, Colour Colour, LineStyle Style, Marker Marker)
    : Series(X, Y, Label, Colour)
{
    static readonly double[] Radius = [3.6];

    public override void Draw(Frame frame, ICanvas canvas)
    {
        var runs = frame.Runs(X, Y);
        if (runs.Count == 0) return;
        canvas.Line(runs, Style, Colour);
        if (Marker != Marker.None) canvas.Marks([.. runs.SelectMany(run => run)], Marker, Radius, Colour, opacity: 1);
    }

    public override void DrawSample(ICanvas canvas)
    {
        canvas.Line([[(0, 0.5), (1, 0.5)]], Style, Colour);
        if (Marker != Marker.None) canvas.Marks([(0.5, 0.5)], Marker, Radius, Colour, opacity: 1);
    }
}
