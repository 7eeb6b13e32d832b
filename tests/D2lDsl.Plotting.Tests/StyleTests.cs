using System.Xml.Linq;

namespace D2lDsl.Plotting.Tests;

/// <summary>Colours, dashes, marks, sizes and bars.</summary>
public class StyleTests
{
    static readonly double[] Three = [1, 2, 3];

    static XElement Legend(XElement svg) => svg.All("g").Single(group => group.Attribute("class")?.Value == "legend");

    [Fact]
    public void Each_line_style_has_its_own_dashes_in_plot_and_legend()
    {
        var chart = new Chart();
        foreach (var style in Enum.GetValues<LineStyle>()) chart.Line(Three, Three, style.ToString(), style);
        var paths = Svg.Of(chart).All("path").Select(path => path.Attribute("stroke-dasharray")?.Value).ToArray();
        Assert.Equal(4, paths[..4].Distinct().Count());
        Assert.Equal(paths[..4], paths[4..]);
    }

    [Fact]
    public void Series_take_colours_in_turn_or_their_own()
    {
        var chart = new Chart().Line(Three, Three).Line(Three, Three, colour: Colour.Hex("#0f0")).Line(Three, Three);
        Assert.Equal([Colour.Blue.ToString(), "#00ff00", Colour.Green.ToString()], Svg.Of(chart).All("path").Select(path => path.Attribute("stroke")!.Value));
    }

    [Theory]
    [InlineData("#1f6fb4", 0x1f, 0x6f, 0xb4)]
    [InlineData("#ABC", 0xaa, 0xbb, 0xcc)]
    public void Reads_colours_as_web_pages_write_them(string text, byte r, byte g, byte b) => Assert.Equal(new Colour(r, g, b), Colour.Hex(text));

    [Theory]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    [InlineData("1f6fb4f")]
    [InlineData("")]
    public void Refuses_other_text_for_a_colour(string text) =>
        Assert.Equal($"\"{text}\" is no colour; write it as #rrggbb or #rgb", Assert.Throws<FormatException>(() => Colour.Hex(text)).Message);

    [Theory]
    [InlineData(Marker.Circle, "circle")]
    [InlineData(Marker.Square, "rect")]
    [InlineData(Marker.Diamond, "polygon")]
    [InlineData(Marker.Triangle, "polygon")]
    [InlineData(Marker.Plus, "path")]
    [InlineData(Marker.Cross, "path")]
    public void A_marker_stands_at_each_point_of_lines_and_scatters(Marker marker, string element)
    {
        int Count(Chart chart) => Svg.Of(chart).All("svg").Single().All(element).Count();
        Assert.Equal(3, Count(new Chart().Scatter(Three, Three, marker: marker)));
        Assert.Equal(3 + (element == "path" ? 1 : 0), Count(new Chart().Line(Three, Three, marker: marker)));
    }

    [Fact]
    public void Sizes_are_radii_for_all_points_or_for_each()
    {
        Assert.Equal(["7", "7", "7"], Radii(new Chart().Scatter(Three, Three, size: 7)));
        Assert.Equal(["1", "3"], Radii(new Chart().Scatter(Three, new[] { 1, double.NaN, 3 }, sizes: Three)));    // they stay with their points

        static string[] Radii(Chart chart) => [.. Svg.Of(chart).All("circle").Select(dot => dot.Attribute("r")!.Value)];
    }

    [Fact]
    public void Refuses_sizes_that_do_not_fit()
    {
        Assert.Equal("Chart.Scatter: \"a\" has 3 points and 2 sizes; give one for each point",
            Assert.Throws<ArgumentException>(() => new Chart().Scatter(Three, Three, "a", sizes: [1, 2])).Message);
        Assert.Equal("Chart.Scatter: series 1 has a size of 0; sizes are radii in pixels, above 0 and up to 1000",
            Assert.Throws<ArgumentException>(() => new Chart().Scatter(Three, Three, size: 0)).Message);
        Assert.Throws<ArgumentException>(() => new Chart().Scatter(Three, Three, sizes: [1, 2, double.NaN]));
    }

    [Fact]
    public void A_legend_with_no_free_place_stands_beside_the_plot()
    {
        double[] grid = [.. Enumerable.Range(0, 400).Select(i => i / 20 / 19.0)], other = [.. Enumerable.Range(0, 400).Select(i => i % 20 / 19.0)];
        var svg = Svg.Of(new Chart().Scatter(grid, other, "everywhere"));
        var plot = svg.All("svg").Single();
        Assert.Empty(plot.All("text"));
        var box = Legend(svg).All("rect").Single(rect => rect.Attribute("rx") is not null);
        Assert.True(box.Number("x") > plot.Number("x") + plot.Number("width"));
        Assert.True(box.Number("x") + box.Number("width") <= 560);
    }

