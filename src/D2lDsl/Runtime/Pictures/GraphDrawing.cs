using System.Globalization;
using System.Text;

namespace D2lDsl.Runtime;

/// <summary>Draws a graph: a box a value, with its name, what it is and its shape, in the colour of the step that computes it.</summary>
static class GraphDrawing
{
    const int BoxHeight = 52, LayerHeight = 92, Margin = 14, Gap = 16;

    /// <summary>Longer formulas are cut; what points at the box shows them whole.</summary>
    const int MostCharacters = 38;

    public static string Draw(Picture picture)
    {
        string[][] lines = [.. picture.Nodes.Select(Lines)];
        int[] widths = [.. lines.Select((text, i) => Math.Max(70, text.Select(line => line.Length).DefaultIfEmpty(0).Max() * 7 + 20) + Tag(picture, i).Length * 7)];
        int[] drawn = [.. Enumerable.Range(0, picture.Nodes.Count).Where(i => !picture.Nodes[i].IsUnread)];
        int[] place = [.. picture.Nodes.Select((_, i) => Array.IndexOf(drawn, i))];
        var layout = new LayeredLayout([.. drawn.Select(i => picture.Nodes[i].Inputs.Select(input => place[input]).ToArray())], [.. drawn.Select(i => widths[i])], Gap);
        var svg = new Svg();
        foreach (var path in layout.Paths)
            svg.Line($"<path class=\"edge\" d=\"{Edge(layout, path)}\"/>");
        var far = layout.Hidden.ToLookup(edge => edge.To, edge => picture.Nodes[drawn[edge.From]].Name);
        foreach (int i in drawn)
        {
            var node = picture.Nodes[i];
            int left = layout.CentreOf(place[i]) - widths[i] / 2 + Margin, top = Top(layout, place[i]);
            svg.Line($"<g class=\"{Class(picture, node)}{(picture.Results.Contains(i) ? " result" : "")}\"><title>{Whole(picture, node)}</title><rect x=\"{left}\" y=\"{top}\" width=\"{widths[i]}\" height=\"{BoxHeight}\" rx=\"{(picture.Results.Contains(i) ? 20 : 6)}\"/>");
            for (int line = 0; line < lines[i].Length; line++)
                svg.Line($"<text class=\"{(line == 0 ? "name" : "more")}\" x=\"{left + 10}\" y=\"{top + 17 + 14 * line}\">{lines[i][line]}</text>");
            if (Tag(picture, i) is { Length: > 0 } tag)
                svg.Line($"<text class=\"tag\" x=\"{left + widths[i] - 7}\" y=\"{top + 15}\">{tag}</text>");
            if (far[place[i]].Any())
                svg.Line($"<path class=\"far\" d=\"M{left + 16} {top - 12}V{top}\"/><text class=\"from\" x=\"{left + 21}\" y=\"{top - 4}\">from {Cut(string.Join(", ", far[place[i]]))}</text>");
            svg.Line($"</g>");
        }

        return svg.Finish(layout.Width + 2 * Margin, Math.Max(1, layout.Layers) * LayerHeight - LayerHeight + BoxHeight + 2 * Margin + 8, $"Graph of {picture.Title}");
    }

    /// <summary>The class of what belongs to a step, which gives it its colour.</summary>
    public static string ClassOf(int step) => step < 0 ? "" : " s" + step.ToString(CultureInfo.InvariantCulture);

    static string Class(Picture picture, PictureNode node) => "node"
        + (node.IsParameter ? " parameter" : node.IsInput ? " input" : node.Steps.Count == 0 ? " free" : ClassOf(picture.StepOf(node.Steps[0])));

    /// <summary>The numbers of the steps that compute a value.</summary>
    static string Tag(Picture picture, int node) => string.Join(", ", picture.Nodes[node].Steps.Select(key => picture.StepOf(key) + 1).Where(number => number > 0));

    static string[] Lines(PictureNode node) =>
        [.. new[] { node.Name.StartsWith('%') ? "" : node.Name, node.IsInput ? node.IsParameter ? "parameter" : "argument" : Cut(node.Formula), node.Type }.Where(line => line != "")];

    static string Cut(string text) => text.Length <= MostCharacters ? text : text[..(MostCharacters - 1)] + "…";

    static string Whole(Picture picture, PictureNode node)
    {
        var text = new StringBuilder($"{node.Name} = {node.Formula}");
        if (node.Type != "")
            text.Append($"\n{node.Type}");
        foreach (string key in node.Steps)
        {
            if (picture.StepOf(key) is >= 0 and var step)
                text.Append(CultureInfo.InvariantCulture, $"\n{step + 1} {picture.Steps[step].Title}");
        }

        return text.ToString();
    }

    static int Top(LayeredLayout layout, int item) => Margin + 8 + layout.LayerOf(item) * LayerHeight;

    /// <summary>From the foot of a box to the head of another, round those between.</summary>
    static string Edge(LayeredLayout layout, List<int> path)
    {
        var text = new StringBuilder();
        int x = layout.CentreOf(path[0]) + Margin, y = Top(layout, path[0]) + BoxHeight;
        text.Append(CultureInfo.InvariantCulture, $"M{x} {y}");
        for (int i = 1; i < path.Count; i++)
        {
            int nextX = layout.CentreOf(path[i]) + Margin, nextY = Top(layout, path[i]);
            int middle = (y + nextY) / 2;
            text.Append(CultureInfo.InvariantCulture, $"C{x} {middle} {nextX} {middle} {nextX} {nextY}");
            (x, y) = (nextX, nextY);
            if (i < path.Count - 1)
                text.Append(CultureInfo.InvariantCulture, $"V{y += BoxHeight}");
        }

        return text.ToString();
    }
}
