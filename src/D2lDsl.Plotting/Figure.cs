namespace D2lDsl.Plotting;

/// <summary>Several charts side by side in one SVG or HTML file, as <c>plt.subplots(1, n)</c> does.</summary>
/// <example>
/// <code>new Figure(dataAndFit, lossCurve).Save("cars.svg");</code>
/// </example>
public sealed class Figure
{
    readonly Chart[] charts;

    /// <summary>Lays out the charts from left to right, and in rows where <see cref="Columns"/> is smaller than their number.</summary>
    /// <param name="charts">At least one chart.</param>
    /// <exception cref="ArgumentException">No chart is given.</exception>
    public Figure(params ReadOnlySpan<Chart> charts)
    {
        if (charts.IsEmpty) throw new ArgumentException("Figure: no chart is given; give at least one");
        this.charts = charts.ToArray();
        Columns = charts.Length;
    }

    /// <summary>How many charts stand in one row; all of them unless set.</summary>
    public int Columns
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Columns), value, "Figure.Columns is at least 1");
    }

    /// <summary>The figure as the text of an SVG file.</summary>
    /// <exception cref="InvalidOperationException">A chart has no series.</exception>
    public string ToSvg()
    {
        var rows = charts.Chunk(Columns).ToArray();
        var widths = Enumerable.Range(0, rows[0].Length)
            .Select(column => rows.Where(row => column < row.Length).Max(row => row[column].Width)).ToArray();
        var heights = rows.Select(row => row.Max(chart => chart.Height)).ToArray();

        var svg = new SvgWriter();
        svg.OpenDocument(widths.Sum(), heights.Sum(), Heading);
        var top = 0;
        for (var row = 0; row < rows.Length; top += heights[row++])
        {
            var left = 0;
            for (var column = 0; column < rows[row].Length; left += widths[column++])
                new Drawing(rows[row][column], svg).DrawAt(left, top);
        }
        svg.Close("svg");
        return svg.ToString();
    }

    /// <summary>The figure as a page of HTML that needs no other file.</summary>
    /// <exception cref="InvalidOperationException">A chart has no series.</exception>
    public string ToHtml() => HtmlPage.Of(this, refreshSeconds: null);

    /// <summary>
    /// Writes <see cref="ToSvg"/> to a file, or <see cref="ToHtml"/> where its name ends so, creating its folder; an older file is
    /// replaced in one move, never half written.
    /// </summary>
    /// <param name="path">The file, with the ending <c>.svg</c> or <c>.html</c>.</param>
    /// <exception cref="ArgumentException">The ending is that of a picture in pixels, as .png.</exception>
    /// <exception cref="InvalidOperationException">A chart has no series.</exception>
    /// <exception cref="IOException">The folder or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file may not be written.</exception>
    public void Save(string path) => ChartFile.Save(path, HtmlPage.IsNamed(path) ? ToHtml() : ToSvg());

    internal string Heading => string.Join("; ", charts.Select(chart => chart.Title).OfType<string>());
}
