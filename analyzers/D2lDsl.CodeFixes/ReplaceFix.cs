using System.Composition;
using D2lDsl.Compiler.Read;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.CodeFixes;

/// <summary>
/// Puts in what the analyzer says to write instead: an argument with its missing axis, transposed or flattened, <c>Pow</c> for <c>^</c>, a
/// copy, a new tensor.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ReplaceFix()
    : NodeFix("D2L0501", "D2L0502", "D2L0605", "D2L0702", "D2L0703", "D2L0704", "D2L0705", "D2L0706", "D2L0708", "D2L0716", "D2L0718", "D2L0719", "D2L0725")
{
    protected override IEnumerable<Offer> Offers(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancel)
    {
        if (node is ExpressionSyntax expression && diagnostic.Properties.TryGetValue(nameof(Finding.Replacement), out var text) && text is not null)
            yield return new($"Write '{text}'", diagnostic.Id, expression, Parsed(text));
    }
}