    [Fact]
    public void A_legend_between_the_data_covers_none_of_them()
    {
        double[] x = [.. Enumerable.Range(0, 300).Select(i => i / 300.0)];
        foreach (var wave in new Func<double, double>[] { v => v, v => -v, v => v * v, v => Math.Abs(v - 0.5), v => -Math.Abs(v - 0.5), v => Math.Sin(6 * v), v => Math.Exp(-9 * v) })
        {
            var svg = Svg.Of(new Chart().Scatter(x, x.Select(wave).ToArray(), "wave"));
            var box = Legend(svg).All("rect").First();
            Assert.DoesNotContain(svg.All("svg").Single().All("circle").Where(dot => !dot.Ancestors().Contains(Legend(svg))), dot =>
                dot.Number("cx") > box.Number("x") && dot.Number("cx") < box.Number("x") + box.Number("width")
                && dot.Number("cy") > box.Number("y") && dot.Number("cy") < box.Number("y") + box.Number("height"));
        }
    }

    [Fact]
    public void Bars_stand_on_zero_below_their_names()
    {
        var svg = Svg.Of(new Chart().Bars(["a", "b", "c"], new[] { 1, 4, 2 }));
        var plot = svg.All("svg").Single();
        var bars = plot.All("rect").ToArray();
        Assert.Equal([1, 4, 2], bars.Select(bar => (int)Math.Round(bar.Number("height") / bars[0].Number("height"))));
        Assert.All(bars, bar => Assert.Equal(plot.Number("height"), bar.Number("y") + bar.Number("height"), 0.02));
        Assert.Superset(new HashSet<string> { "a", "b", "c" }, svg.Texts().ToHashSet());
    }

    [Fact]
    public void Negative_bars_hang_from_zero()
    {
        var bars = Svg.Of(new Chart().Bars(["up", "down"], new[] { 2.0, -1 })).All("svg").Single().All("rect").ToArray();
        Assert.Equal(bars[0].Number("y") + bars[0].Number("height"), bars[1].Number("y"), 0.02);
    }

    [Fact]
    public void Many_names_are_thinned_out_until_they_do_not_touch()
    {
        string[] names = [.. Enumerable.Range(0, 200).Select(i => $"name {i}")];
        var shown = Svg.Of(new Chart().Bars(names, Enumerable.Range(0, 200))).Texts().Where(text => text.StartsWith("name")).ToArray();
        Assert.InRange(shown.Length, 3, 12);
        Assert.Equal("name 0", shown[0]);
    }

    [Fact]
    public void Bars_of_other_names_are_refused() => Assert.StartsWith("Chart.Bars: series 2 names its bars otherwise",
        Assert.Throws<ArgumentException>(() => new Chart().Bars(["a"], new[] { 1 }).Bars(["b"], new[] { 1 })).Message);

    [Fact]
    public void A_histogram_counts_each_finite_value_once()
    {
        double[] values = [0, 0.1, 0.9, 1, 1.9, 2, double.NaN, double.PositiveInfinity];
        var bars = Svg.Of(new Chart().Histogram(values, bins: 2)).All("svg").Single().All("rect").ToArray();
        Assert.Equal(2, bars.Length);
        Assert.Equal(1, bars[0].Number("height") / bars[1].Number("height"), 1e-3);    // 3 below 1, and 1 itself is above
        Assert.Single(Svg.Of(new Chart().Histogram(new[] { 5, 5, 5 }, bins: 1)).All("svg").Single().All("rect"));
        Assert.Throws<ArgumentException>(() => new Chart().Histogram(new[] { double.NaN }));
    }

    [Fact]
    public void A_page_holds_the_drawing_and_needs_nothing_else()
    {
        var page = new Chart { Title = "a < b" }.Line(Three, Three).ToHtml();
        Assert.StartsWith("<!DOCTYPE html>", page);
        Assert.Contains("<title>a &lt; b</title>", page);
        Assert.Equal(1, page.Split("<svg xmlns").Length - 1);
        Assert.DoesNotContain("refresh", page);
        Assert.DoesNotContain("src=", page);
        Assert.DoesNotContain("href=", page);
    }
}
