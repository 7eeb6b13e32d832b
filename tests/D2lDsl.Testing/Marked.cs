using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace D2lDsl.Testing;

/// <summary>Source in which <c>{|D2L0201:code|}</c> or <c>{|CS1503:code|}</c> marks what a diagnostic should underline; marks may nest.</summary>
/// <param name="Code">The source without the marks.</param>
/// <param name="Spans">Id and place of each mark, in order of their starts.</param>
public sealed record Marked(string Code, ImmutableArray<(string Id, TextSpan Span)> Spans)
{
    /// <summary>Takes the marks out of the text.</summary>
    public static Marked Parse(string text)
    {
        var code = new StringBuilder();
        var open = new Stack<(string Id, int Start)>();
        var spans = ImmutableArray.CreateBuilder<(string Id, TextSpan Span)>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text.AsSpan(i).StartsWith("{|D2L") || text.AsSpan(i).StartsWith("{|CS"))
            {
                var colon = text.IndexOf(':', i);
                open.Push((text[(i + 2)..colon], code.Length));
                i = colon;
            }
            else if (open.Count > 0 && text.AsSpan(i).StartsWith("|}"))
            {
                var (id, start) = open.Pop();
                spans.Add((id, TextSpan.FromBounds(start, code.Length)));
                i++;
            }
            else
                code.Append(text[i]);
        }
        if (open.Count > 0)
            throw new FormatException($"the mark {{|{open.Peek().Id}: is never closed");
        return new(code.ToString(), [.. spans.OrderBy(mark => mark.Span.Start).ThenBy(mark => mark.Span.End).ThenBy(mark => mark.Id)]);
    }
}
