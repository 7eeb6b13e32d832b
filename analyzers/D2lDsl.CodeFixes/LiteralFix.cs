using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.CodeFixes;

/// <summary>CS0019: <c>x * 0.5</c> for a tensor of floats; the literal lacks its <c>f</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class LiteralFix() : NodeFix("CS0019")
{
    protected override IEnumerable<Offer> Offers(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancel)
    {
        if (node is not BinaryExpressionSyntax binary)
            yield break;
        foreach (var (tensor, other) in new[] { (binary.Left, binary.Right), (binary.Right, binary.Left) })
            if (Element(tensor, model, cancel)?.SpecialType == SpecialType.System_Single && Literal(other) is { Token.Value: double } literal)
                yield return new($"Write {literal.Token.Text.TrimEnd('d', 'D')}f", "Float", literal, Parsed($"{literal.Token.Text.TrimEnd('d', 'D')}f"));
    }

    static LiteralExpressionSyntax? Literal(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal,
        ParenthesizedExpressionSyntax inner => Literal(inner.Expression),
        PrefixUnaryExpressionSyntax sign when sign.IsKind(SyntaxKind.UnaryMinusExpression) => Literal(sign.Operand),
        _ => null,
    };
}
