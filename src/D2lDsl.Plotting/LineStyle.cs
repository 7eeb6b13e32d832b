namespace D2lDsl.Plotting;

/// <summary>How a line is drawn.</summary>
public enum LineStyle
{
    /// <summary>Without gaps.</summary>
    Solid,

    /// <summary>With gaps: for a reference, a tangent, a true value.</summary>
    Dashed,
}
