using System.Globalization;
using System.Xml.Linq;

namespace D2lDsl.Plotting.Tests;

public class ChartTests
{
    static readonly double[] Three = [1, 2, 3];

    [Fact]
    public void Shows_title_labels_and_legend()
    {
        var svg = Svg.Of(new Chart { Title = "Cars", XLabel = "speed", YLabel = "distance" }
            .Scatter(Three, Three, "data").Line(Three, Three, "fit").Line(Three, Three));

        Assert.Superset(new HashSet<string> { "Cars", "speed", "distance", "data", "fit" }, svg.Texts().ToHashSet());
        Assert.Equal(3 + 1, svg.All("circle").Count());    // three points and their sample in the legend
        Assert.Equal(2, svg.Lines().Length);
    }

    [Fact]
    public void Higher_values_are_further_up_and_to_the_right()
    {
        var points = Svg.Of(new Chart().Scatter(Three, new double[] { 10, 30, 20 })).All("circle").ToArray();

        Assert.True(points[0].Number("cx") < points[1].Number("cx") && points[1].Number("cx") < points[2].Number("cx"));
        Assert.True(points[1].Number("cy") < points[2].Number("cy") && points[2].Number("cy") < points[0].Number("cy"));
        Assert.Equal(points[1].Number("cx") - points[0].Number("cx"), points[2].Number("cx") - points[1].Number("cx"), 0.02);
    }

    [Fact]
    public void On_a_log_axis_equal_ratios_are_equally_far_apart()
    {
        var points = Svg.Of(new Chart { YScale = AxisScale.Log }.Scatter(Three, new double[] { 0.01, 1, 100 })).All("circle").ToArray();

        Assert.Equal(points[0].Number("cy") - points[1].Number("cy"), points[1].Number("cy") - points[2].Number("cy"), 0.02);
    }

