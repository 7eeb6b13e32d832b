namespace D2lDsl.Plotting;

/// <summary>The points of one series in the order given; <see cref="Style"/> is null for loose points.</summary>
internal sealed record Series(double[] X, double[] Y, string? Label, LineStyle? Style)
{
    /// <summary>Beyond this a difference of two values may overflow, so such values count as infinite.</summary>
    const double Largest = 1e300;

    public bool IsLine => Style is not null;

    /// <summary>Whether a value has a place on an axis: NaN and infinities have none, nor have zero and below on a log axis.</summary>
    public static bool HasPlace(double value, AxisScale scale) =>
        Math.Abs(value) <= Largest && (scale == AxisScale.Linear || value >= 1 / Largest);
}
