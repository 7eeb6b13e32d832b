namespace D2lDsl.Plotting;

/// <summary>
/// A chart that grows while a model trains: the book's <c>Animator</c>. It draws itself anew in the terminal, in an HTML file that the
/// browser loads again by itself, or in both.
/// </summary>
/// <remarks>
/// It draws at most once an <see cref="Interval"/>, so it may be called at each step. Of very long series every second point is dropped
/// when they reach 4,000. Adding points from several threads is safe.
/// </remarks>
/// <example>
/// <code>
/// using var live = new LiveChart { Title = "Training", XLabel = "step", YScale = AxisScale.Log, HtmlFile = "output/loss.html" };
/// for (int step = 1; step &lt;= 1000; step++)
///     live.Add("loss", step, kernel.ForwardBackward(x, y));
/// </code>
/// </example>
public sealed class LiveChart : IDisposable
{
    const int MostPoints = 4000;

    readonly Lock gate = new();
    readonly List<LivePoints> series = [];
    long lastDrawn;
    int linesDrawn;
    bool isDrawn, isFinished;

    /// <summary>The heading above the chart.</summary>
    public string? Title { get; init; }

    /// <summary>What the horizontal axis shows.</summary>
    public string? XLabel { get; init; }

    /// <summary>What the vertical axis shows.</summary>
    public string? YLabel { get; init; }

    /// <summary>The scale of the vertical axis.</summary>
    public AxisScale YScale { get; init; }

    /// <summary>The page to write, with the ending <c>.html</c>; none unless given. It is replaced in one move, never half written.</summary>
    public string? HtmlFile { get; init; }

    /// <summary>Where to draw as text: the console, unless given; <see cref="TextWriter.Null"/> for nowhere.</summary>
    public TextWriter Terminal { get; init; } = Console.Out;

    /// <summary>
    /// Whether the text is drawn over and over in the same place, with colours: so on a terminal. Where the output goes to a file, it is
    /// drawn once, at the end, without escape codes.
    /// </summary>
    public bool InPlace { get; init; } = !Console.IsOutputRedirected;

    /// <summary>The least time between two drawings.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The clock that <see cref="Interval"/> is measured by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Adds a point, and draws if it is time to.</summary>
    /// <param name="name">The series: a new name begins a new one.</param>
    /// <param name="x">The step or the epoch.</param>
    /// <param name="y">The value; NaN and infinity leave a gap.</param>
    /// <exception cref="InvalidOperationException">The chart is finished.</exception>
    public void Add(string name, double x, double y)
    {
        ArgumentNullException.ThrowIfNull(name);
        lock (gate)
        {
            if (isFinished) throw new InvalidOperationException("LiveChart: it is finished (disposed); begin another one for more points");
            var points = series.Find(one => one.Name == name);
            if (points is null) series.Add(points = new LivePoints(name, MostPoints));
            points.Add(x, y);

            var now = Clock.GetTimestamp();
            if (isDrawn && Clock.GetElapsedTime(lastDrawn, now) < Interval) return;
            (lastDrawn, isDrawn) = (now, true);
            if (InPlace) DrawText();
            try
            {
                if (HtmlFile is not null) SaveHtml(refreshSeconds: 1);
            }
            catch (IOException)
            {
                // On some systems a file cannot be replaced while a browser reads it; the next drawing will come through.
            }
        }
    }

    /// <summary>The chart as it is now.</summary>
    /// <exception cref="InvalidOperationException">No point has been added yet.</exception>
    public Chart ToChart()
    {
        lock (gate)
        {
            if (series.Count == 0) throw new InvalidOperationException($"LiveChart \"{Title}\" has no point yet; add one first");
            var chart = new Chart { Title = Title, XLabel = XLabel, YLabel = YLabel, YScale = YScale };
            foreach (var points in series) points.AddTo(chart);
            return chart;
        }
    }

    /// <summary>Draws the chart for the last time; the page then no longer loads itself again.</summary>
    /// <exception cref="IOException">The page cannot be written.</exception>
    public void Dispose()
    {
        lock (gate)
        {
            if (isFinished) return;
            isFinished = true;
            if (series.Count == 0) return;
            DrawText();
            if (HtmlFile is not null) SaveHtml(refreshSeconds: null);
        }
    }

    void DrawText()
    {
        // In a window too small for the drawing, lines would wrap or scroll away, and the next drawing would not find its place.
        var isConsole = InPlace && ReferenceEquals(Terminal, Console.Out);
        var width = isConsole ? Fitting(() => Console.WindowWidth - 1, least: 30, most: 72) : 72;
        var height = isConsole ? Fitting(() => Console.WindowHeight - 7, least: 4, most: 16) : 16;
        var text = ToChart().ToText(width, height, colours: InPlace);
        // Up to where the last drawing began, and clear from there on.
        if (linesDrawn > 0) Terminal.Write($"\e[{linesDrawn}A\e[0J");
        Terminal.Write(text);
        Terminal.Flush();
        linesDrawn = text.Count(c => c == '\n');
    }

    static int Fitting(Func<int> window, int least, int most)
    {
        try
        {
            var size = window();
            return size > 0 ? Math.Clamp(size, least, most) : most;
        }
        catch (IOException)    // there is no window
        {
            return most;
        }
    }

    void SaveHtml(int? refreshSeconds) => ChartFile.Save(HtmlFile!, HtmlPage.Of(new Figure(ToChart()), refreshSeconds));
}
