using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace D2lDsl.Testing;

/// <summary>Applies one code fix where one analyzer reports: <c>Fix&lt;A, F&gt;.From(marked).To(expected)</c>.</summary>
public sealed class Fix<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    readonly Marked source;

    Fix(Marked source) => this.source = source;

    /// <summary>Source with exactly one mark: the diagnostic to fix.</summary>
    public static Fix<TAnalyzer, TFix> From(string marked) => new(Marked.Parse(marked));

    /// <summary>Requires the fix with this title (or the only one) to give <paramref name="expected"/>.</summary>
    public async Task To(string expected, string? title = null)
    {
        var mark = Assert.Single(source.Spans);
        using var workspace = new AdhocWorkspace();
        var document = Fixes.Document(workspace, source.Code);

        var compilation = (CSharpCompilation)(await document.Project.GetCompilationAsync())!;
        using var generated = Generated.Over(compilation);
        var tree = (await document.GetSyntaxTreeAsync())!;
        var found = mark.Id.StartsWith("CS") ? generated.Compilation.GetDiagnostics() : await generated.Compilation.WithAnalyzers([new TAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        var diagnostic = Assert.Single(found, d => d.Id == mark.Id && d.Location.SourceTree == tree && d.Location.SourceSpan == mark.Span);

        List<CodeAction> actions = [];
        await new TFix().RegisterCodeFixesAsync(new(document, diagnostic, (action, _) => actions.Add(action), default));
        var action = title is null ? Assert.Single(actions) : Assert.Single(actions, a => a.Title == title);
        var applied = (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single();
        var text = await applied.ChangedSolution.GetDocument(document.Id)!.GetTextAsync();
        Assert.Equal(expected.ReplaceLineEndings("\n"), text.ToString().ReplaceLineEndings("\n"));
    }
}
