namespace D2lDsl.Compiler.Emit;

/// <summary>Writes indented C#.</summary>
public sealed class CodeWriter
{
    readonly List<string> lines = [];
    int depth;

    /// <summary>One line; an empty one separates.</summary>
    public void Line(string line = "") => lines.Add(Indented(line));

    /// <summary>Several lines, each indented.</summary>
    public void Lines(string text)
    {
        foreach (var line in text.Split('\n'))
            Line(line.TrimEnd('\r'));
    }

    /// <summary>A line, then a block in braces until the result is disposed.</summary>
    public Block Open(string header)
    {
        Line(header);
        Line("{");
        depth++;
        return new(this);
    }

    /// <summary>A place to which <see cref="Place.Line"/> adds lines later: for what is only known after what follows it.</summary>
    public Place Mark() => new(this, lines.Count, depth);

    public override string ToString() => string.Concat(lines.Select(line => line + "\n"));

    string Indented(string line) => line == "" ? "" : new string(' ', depth * 4) + line;

    public readonly struct Block(CodeWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            writer.Line("}");
        }
    }

    public sealed class Place(CodeWriter writer, int position, int depth)
    {
        int next = position;

        public void Line(string line) => writer.lines.Insert(next++, new string(' ', depth * 4) + line);
    }
}
