using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.CodeFixes;

/// <summary>D2L0104: <c>b += c</c> writes into a tensor; <c>b = b + c</c> names a new one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class OutOfPlaceFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["D2L0104"];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || root.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<AssignmentExpressionSyntax>() is not { Left: IdentifierNameSyntax } assignment
            || Binary(assignment.Kind()) is not { } binary)
            return;
        // Both sides keep their text; what binds weaker than the operator gets parentheses.
        var right = assignment.Right is BinaryExpressionSyntax or ConditionalExpressionSyntax or AssignmentExpressionSyntax
            ? SyntaxFactory.ParenthesizedExpression(assignment.Right.WithoutTrivia()) : assignment.Right.WithoutTrivia();
        var value = SyntaxFactory.ParseExpression($"{assignment.Left.WithoutTrivia()} {binary} {right}");
        var outOfPlace = SyntaxFactory.ParseExpression($"{assignment.Left.WithoutTrivia()} = {value}").WithTriviaFrom(assignment);
        context.RegisterCodeFix(
            CodeAction.Create($"Write '{outOfPlace.WithoutTrivia()}'", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(assignment, outOfPlace))), nameof(OutOfPlaceFix)),
            context.Diagnostics);
    }

    static string? Binary(SyntaxKind assignment) => assignment switch
    {
        SyntaxKind.AddAssignmentExpression => "+",
        SyntaxKind.SubtractAssignmentExpression => "-",
        SyntaxKind.MultiplyAssignmentExpression => "*",
        SyntaxKind.DivideAssignmentExpression => "/",
        _ => null,
    };
}
