namespace D2lDsl.Plotting;

/// <summary>The values of one series in the order given; it knows what it consists of, a canvas knows how that looks.</summary>
internal abstract record Series(double[] X, double[] Y, string? Label, Colour Colour)
{
    /// <summary>Beyond this a difference of two values may overflow, so such values count as infinite.</summary>
    const double Largest = 1e300;

    /// <summary>Whether a value has a place on an axis: NaN and infinities have none, nor have zero and below on a log axis.</summary>
    public static bool HasPlace(double value, AxisScale scale) =>
        Math.Abs(value) <= Largest && (scale == AxisScale.Linear || value >= 1 / Largest);

    /// <summary>The points that the axes must hold.</summary>
    public virtual IEnumerable<(double X, double Y)> Extent(AxisScale xScale, AxisScale yScale) =>
        X.Zip(Y).Where(point => HasPlace(point.First, xScale) && HasPlace(point.Second, yScale));

    /// <summary>Whether the vertical axis must begin at zero.</summary>
    public virtual bool StandsOnZero => false;

    /// <summary>Draws the series.</summary>
    public abstract void Draw(Frame frame, ICanvas canvas);

    /// <summary>Draws a piece of it for the legend, into a canvas of that size.</summary>
    public abstract void DrawSample(ICanvas canvas);
}
