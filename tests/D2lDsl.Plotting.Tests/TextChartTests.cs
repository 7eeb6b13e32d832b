namespace D2lDsl.Plotting.Tests;

public class TextChartTests
{
    static readonly double[] Five = [0, 1, 2, 3, 4];

    static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');

    [Fact]
    public void A_rising_line_rises()
    {
        var text = new Chart { Title = "Line", XLabel = "step", YLabel = "loss" }.Line(Five, Five, "up").ToText(width: 30, height: 6);
        var lines = Lines(text);
        Assert.Equal("             Line", lines[0]);
        Assert.Equal("loss", lines[1]);
        int[] firstInk = [.. lines[2..8].Select(line => line.Skip(3).TakeWhile(c => c == ' ').Count())];
        Assert.Equal(firstInk.OrderDescending(), firstInk);
        Assert.True(firstInk[0] > 15 && firstInk[^1] < 5);
        Assert.StartsWith("4 ┤", lines[2]);
        Assert.StartsWith("0 ┤", lines[7]);
        Assert.Equal("  └─┬───────────┬───────────┬─", lines[8]);
        Assert.Equal("    0           2           4", lines[9]);
        Assert.Equal("step", lines[10].Trim());
        Assert.EndsWith("up", lines[^1]);
    }

    [Fact]
    public void No_line_is_wider_than_asked_for()
    {
        var chart = new Chart { Title = new string('t', 200), XLabel = new string('x', 200), YLabel = new string('y', 200) }.Line(Five, [1e-9, 2, 3, 1e9, 5]);
        for (var i = 0; i < 9; i++) chart.Line(Five, Five, i == 4 ? new string('l', 200) : $"series {i}");
        foreach (var width in new[] { 30, 72, 200 })
            Assert.All(Lines(chart.ToText(width)), line => Assert.InRange(line.Length, 0, width));
    }

    [Fact]
    public void Without_colours_letters_tell_series_apart()
    {
        var chart = new Chart().Line(Five, Five, "train").Line(Five, [4, 3, 2, 1, 0], "test");
        var plain = chart.ToText();
        Assert.DoesNotContain('\e', plain);
        Assert.EndsWith("a train   b test\n", plain);
        Assert.Contains("a", string.Concat(Lines(plain)[..^2]));
        Assert.Contains("b", string.Concat(Lines(plain)[..^2]));

        var coloured = chart.ToText(colours: true);
        Assert.Contains("\e[38;5;", coloured);
        Assert.All(Lines(coloured), line => Assert.True(!line.Contains("\e[38") || line.LastIndexOf("\e[0m") > line.LastIndexOf("\e[38")));    // colours end with the line
    }

    [Fact]
    public void A_legend_takes_as_many_lines_as_it_needs()
    {
        var chart = new Chart();
        for (var i = 0; i < 9; i++) chart.Line(Five, Five, $"series {i}");
        foreach (var colours in new[] { false, true })
        {
            var lines = Lines(chart.ToText(40, colours: colours));
            Assert.Equal(Enumerable.Range(0, 9), string.Join(' ', lines[^5..]).Split("series ").Skip(1).Select(rest => rest[0] - '0'));
            Assert.All(lines[^3..], line => Assert.Contains("series", line));
        }
    }

    [Fact]
    public void Dashes_leave_gaps()
    {
        static int Ink(LineStyle style) => new Chart().Line(Five, [1, 1, 1, 1, 1], style: style).ToText().Count(c => c > 0x2800 && c <= 0x28FF);
        Assert.True(Ink(LineStyle.Dashed) < Ink(LineStyle.Solid));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Gaps_single_points_and_constants_are_drawn(double gap)
    {
        Assert.Contains(new Chart().Line(Five, [1, gap, 2, gap, 3]).ToText(), c => c > 0x2800 && c <= 0x28FF);
        Assert.Contains(new Chart().Scatter([5.0], [7.0]).ToText(), c => c > 0x2800 && c <= 0x28FF);
        Assert.Contains(new Chart().Line(Five, [3, 3, 3, 3, 3]).ToText(), c => c > 0x2800 && c <= 0x28FF);
        Assert.DoesNotContain(new Chart().Line([1.0], [gap]).ToText(), c => c > 0x2800 && c <= 0x28FF);
    }

    [Fact]
    public void Bars_are_filled() => Assert.Contains("⣿⣿", new Chart().Bars(["a", "b"], new[] { 1, 2 }).ToText());

    [Theory]
    [InlineData(29, 16)]
    [InlineData(72, 3)]
    public void Refuses_sizes_with_no_room(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Chart().Line(Five, Five).ToText(width, height));
}
