using System.Xml.Linq;

namespace D2lDsl.Plotting.Tests;

public sealed class FigureTests : IDisposable
{
    readonly string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    static Chart Small(string title) => new Chart { Title = title, Width = 300, Height = 200 }.Line(new[] { 1.0, 2 }, new[] { 1.0, 2 });

    [Fact]
    public void Puts_charts_side_by_side()
    {
        var svg = XElement.Parse(new Figure(Small("a"), Small("b"), Small("c")).ToSvg());
        Assert.Equal(900, svg.Number("width"));
        Assert.Equal(200, svg.Number("height"));
        Assert.Equal(["translate(0 0)", "translate(300 0)", "translate(600 0)"], Places(svg));
    }

    [Fact]
    public void Starts_a_new_row_after_the_last_column()
    {
        var svg = XElement.Parse(new Figure(Small("a"), Small("b"), Small("c")) { Columns = 2 }.ToSvg());
        Assert.Equal(600, svg.Number("width"));
        Assert.Equal(400, svg.Number("height"));
        Assert.Equal(["translate(0 0)", "translate(300 0)", "translate(0 200)"], Places(svg));
    }

    [Fact]
    public void Uses_no_ids_that_two_charts_in_one_page_could_share() => Assert.DoesNotContain(" id=", new Figure(Small("a"), Small("b")).ToSvg());

    [Fact]
    public void Refuses_to_be_empty_or_without_columns()
    {
        Assert.Equal("Figure: no chart is given; give at least one", Assert.Throws<ArgumentException>(() => new Figure()).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Figure(Small("a")) { Columns = 0 });
    }

    [Fact]
    public void Saves_into_a_new_folder_and_over_an_old_file()
    {
        var path = Path.Combine(folder, "a", "b.svg");
        Small("first").Save(path);
        new Figure(Small("second")).Save(path);
        Assert.Equal(Small("second").ToSvg(), File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));    // no draft is left behind
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_no_draft()
    {
        Directory.CreateDirectory(Path.Combine(folder, "taken.svg"));
        Assert.ThrowsAny<Exception>(() => Small("a").Save(Path.Combine(folder, "taken.svg")));
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_picture_in_pixels_is_refused() =>
        Assert.Contains("saved as .svg or .html, not as .png", Assert.Throws<ArgumentException>(() => Small("a").Save(Path.Combine(folder, "a.PNG"))).Message);

    static string[] Places(XElement svg) => [.. svg.All("g").Select(g => g.Attribute("transform")?.Value).OfType<string>()];
}
