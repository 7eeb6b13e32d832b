using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.CodeFixes;

/// <summary>D2L0104: <c>b += c</c> writes into a tensor; <c>b = b + c</c> names a new one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class OutOfPlaceFix() : NodeFix("D2L0104")
{
    protected override IEnumerable<Offer> Offers(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancel)
    {
        if (node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is not { Left: IdentifierNameSyntax } assignment || Binary(assignment.Kind()) is not { } binary)
            yield break;
        // Both sides keep their text; what binds weaker than the operator gets parentheses.
        var right = assignment.Right.WithoutTrivia() is var bare && bare is BinaryExpressionSyntax or ConditionalExpressionSyntax or AssignmentExpressionSyntax ? $"({bare})" : $"{bare}";
        var text = $"{assignment.Left.WithoutTrivia()} = {assignment.Left.WithoutTrivia()} {binary} {right}";
        yield return new($"Write '{text}'", "OutOfPlace", assignment, Parsed(text));
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
