using System.Globalization;
using System.Xml.Linq;

namespace D2lDsl.Plotting.Tests;

/// <summary>Reads back what was drawn; parsing alone shows that the text is well-formed.</summary>
static class Svg
{
    static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    public static XElement Of(Chart chart) => XElement.Parse(chart.ToSvg());

    public static IEnumerable<XElement> All(this XElement svg, string element) => svg.Descendants(Namespace + element);

    public static string[] Texts(this XElement svg) => [.. svg.All("text").Select(text => text.Value)];

    public static double Number(this XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    /// <summary>The paths of the line series, in order.</summary>
    public static string[] Lines(this XElement svg) =>
        [.. svg.All("path").Where(path => path.Ancestors().All(group => group.Attribute("class")?.Value != "legend")).Select(path => path.Attribute("d")!.Value)];
}
