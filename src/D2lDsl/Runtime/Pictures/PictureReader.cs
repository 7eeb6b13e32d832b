using System.Globalization;

namespace D2lDsl.Runtime;

/// <summary>Reads the text that the compiler leaves in a kernel for drawing it: graphs, steps and the arena, a line each.</summary>
static class PictureReader
{
    public static List<Picture> Read(string text)
    {
        var pictures = new List<Picture>();
        var (nodes, results, steps, slots) = (new List<PictureNode>(), new HashSet<int>(), new List<PictureStep>(), new List<PictureSlot>());
        foreach (string line in text.Split('\n'))
        {
            switch (line is "" ? ' ' : line[0])
            {
                case '#':
                    (nodes, results, steps, slots) = ([], [], [], []);
                    pictures.Add(new(line[2..].TrimEnd(), nodes, results, steps, slots));
                    break;
                case '%':
                    nodes.Add(Node(line.TrimEnd(), nodes));
                    break;
                case '!':
                    results.UnionWith(line[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)));
                    break;
                case '@':
                    int space = line.IndexOf(' ');
                    steps.Add(new(line[1..space], line[(space + 1)..].TrimEnd()));
                    break;
                case '+':
                    string[] parts = line[2..].Split(" | ");
                    slots.Add(new(parts[0], parts[1], parts[2], int.Parse(parts[3], CultureInfo.InvariantCulture), int.Parse(parts[4], CultureInfo.InvariantCulture)));
                    break;
            }
        }

        return pictures;
    }

    /// <summary><c>%4 square = %3·%3 : float [n, 1] @0</c>.</summary>
    static PictureNode Node(string line, List<PictureNode> before)
    {
        var steps = new List<string>();
        for (int at = line.LastIndexOf(" @", StringComparison.Ordinal); at >= 0 && IsKey(line.AsSpan(at + 2)); at = line.LastIndexOf(" @", StringComparison.Ordinal))
        {
            steps.Insert(0, line[(at + 2)..]);
            line = line[..at];
        }

        int equals = line.IndexOf(" = ", StringComparison.Ordinal);
        if (equals < 0)
            return new(line, "", "", [], []);
        int space = line.IndexOf(' ');
        string name = space < equals ? line[(space + 1)..equals] : line[..equals];
        // A loop's condition may have a colon in it; types come last.
        int colon = line.LastIndexOf(" : ", StringComparison.Ordinal);
        bool isTyped = colon > equals && line.EndsWith(']');
        string formula = isTyped ? line[(equals + 3)..colon] : line[(equals + 3)..];
        var inputs = new List<int>();
        return new(name, Named(formula, before, inputs), isTyped ? line[(colon + 3)..] : "", inputs, steps);
    }

    static bool IsKey(ReadOnlySpan<char> text) => text.Length > 0 && text.IndexOfAnyExcept("0123456789.") < 0;

    /// <summary>The formula with names in place of numbers of values, which are collected.</summary>
    static string Named(string formula, List<PictureNode> before, List<int> inputs)
    {
        var text = new System.Text.StringBuilder();
        for (int i = 0; i < formula.Length; i++)
        {
            int end = i + 1;
            while (formula[i] == '%' && end < formula.Length && char.IsAsciiDigit(formula[end]))
                end++;
            if (end == i + 1 || int.Parse(formula.AsSpan(i + 1, end - i - 1), CultureInfo.InvariantCulture) is var input && input >= before.Count)
            {
                text.Append(formula[i]);
                continue;
            }

            if (!inputs.Contains(input))
                inputs.Add(input);
            text.Append(Short(before, input));
            i = end - 1;
        }

        return text.ToString();
    }

    /// <summary>A value that has no name is called by what it sees, or by its formula while that is short.</summary>
    static string Short(List<PictureNode> nodes, int id) => nodes[id] is var node && !node.Name.StartsWith('%') ? node.Name
        : node.IsView ? Short(nodes, node.Inputs[0])
        : node.Formula.Length > 24 ? node.Name : node.Formula.Contains(' ') && !node.Formula.EndsWith(')') ? $"({node.Formula})" : node.Formula;
}
