namespace D2lDsl.Plotting.Tests;

public sealed class LiveChartTests : IDisposable
{
    readonly string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    readonly StringWriter terminal = new();
    readonly Clock clock = new();

    string Page => Path.Combine(folder, "loss.html");

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    LiveChart Live(bool inPlace = true) => new()
    {
        Title = "Training", XLabel = "step", HtmlFile = Page, Terminal = terminal, InPlace = inPlace, Interval = TimeSpan.FromSeconds(1), Clock = clock,
    };

    [Fact]
    public void Draws_at_once_and_then_as_often_as_told()
    {
        using var live = Live();
        live.Add("loss", 1, 4);
        var first = terminal.ToString();
        Assert.Contains("Training", first);
        live.Add("loss", 2, 3);
        Assert.Equal(first, terminal.ToString());
        clock.Now += TimeSpan.FromSeconds(1);
        live.Add("loss", 3, 2);
        Assert.StartsWith($"\e[{first.Count(c => c == '\n')}A\e[0J", terminal.ToString()[first.Length..]);    // over the first drawing
    }

    [Fact]
    public void The_page_loads_itself_again_until_the_training_ends()
    {
        var live = Live();
        live.Add("loss", 1, 4);
        Assert.Contains("http-equiv=\"refresh\"", File.ReadAllText(Page));
        live.Add("loss", 2, 3);
        live.Dispose();
        live.Dispose();
        Assert.DoesNotContain("refresh", File.ReadAllText(Page));
        Assert.Equal([Page], Directory.GetFiles(folder));
        Assert.Contains("it is finished", Assert.Throws<InvalidOperationException>(() => live.Add("loss", 3, 2)).Message);
    }

    [Fact]
    public void Where_output_goes_to_a_file_it_is_drawn_once_at_the_end()
    {
        var live = Live(inPlace: false);
        live.Add("loss", 1, 4);
        Assert.Equal("", terminal.ToString());
        live.Add("loss", 2, double.NaN);
        live.Add("test", 2, 5);
        live.Dispose();
        Assert.DoesNotContain('\e', terminal.ToString());
        Assert.Contains("a loss   b test", terminal.ToString());
    }

    [Fact]
    public void Long_series_are_thinned_out_but_keep_both_ends()
    {
        using var live = new LiveChart { Terminal = TextWriter.Null, Interval = TimeSpan.FromHours(1), Clock = clock };
        for (var step = 1; step <= 100_001; step++) live.Add("loss", step, step);
        var series = Assert.Single(live.ToChart().Series);
        Assert.InRange(series.X.Length, 1000, 4000);
        Assert.Equal((1, 100_001), (series.X[0], series.X[^1]));
        Assert.Equal(series.X.Order(), series.X);
        Assert.Equal(series.X, series.Y);
    }

    [Fact]
    public void Points_from_many_threads_are_all_there()
    {
        using var live = new LiveChart { Terminal = TextWriter.Null, Interval = TimeSpan.FromHours(1), Clock = clock };
        Parallel.For(0, 1000, i => live.Add($"s{i % 2}", i, i));
        Assert.Equal(1000, live.ToChart().Series.Sum(series => series.X.Length));
    }

    [Fact]
    public void Without_a_point_there_is_nothing_to_draw()
    {
        var live = Live();
        Assert.Contains("has no point yet", Assert.Throws<InvalidOperationException>(() => live.ToChart()).Message);
        live.Dispose();
        Assert.Equal("", terminal.ToString());
        Assert.False(Directory.Exists(folder));
    }

    sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long GetTimestamp() => Now.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }
}
