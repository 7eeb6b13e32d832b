namespace D2lDsl.Plotting;

/// <summary>How a line is drawn.</summary>
public enum LineStyle
{
    /// <summary>Without gaps (<c>'-'</c>).</summary>
    Solid,

    /// <summary>With gaps (<c>'--'</c>): for a reference, a tangent, a true value.</summary>
    Dashed,

    /// <summary>Of dots (<c>':'</c>).</summary>
    Dotted,

    /// <summary>Dashes and dots in turn (<c>'-.'</c>).</summary>
    DashDot,
}
