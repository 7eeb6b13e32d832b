using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.CodeFixes;

/// <summary>D2L0502: <c>Log(Softmax(x, 1))</c> is <c>LogSoftmax(x, 1)</c>, which is exact also where the softmax rounds to 0.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class LogSoftmaxFix() : NodeFix("D2L0502")
{
    protected override IEnumerable<Offer> Offers(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancel)
    {
        if (node is InvocationExpressionSyntax log && Inner(log) is { } softmax && softmax.Expression.ToString() is var name && name.EndsWith("Softmax", StringComparison.Ordinal))
            yield return new("Write LogSoftmax", "LogSoftmax", log, Parsed($"{name.Substring(0, name.Length - "Softmax".Length)}LogSoftmax{softmax.ArgumentList}"));
    }

    /// <summary>What the logarithm is taken of: <c>Log(inner)</c> or <c>inner.Log()</c>.</summary>
    static InvocationExpressionSyntax? Inner(InvocationExpressionSyntax log) =>
        log.ArgumentList.Arguments.Select(a => a.Expression).Append((log.Expression as MemberAccessExpressionSyntax)?.Expression).OfType<InvocationExpressionSyntax>().FirstOrDefault();
}
