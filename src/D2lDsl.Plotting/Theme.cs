namespace D2lDsl.Plotting;

/// <summary>The light theme: colours, fonts and sizes in pixels.</summary>
internal static class Theme
{
    public const string Font = "'Segoe UI', 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif";
    public const string Paper = "#ffffff";
    public const string Ink = "#1f2933";
    public const string SoftInk = "#52606d";
    public const string Frame = "#9aa5b1";
    public const string Grid = "#e8ecf0";

    public const double TitleSize = 15;
    public const double LabelSize = 13;
    public const double TickSize = 11.5;
    public const double LegendSize = 12;

    public const double LineWidth = 2;
    public const double TickLength = 4;

    /// <summary>Dots shrink as they get many, so that a cloud of a thousand shows its shape.</summary>
    public static double DotRadius(int points) => points switch { <= 100 => 3.2, <= 400 => 2.4, _ => 1.7 };
}
