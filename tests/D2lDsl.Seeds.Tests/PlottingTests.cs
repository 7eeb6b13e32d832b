using System.Globalization;
using System.Xml.Linq;
using D2lDsl.Data;
using D2lDsl.Plotting;

namespace D2lDsl.SeedsTests;

/// <summary>The numbered examples of the course notes on charts, read back from the SVG.</summary>
public class PlottingTests
{
    static IEnumerable<XElement> Elements(XElement svg, string name) => svg.Descendants().Where(element => element.Name.LocalName == name);

    [Fact]
    public void S0_27_two_curves_of_200_points_one_dashed_with_labels_and_legend()
    {
        double[] x = [.. Enumerable.Range(0, 200).Select(i => i * 0.1)];
        double[] f = [.. x.Select(t => 0.01 * t * t + 0.1 * t)], tangent = [.. x.Select(t => 0.3 * t - 1)];
        var svg = XElement.Parse(new Chart { XLabel = "x", YLabel = "f(x)" }.Line(x, f, "f(x)").Line(x, tangent, "tangent", LineStyle.Dashed).ToSvg());

        var plot = Elements(svg, "svg").Last();
        var lines = Elements(plot, "path").Where(path => path.Parent == plot).ToArray();
        Assert.Equal([199, 199], lines.Select(line => line.Attribute("d")!.Value.Count(c => c == 'L')));    // 200 points each
        Assert.Equal([false, true], lines.Select(line => line.Attribute("stroke-dasharray") is not null));
        var texts = Elements(svg, "text").Select(text => text.Value).ToArray();
        Assert.Equal(2, texts.Count(text => text == "f(x)"));    // of the axis and of the legend
        Assert.Contains("tangent", texts);
        Assert.Contains("x", texts);
        // They touch at x = 10, and nowhere else.
        var (first, second) = (Heights(lines[0]), Heights(lines[1]));
        Assert.Equal(first[100], second[100], 0.02);
        Assert.True(second[0] > first[0] + 5 && second[199] > first[199] + 5);    // further down in the picture
    }

    [Fact]
    public void S4_26_a_scatter_of_a_thousand_points_of_size_1()
    {
        var (features, labels) = Synthetic.LinearRegression(Tensor.Of([2f, -3.4f]), 4.2f, 1000, seed: 1);
        var chart = new Chart { Width = 500, Height = 350 }.Scatter(features[.., 1].ToArray(), labels.AsSpan(), size: 1);
        var svg = XElement.Parse(chart.ToSvg());
        Assert.Equal(("500", "350"), (svg.Attribute("width")!.Value, svg.Attribute("height")!.Value));
        var dots = Elements(svg, "circle").ToArray();
        Assert.Equal(1000, dots.Length);
        Assert.All(dots, dot => Assert.Equal("1", dot.Attribute("r")!.Value));
        // The second weight is negative: the cloud falls, and the picture counts downward.
        double[] x = [.. dots.Select(dot => Number(dot, "cx"))], y = [.. dots.Select(dot => Number(dot, "cy"))];
        Assert.True(x.Zip(y, (p, q) => (p - x.Average()) * (q - y.Average())).Sum() > 0);
    }

    static double[] Heights(XElement line) => [.. line.Attribute("d")!.Value.Split('M', 'L').Skip(1)
        .Select(point => double.Parse(point.Split(' ')[1], CultureInfo.InvariantCulture))];

    static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
