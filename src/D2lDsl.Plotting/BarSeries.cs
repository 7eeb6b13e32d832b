namespace D2lDsl.Plotting;

/// <summary>Bars from zero to Y, from X to Right; on a log axis they stand on the frame.</summary>
internal sealed record BarSeries(double[] X, double[] Right, double[] Y, string? Label, Colour Colour) : Series(X, Y, Label, Colour)
{
    public override bool StandsOnZero => true;

    public override IEnumerable<(double X, double Y)> Extent(AxisScale xScale, AxisScale yScale)
    {
        for (var i = 0; i < X.Length; i++)
        {
            if (!HasPlace(X[i], xScale) || !HasPlace(Right[i], xScale) || !HasPlace(Y[i], yScale)) continue;
            yield return (X[i], Y[i]);
            yield return (Right[i], yScale == AxisScale.Linear ? 0 : Y[i]);
        }
    }

    public override void Draw(Frame frame, ICanvas canvas)
    {
        var zero = frame.Vertical.Scale == AxisScale.Linear ? frame.Vertical.Position(0) : 0;
        var bars = new List<(double, double, double, double)>();
        for (var i = 0; i < X.Length; i++)
        {
            if (frame.Place(X[i], Y[i]) is not { } left || frame.Place(Right[i], Y[i]) is not { } right) continue;
            bars.Add((left.X, right.X, Math.Min(zero, left.Y), Math.Max(zero, left.Y)));
        }
        canvas.Bars(bars, Colour);
    }

    public override void DrawSample(ICanvas canvas) => canvas.Bars([(0.15, 0.85, 0.1, 0.9)], Colour);
}
