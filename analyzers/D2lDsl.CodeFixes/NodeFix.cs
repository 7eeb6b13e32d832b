using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.CodeFixes;

/// <summary>A fix that puts one node of the tree in the place of another, everywhere at once if asked to.</summary>
public abstract class NodeFix(params string[] ids) : CodeFixProvider
{
    /// <summary>One thing that the light bulb offers.</summary>
    /// <param name="Kind">The same for what "fix all" should fix together.</param>
    protected sealed record Offer(string Title, string Kind, SyntaxNode Old, SyntaxNode New);

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. ids];

    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
            return;
        foreach (var diagnostic in context.Diagnostics)
            foreach (var offer in Offers(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), diagnostic, model, context.CancellationToken))
                context.RegisterCodeFix(
                    CodeAction.Create(offer.Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(offer.Old, offer.New.WithTriviaFrom(offer.Old)))), $"{GetType().Name}.{offer.Kind}"),
                    diagnostic);
    }

    /// <summary>What can be done about a diagnostic at a node.</summary>
    protected abstract IEnumerable<Offer> Offers(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancel);

    /// <summary>An argument of the diagnostic's message.</summary>
    protected static string Argument(Diagnostic diagnostic, int index) => diagnostic.Properties.TryGetValue($"{index}", out var text) ? text ?? "" : "";

    /// <summary>The sizes in a text such as <c>x [n, 784]</c>.</summary>
    protected static string[] Sizes(string text)
    {
        var (from, to) = (text.IndexOf('['), text.LastIndexOf(']'));
        return from < 0 || to <= from + 1 ? [] : [.. text.Substring(from + 1, to - from - 1).Split(',').Select(s => s.Trim())];
    }

    /// <summary>The expression as something that a member can follow.</summary>
    protected static string Receiver(ExpressionSyntax expression) => expression.WithoutTrivia() is var bare
        && bare is BinaryExpressionSyntax or ConditionalExpressionSyntax or CastExpressionSyntax or PrefixUnaryExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax or LambdaExpressionSyntax
            ? $"({bare})" : bare.ToString();

    protected static ExpressionSyntax Parsed(string text) => SyntaxFactory.ParseExpression(text);

    /// <summary>The tensor operands of an op as they are written, in order.</summary>
    protected static IReadOnlyList<ExpressionSyntax> Operands(SyntaxNode node, SemanticModel model, CancellationToken cancel) =>
    [
        .. (node switch
        {
            BinaryExpressionSyntax binary => [binary.Left, binary.Right],
            PrefixUnaryExpressionSyntax unary => [unary.Operand],
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } call => call.ArgumentList.Arguments.Select(a => a.Expression).Prepend(member.Expression),
            InvocationExpressionSyntax call => call.ArgumentList.Arguments.Select(a => a.Expression),
            _ => Enumerable.Empty<ExpressionSyntax>(),
        }).Where(e => Element(e, model, cancel) is not null),
    ];

    /// <summary>The element type of a tensor expression; null for any other.</summary>
    protected static ITypeSymbol? Element(ExpressionSyntax expression, SemanticModel model, CancellationToken cancel) =>
        model.GetTypeInfo(expression, cancel).Type is INamedTypeSymbol { Name: "Tensor", TypeArguments: { Length: 1 } arguments, ContainingNamespace: { Name: "D2lDsl", ContainingNamespace.IsGlobalNamespace: true } }
            ? arguments[0] : null;
}
