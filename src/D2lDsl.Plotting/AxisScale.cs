namespace D2lDsl.Plotting;

/// <summary>How an axis maps values to positions.</summary>
public enum AxisScale
{
    /// <summary>Equal differences are equally far apart.</summary>
    Linear,

    /// <summary>Equal ratios are equally far apart; values of zero and below have no place and are left out.</summary>
    Log,
}
