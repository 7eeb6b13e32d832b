namespace D2lDsl.Plotting;

/// <summary>What series are drawn on. Positions run from 0 at the low end of an axis to 1 at its high end.</summary>
internal interface ICanvas
{
    /// <summary>A line of one or more unbroken runs; a run of one point is a dot.</summary>
    void Line(IReadOnlyList<IReadOnlyList<(double X, double Y)>> runs, LineStyle style, Colour colour);

    /// <summary>Marks of the same kind; radii in pixels, one for all or one for each.</summary>
    void Marks(IReadOnlyList<(double X, double Y)> points, Marker marker, IReadOnlyList<double> radii, Colour colour, double opacity);

    /// <summary>Bars between two heights.</summary>
    void Bars(IReadOnlyList<(double Left, double Right, double Bottom, double Top)> bars, Colour colour);
}
