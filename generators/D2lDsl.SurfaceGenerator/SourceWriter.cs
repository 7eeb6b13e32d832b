using System.Text;

namespace D2lDsl.SurfaceGenerator;

/// <summary>Lines of C#, indented by the braces around them.</summary>
sealed class SourceWriter(int depth)
{
    readonly StringBuilder text = new();

    int depth = depth;

    public bool IsEmpty => text.Length == 0;

    /// <summary>One line, or a blank one.</summary>
    public void Line(string line = "") =>
        text.Append(line.Length == 0 ? "" : new string(' ', depth * 4)).Append(line).Append('\n');

    /// <summary>A blank line between members; none before the first.</summary>
    public void Gap()
    {
        if (!IsEmpty)
            Line();
    }

    public void Open(string header)
    {
        Line(header);
        Brace();
    }

    public void Brace()
    {
        Line("{");
        depth++;
    }

    public void Close()
    {
        depth--;
        Line("}");
    }

    public override string ToString() => text.ToString();
}