    [Fact]
    public void All_points_lie_inside_the_plot()
    {
        var random = new Random(1);
        double[] x = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble() * 1e5)], y = [.. x.Select(v => -v / 7)];
        var svg = Svg.Of(new Chart { Title = "t", XLabel = "x", YLabel = "y" }.Scatter(x, y));
        var plot = svg.Descendants().Single(e => e.Name.LocalName == "svg");

        Assert.All(svg.All("circle"), point =>
        {
            Assert.InRange(point.Number("cx"), 0, plot.Number("width"));
            Assert.InRange(point.Number("cy"), 0, plot.Number("height"));
        });
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.MaxValue)]
    public void A_point_without_a_place_breaks_the_line_and_is_no_dot(double value)
    {
        double[] x = [1, 2, 3, 4, 5], y = [1, 2, value, 4, 5];
        var line = Assert.Single(Svg.Of(new Chart().Line(x, y)).Lines());
        Assert.Equal(2, line.Count(c => c == 'M'));
        Assert.Equal(2, line.Count(c => c == 'L'));
        Assert.Equal(4, Svg.Of(new Chart().Scatter(x, y)).All("circle").Count());
    }

    [Fact]
    public void Zero_and_below_have_no_place_on_a_log_axis()
    {
        Assert.Single(Svg.Of(new Chart { YScale = AxisScale.Log }.Scatter(Three, new double[] { 0, -1, 5 })).All("circle"));
        Assert.Single(Svg.Of(new Chart { XScale = AxisScale.Log }.Scatter(new double[] { 0, -1, 5 }, Three)).All("circle"));
    }

    [Fact]
    public void A_lone_point_of_a_line_is_still_seen() =>
        Assert.Contains("h0", Assert.Single(Svg.Of(new Chart().Line(new[] { 1.0 }, new[] { 2.0 })).Lines()));

    [Fact]
    public void Nothing_but_NaN_gives_an_empty_frame()
    {
        foreach (var scale in Enum.GetValues<AxisScale>())
        {
            var svg = Svg.Of(new Chart { XScale = scale, YScale = scale }.Line(new[] { double.NaN }, new[] { double.NaN }, "n"));
            Assert.Empty(svg.Lines());
            Assert.Contains("n", svg.Texts());
        }
    }

    [Fact]
    public void Only_dashed_lines_are_dashed()
    {
        var svg = Svg.Of(new Chart().Line(Three, Three).Line(Three, Three, style: LineStyle.Dashed));
        Assert.Equal([false, true], svg.All("path").Select(path => path.Attribute("stroke-dasharray") is not null));
        Assert.Equal(2, svg.All("path").Select(path => path.Attribute("stroke")!.Value).Distinct().Count());
    }

    [Fact]
    public void Special_characters_come_back_as_they_went_in()
    {
        const string text = "a < b & \"c\" > 'd' 双";
        var svg = Svg.Of(new Chart { Title = text, XLabel = text, YLabel = text }.Line(Three, Three, text));
        Assert.Equal(4, svg.Texts().Count(one => one == text));
        Assert.Equal(text, svg.All("title").Single().Value);
    }

    [Fact]
    public void Characters_that_XML_cannot_hold_are_replaced() =>
        Assert.Contains("a\uFFFDb\uFFFDc d", Svg.Of(new Chart { XLabel = "a\u0001b\uD800c\nd" }.Line(Three, Three)).Texts());

    [Fact]
    public void Float_double_and_sequences_give_the_same_chart()
    {
        float[] single = [1, 2, 3];
        var expected = new Chart().Line(Three, Three).Scatter(Three, Three).ToSvg();
        Assert.Equal(expected, new Chart().Line(single, single).Scatter(single, single).ToSvg());
        Assert.Equal(expected, new Chart().Line(Enumerable.Range(1, 3), Enumerable.Range(1, 3)).Scatter(new List<long> { 1, 2, 3 }, [1L, 2, 3]).ToSvg());
    }

    [Fact]
    public void The_text_is_the_same_each_time_and_in_each_culture()
    {
        Chart Make() => new Chart { Title = "t", Width = 500, Height = 333 }.Line(new[] { 0.1, 1234.5678 }, new[] { -0.25, 1e-3 }, "l");
        var expected = Make().ToSvg();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal(expected, Make().ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Later_changes_of_the_arrays_do_not_change_the_chart()
    {
        double[] y = [1, 2, 3];
        var chart = new Chart().Line(Three, y);
        var before = chart.ToSvg();
        y[0] = 99;
        Assert.Equal(before, chart.ToSvg());
    }

    [Fact]
    public void Refuses_an_empty_series() => Assert.Equal(
        "Chart.Line: \"loss\" is empty; give at least one point",
        Assert.Throws<ArgumentException>(() => new Chart().Line(Array.Empty<float>(), Array.Empty<float>(), "loss")).Message);

    [Fact]
    public void Refuses_x_and_y_of_different_lengths() => Assert.Equal(
        "Chart.Scatter: series 2 has 3 x values and 2 y values; give one y for each x",
        Assert.Throws<ArgumentException>(() => new Chart().Line(Three, Three).Scatter(Three, new double[] { 1, 2 })).Message);

    [Fact]
    public void Refuses_to_draw_without_series() => Assert.Equal(
        "Chart \"t\" has no series; add one with Line or Scatter before drawing it",
        Assert.Throws<InvalidOperationException>(() => new Chart { Title = "t" }.ToSvg()).Message);

    [Theory]
    [InlineData(199)]
    [InlineData(10_001)]
    public void Refuses_sizes_that_no_screen_has(int size)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Chart { Width = size });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Chart { Height = size });
    }

    [Fact]
    public void Long_titles_wrap_and_long_labels_are_cut()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 40));
        var svg = Svg.Of(new Chart { Title = words, XLabel = words }.Line(Three, Three, words));
        Assert.True(svg.Texts().Count(text => text.StartsWith("word")) >= 5);
        Assert.Equal(2, svg.Texts().Count(text => text.EndsWith('…')));
        Assert.Equal(words, string.Join(' ', svg.All("text").Where(text => text.Attribute("font-weight") is not null).Select(text => text.Value)));
    }

    [Fact]
    public void The_legend_stands_where_the_data_are_not()
    {
        double[] rising = [1, 2, 3], falling = [3, 2, 1];
        static double LegendX(XElement svg) => svg.All("rect").Single(rect => rect.Attribute("rx") is not null).Number("x");
        Assert.True(LegendX(Svg.Of(new Chart().Line(Three, rising, "up"))) < 100);
        Assert.True(LegendX(Svg.Of(new Chart().Line(Three, falling, "down"))) > 300);
    }
}
