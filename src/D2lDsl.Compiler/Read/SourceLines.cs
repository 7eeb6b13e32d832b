using D2lDsl.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.Compiler.Read;

/// <summary>
/// Where values are written in the user's source. That is kept only on request, for with it every edit above a model changes what is
/// emitted. The request is a feature of the parser's options, so it comes with the files themselves.
/// </summary>
static class SourceLines
{
    /// <summary>What the package's build adds to <c>Features</c> where <c>D2lDslLineMapping</c> is true.</summary>
    const string Feature = "D2lDslLineMapping";

    public static bool AreKept(Compilation compilation) => compilation.SyntaxTrees.FirstOrDefault()?.Options.Features.ContainsKey(Feature) == true;

    public static SourceLine? Of(Location location)
    {
        var span = location.GetMappedLineSpan();
        var path = span.HasMappedPath || location.SourceTree is not { } tree ? span.Path : tree.FilePath;
        var (start, end) = (span.StartLinePosition, span.EndLinePosition);
        // There is no escape for a quote in the directive.
        return path is null or "" || path.Contains('"') ? null : new(path, start.Line + 1, start.Character + 1, end.Line + 1, Math.Max(end.Character, start.Line == end.Line ? start.Character + 1 : 1));
    }

    /// <summary>A chain of calls and a sum over several lines are where the last call, and the sign, stand.</summary>
    public static SourceLine? Of(SyntaxNode syntax)
    {
        var start = syntax switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name.SpanStart,
            BinaryExpressionSyntax binary when !IsOneLine(binary) => binary.OperatorToken.SpanStart,
            _ => syntax.SpanStart,
        };
        return Of(Location.Create(syntax.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(start, syntax.Span.End)));
    }

    static bool IsOneLine(SyntaxNode syntax) => syntax.GetLocation().GetLineSpan() is var span && span.StartLinePosition.Line == span.EndLinePosition.Line;
}
