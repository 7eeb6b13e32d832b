using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.CodeFixes;

/// <summary>D2L0102: declares a type or a parameter property partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class PartialFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["D2L0102"];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || root.FindNode(context.Span) is not MemberDeclarationSyntax declaration
            || declaration is not (TypeDeclarationSyntax or PropertyDeclarationSyntax))
            return;
        // C# wants partial to be the last modifier.
        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        var changed = declaration.Modifiers.Count > 0
            ? declaration.WithModifiers(declaration.Modifiers.Add(partial))
            : declaration.WithoutLeadingTrivia().WithModifiers([partial]).WithLeadingTrivia(declaration.GetLeadingTrivia());
        context.RegisterCodeFix(
            CodeAction.Create("Declare it partial", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(declaration, changed))), nameof(PartialFix)),
            context.Diagnostics);
    }
}
