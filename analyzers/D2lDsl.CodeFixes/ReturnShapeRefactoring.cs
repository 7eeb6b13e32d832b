using System.Composition;
using D2lDsl.Compiler.Read;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace D2lDsl.CodeFixes;

/// <summary>Writes the shape that follows from a model's body into <c>[return: Shape(…)]</c>, where from then on it is checked.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(ReturnShapeRefactoring))]
[Shared]
public sealed class ReturnShapeRefactoring : CodeRefactoringProvider
{
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || root.FindNode(context.Span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { AttributeLists.Count: > 0 } method || method.Body?.Span.Contains(context.Span) == true
            || method.ExpressionBody?.Span.Contains(context.Span) == true
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(method, context.CancellationToken) is not IMethodSymbol symbol || !Is(symbol.GetAttributes(), "ModelAttribute") || Is(symbol.GetReturnTypeAttributes(), "ShapeAttribute")
            || ModelReader.Read(symbol, model.Compilation, context.CancellationToken).Model?.Graph is not { Outputs.Count: 1 } graph
            || Written(graph[graph.Outputs[0]].Shape) is not { } shape)
            return;
        var attribute = $"[return: {shape}]";
        context.RegisterRefactoring(CodeAction.Create($"Write its shape as {attribute}", async cancel =>
        {
            var text = await context.Document.GetTextAsync(cancel).ConfigureAwait(false);
            return context.Document.WithText(text.WithChanges(new TextChange(new(method.AttributeLists.Last().Span.End, 0), Gap(text, method) + attribute)));
        }, nameof(ReturnShapeRefactoring)));
    }

    static bool Is(IEnumerable<AttributeData> attributes, string name) => attributes.Any(a => a.AttributeClass?.Name == name && a.AttributeClass.ContainingNamespace.ToDisplayString() == "D2lDsl");

    /// <summary>A line of its own where the attributes before have one, as deep as they are.</summary>
    static string Gap(SourceText text, MethodDeclarationSyntax method)
    {
        var (last, next) = (method.AttributeLists.Last(), method.AttributeLists.Last().GetLastToken().GetNextToken());
        var line = text.Lines.GetLineFromPosition(last.SpanStart);
        if (line.LineNumber == text.Lines.GetLineFromPosition(next.SpanStart).LineNumber)
            return " ";
        var before = text.ToString(TextSpan.FromBounds(line.Start, last.SpanStart));
        return text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak)) + before.Substring(0, before.Length - before.TrimStart().Length);
    }

    /// <summary>A shape as an attribute; null where a size of it has no text that can be read again.</summary>
    static string? Written(Shape shape)
    {
        var sizes = shape.Dims.Select(size => size.Value is { } number ? number.ToString() : size.IsLeading ? "\"...\"" : DimParser.Parse(size.ToString()).Dim?.Equals(size) == true ? $"\"{size}\"" : null).ToArray();
        return sizes.Contains(null) ? null : sizes.Length == 0 ? "Shape" : $"Shape({string.Join(", ", sizes)})";
    }
}
