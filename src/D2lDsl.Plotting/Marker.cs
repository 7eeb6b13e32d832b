namespace D2lDsl.Plotting;

/// <summary>What stands at each point of a series.</summary>
public enum Marker
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A disc (<c>'o'</c>).</summary>
    Circle,

    /// <summary>A square (<c>'s'</c>).</summary>
    Square,

    /// <summary>A square on its tip (<c>'D'</c>).</summary>
    Diamond,

    /// <summary>A triangle with its tip up (<c>'^'</c>).</summary>
    Triangle,

    /// <summary>Two strokes, upright and level (<c>'+'</c>).</summary>
    Plus,

    /// <summary>Two slanting strokes (<c>'x'</c>).</summary>
    Cross,
}
