using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit;

/// <summary>Writes indented C#.</summary>
/// <param name="isChecked">
/// For projects that check integer arithmetic for overflow: there the bodies of methods are unchecked, for whole numbers go round in a
/// kernel as they do in tensors, casts give what they give in tensors, and positions are not checked at every step.
/// </param>
/// <param name="clashes">Types that the user has of a name that generated code means another type by.</param>
public sealed class CodeWriter(EquatableArray<string> clashes = default, bool isChecked = false)
{
    const string Quotes = "\"\"\"";
    readonly List<string> lines = [];
    int depth;
    SourceLine? source;
    bool isMapped;

    /// <summary>True inside of a text of several lines.</summary>
    bool isText;

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

    /// <summary>A method, until the result is disposed.</summary>
    /// <param name="header">All that stands before the brace.</param>
    public Block Body(string header)
    {
        Open(header);
        if (isChecked)
            Open("unchecked");
        return new(this, isTwo: isChecked);
    }

    /// <summary>A writer of methods that are to stand in what this one writes.</summary>
    public CodeWriter Beside() => new(clashes, isChecked);

    /// <summary>A place to which <see cref="Place.Line"/> adds lines later: for what is only known after what follows it.</summary>
    public Place Mark()
    {
        Hide();
        return new(this, lines.Count, depth);
    }

    public override string ToString() => string.Concat(lines.Select(line => line + "\n"));

    string Indented(string line) => line == "" || line[0] == '#' ? line : new string(' ', depth * 4) + InFull(line);

    string InFull(string line)
    {
        if (clashes.Count == 0 || line[0] == '/')
            return line;
        var isQuoted = isText || line.Contains(Quotes);
        isText ^= line.Contains(Quotes);
        return isQuoted ? line : TypeNames.InFull(line, clashes);
    }

    public readonly struct Mapped(CodeWriter writer, SourceLine? outer) : IDisposable
    {
        public void Dispose() => writer.source = outer;
    }

    public readonly struct Block(CodeWriter writer, bool isTwo = false) : IDisposable
    {
        public void Dispose()
        {
            for (var i = isTwo ? 2 : 1; i > 0; i--)
            {
                writer.depth--;
                writer.Line("}");
            }
        }
    }

    public sealed class Place(CodeWriter writer, int position, int depth)
    {
        int next = position;

        public void Line(string line) => writer.lines.Insert(next++, new string(' ', depth * 4) + writer.InFull(line));
    }
}
