using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.CodeFixes;

/// <summary>Products whose sizes do not fit: D2L0201 by transposing one side, D2L0306 for a <c>*</c> that should have been a matrix product.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ProductFix() : NodeFix("D2L0201", "D2L0306")
{
    protected override IEnumerable<Offer> Offers(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancel)
    {
        if (diagnostic.Id == "D2L0306")
        {
            if (node is BinaryExpressionSyntax product && product.IsKind(SyntaxKind.MultiplyExpression))
                yield return new("Multiply as matrices with MatMul", "MatMul", node, Parsed($"MatMul({product.Left.WithoutTrivia()}, {product.Right.WithoutTrivia()})"));
            yield break;
        }
        var (left, right) = (Sizes(Argument(diagnostic, 1)), Sizes(Argument(diagnostic, 2)));
        if (left.Length == 0 || right.Length == 0 || Operands(node, model, cancel) is not { Count: 2 } sides)
            yield break;
        var (a, b) = (sides[0], sides[1]);
        if (right.Length == 2 && left[left.Length - 1] == right[1])
            yield return Transposed(b, "Right");
        if (left.Length == 2 && left[0] == right[right.Length == 1 ? 0 : right.Length - 2])
            yield return Transposed(a, "Left");

        static Offer Transposed(ExpressionSyntax side, string kind) => new($"Transpose '{side.WithoutTrivia()}'", kind, side, Parsed($"{Receiver(side)}.T"));
    }
}
