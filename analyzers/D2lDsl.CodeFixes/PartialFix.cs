using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.CodeFixes;

/// <summary>D2L0102: declares a type or a parameter property partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class PartialFix() : NodeFix("D2L0102")
{
    protected override IEnumerable<Offer> Offers(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancel)
    {
        if (node is not MemberDeclarationSyntax declaration || declaration is not (TypeDeclarationSyntax or PropertyDeclarationSyntax))
            yield break;
        // C# wants partial to be the last modifier.
        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        var changed = declaration.Modifiers.Count > 0
            ? declaration.WithModifiers(declaration.Modifiers.Add(partial))
            : declaration.WithoutLeadingTrivia().WithModifiers([partial]);
        yield return new("Declare it partial", "Partial", declaration, changed);
    }
}
