using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.CodeFixes;

/// <summary>
/// D2L0301 to D2L0307: operands that do not align. A reduction keeps its axis with <c>keepDims: true</c>, a vector gets the axis it lacks with
/// <c>Unsqueeze</c>, a column loses the one it has too many with <c>Squeeze</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class BroadcastFix() : NodeFix("D2L0301", "D2L0302", "D2L0304", "D2L0305", "D2L0307")
{
    protected override IEnumerable<Offer> Offers(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancel)
    {
        if (Operands(node, model, cancel) is not { Count: 2 } sides)
            yield break;
        var (a, b) = (sides[0], sides[1]);
        var kept = false;
        foreach (var side in new[] { a, b })
            if (Reduction(side) is { } call && call.ArgumentList.Arguments.Any(x => x.NameColon?.Name.Identifier.ValueText is "axis" or "axes") && call.ArgumentList.Arguments.All(x => x.NameColon?.Name.Identifier.ValueText != "keepDims"))
            {
                kept = true;
                yield return new("Keep the reduced axis with keepDims: true", "KeepDims", call, Parsed($"{call.WithoutTrivia().ToString().TrimEnd(')')}, keepDims: true)"));
            }
        var (left, right) = (Sizes(Argument(diagnostic, 1)), Sizes(Argument(diagnostic, 2)));
        if (kept || left.Length == right.Length || diagnostic.Id is "D2L0304" or "D2L0305")
            yield break;
        var (shorter, lacking, full) = left.Length < right.Length ? (a, left, right) : (b, right, left);
        var longer = shorter == a ? b : a;
        // [n, 1] and [n]: either may change its rank.
        if (lacking.Length == 1 && full.Length == 2 && full[0] == lacking[0])
        {
            yield return new($"Make '{shorter.WithoutTrivia()}' a column with Unsqueeze(1)", "Unsqueeze", shorter, Parsed($"{Receiver(shorter)}.Unsqueeze(1)"));
            if (full[1] == "1")
                yield return new($"Make '{longer.WithoutTrivia()}' a vector with Squeeze(1)", "Squeeze", longer, Parsed($"{Receiver(longer)}.Squeeze(1)"));
        }
        else if (diagnostic.Id == "D2L0307")
            yield return new($"Give '{shorter.WithoutTrivia()}' its axis with {Argument(diagnostic, 5)}", "Axis", shorter, Parsed($"{Receiver(shorter)}.{Argument(diagnostic, 5)}"));
    }

    static InvocationExpressionSyntax? Reduction(ExpressionSyntax side) => side switch
    {
        ParenthesizedExpressionSyntax inner => Reduction(inner.Expression),
        InvocationExpressionSyntax call => call,
        _ => null,
    };
}
