using System.ComponentModel;
using System.Globalization;
using System.Text;

namespace D2lDsl.Runtime;

/// <summary>
/// Draws a compiled kernel as one page of HTML: each program's graph with shapes, what is fused in one colour, and the arena over
/// time. The page is well-formed XML and loads nothing. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KernelPage
{
    /// <summary>The page.</summary>
    /// <param name="picture">What the compiler leaves in a kernel for drawing it.</param>
    /// <param name="plan">The kernel's plan, whose first line names the model.</param>
    /// <param name="sizes">What size symbols stand for; memory is drawn as formulas where one is missing.</param>
    public static string Write(string picture, string plan, ReadOnlySpan<(string Symbol, long Size)> sizes)
    {
        var pictures = PictureReader.Read(picture);
        string signature = plan.Split('\n')[0];
        string name = signature.Split('(')[0];
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $$"""
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>{{Svg.Escape(name)}}</title>
            <style>
            {{PageStyle.Of(pictures.Select(p => p.Steps.Count).DefaultIfEmpty(0).Max())}}</style>
            </head>
            <body>
            <h1>{{Svg.Escape(name)}}</h1>
            <p><code>{{Svg.Escape(signature)}}</code></p>

            """);
        if (sizes.Length > 0)
            page.Append($"<p>With {Svg.Escape(Written(sizes))}.</p>\n");
        page.Append("<p>What one loop or product computes has one colour and its number; what is dashed costs nothing by itself, parameters have a bold frame and results round corners.</p>\n");
        foreach (var one in pictures)
            Section(page, one, sizes);
        page.Append($"<h2>Plan</h2>\n<pre>{Svg.Escape(plan)}</pre>\n</body>\n</html>\n");
        return page.ToString();
    }

    static string Written(ReadOnlySpan<(string Symbol, long Size)> sizes)
    {
        var parts = new List<string>();
        foreach (var (symbol, size) in sizes)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{symbol} = {size}"));
        return string.Join(", ", parts);
    }

    static void Section(StringBuilder page, Picture picture, ReadOnlySpan<(string Symbol, long Size)> sizes)
    {
        page.Append($"<section>\n<h2>{Svg.Escape(picture.Title)}</h2>\n<ol class=\"steps\">\n");
        for (int i = 0; i < picture.Steps.Count; i++)
            page.Append(CultureInfo.InvariantCulture, $"<li><b class=\"s{i}\">{i + 1}</b>{Svg.Escape(picture.Steps[i].Title)}</li>\n");
        // A list without items is not valid.
        if (picture.Steps.Count == 0)
            page.Append("<li>Nothing is left to compute.</li>\n");
        page.Append("</ol>\n").Append(GraphDrawing.Draw(picture));
        if (picture.Slots.Count > 0)
            page.Append("<h3>Memory over the steps</h3>\n").Append(MemoryDrawing.Draw(picture, sizes));
        else if (!picture.Title.Contains(','))
            page.Append("<p>Between its steps it needs no memory of its own.</p>\n");
        page.Append("</section>\n");
    }
}
