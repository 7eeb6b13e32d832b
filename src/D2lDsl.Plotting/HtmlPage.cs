namespace D2lDsl.Plotting;

/// <summary>A page around a figure: one file, with the drawing in it.</summary>
internal static class HtmlPage
{
    public static bool IsNamed(string path) =>
        path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".htm", StringComparison.OrdinalIgnoreCase);

    /// <summary>The page; it loads itself again where its figure still grows.</summary>
    public static string Of(Figure figure, int? refreshSeconds)
    {
        var heading = SvgWriter.Escape(figure.Heading);
        var refresh = refreshSeconds is { } seconds ? $"\n<meta http-equiv=\"refresh\" content=\"{seconds}\">" : "";
        return $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">{{refresh}}
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{(heading.Length > 0 ? heading : "Chart")}}</title>
            <style>
            body { margin: 0; padding: 24px; background: #f4f6f8; }
            body > svg { display: block; margin: 0 auto; max-width: 100%; height: auto; border-radius: 6px; box-shadow: 0 1px 4px #0003; }
            </style>
            </head>
            <body>
            {{figure.ToSvg().TrimEnd()}}
            </body>
            </html>

            """;
    }
}
