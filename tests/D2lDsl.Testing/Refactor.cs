using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace D2lDsl.Testing;

/// <summary>Asks one refactoring what it offers at a place.</summary>
public static class Refactor<TProvider>
    where TProvider : CodeRefactoringProvider, new()
{
    /// <summary>Titles and results of what is offered with the cursor at the first occurrence of a text.</summary>
    public static async Task<IReadOnlyList<(string Title, string Code)>> At(string place, string code)
    {
        using var workspace = new AdhocWorkspace();
        var document = Fixes.Document(workspace, code);
        var span = new TextSpan(code.IndexOf(place, StringComparison.Ordinal), 0);
        List<CodeAction> actions = [];
        await new TProvider().ComputeRefactoringsAsync(new(document, span, actions.Add, default));
        var offered = new List<(string, string)>();
        foreach (var action in actions)
        {
            var applied = (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single();
            offered.Add((action.Title, (await applied.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString()));
        }
        return offered;
    }
}
