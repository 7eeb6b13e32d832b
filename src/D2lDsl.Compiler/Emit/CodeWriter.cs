using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit;

/// <summary>Writes indented C#.</summary>
public sealed class CodeWriter
{
    readonly List<string> lines = [];
    int depth;
    SourceLine? source;
    bool isMapped;

    /// <summary>One line; an empty one separates.</summary>
    public void Line(string line = "")
    {
        if (source is not null && line != "" && line[0] != '/')
        {
            lines.Add(source.Directive);
            isMapped = true;
        }
        else
        {
            Hide();
        }
        lines.Add(Indented(line));
    }

    /// <summary>Lines written until the result is disposed are stepped through as this place of the user's source; as nothing, where it is null.</summary>
    public Mapped From(SourceLine? place)
    {
        var outer = source;
        source = place;
        return new(this, outer);
    }

    void Hide()
    {
        if (isMapped)
            lines.Add("#line hidden");
        isMapped = false;
    }

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
    public Place Mark()
    {
        Hide();
        return new(this, lines.Count, depth);
    }

    public override string ToString() => string.Concat(lines.Select(line => line + "\n"));

    string Indented(string line) => line == "" || line[0] == '#' ? line : new string(' ', depth * 4) + line;

    public readonly struct Mapped(CodeWriter writer, SourceLine? outer) : IDisposable
    {
        public void Dispose() => writer.source = outer;
    }

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
