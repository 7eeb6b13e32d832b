using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.CodeFixes;

/// <summary>
/// Converts tensors to the element type that is needed: D2L0601 for ops that take floating-point numbers, CS1503 for an argument of another
/// element type, such as float64 data for a float32 model.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class CastFix() : NodeFix("D2L0601", "CS1503")
{
    protected override IEnumerable<Offer> Offers(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancel)
    {
        if (diagnostic.Id == "CS1503")
        {
            if (node is ArgumentSyntax argument)
                node = argument.Expression;
            if (node is ExpressionSyntax given && Element(given, model, cancel) is not null && Wanted(given, model, cancel) is { } wanted)
                yield return new($"Convert it with Cast<{wanted}>()", "Argument", given, Parsed($"{Receiver(given)}.Cast<{wanted}>()"));
            yield break;
        }
        if (!Argument(diagnostic, 4).Contains("Cast<"))
            yield break;
        var operands = Operands(node, model, cancel).Where(o => Element(o, model, cancel)!.SpecialType is not (SpecialType.System_Single or SpecialType.System_Double)).ToArray();
        if (operands.Length > 0)
            yield return new("Convert it with Cast<float>()", "Operands", node, node.ReplaceNodes(operands, (old, _) => Parsed($"{Receiver(old)}.Cast<float>()").WithTriviaFrom(old)));
    }

    /// <summary>The element type of the parameter that an argument should fit.</summary>
    static string? Wanted(ExpressionSyntax given, SemanticModel model, CancellationToken cancel)
    {
        if (given.Parent is not ArgumentSyntax { Parent: BaseArgumentListSyntax { Parent: { } call } list } argument)
            return null;
        var at = list.Arguments.IndexOf(argument);
        foreach (var method in model.GetSymbolInfo(call, cancel).CandidateSymbols.OfType<IMethodSymbol>())
        {
            var parameter = argument.NameColon is { } name ? method.Parameters.FirstOrDefault(p => p.Name == name.Name.Identifier.ValueText) : at < method.Parameters.Length ? method.Parameters[at] : null;
            if (parameter?.Type is INamedTypeSymbol { Name: "Tensor", TypeArguments: { Length: 1 } of } && of[0].SpecialType != SpecialType.None)
                return of[0].ToDisplayString();
        }
        return null;
    }
}
