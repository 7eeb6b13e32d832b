using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace D2lDsl.Testing;

/// <summary>All that the light bulb offers for one diagnostic.</summary>
public static class Fixes
{
    /// <summary>The file after each of the fixes that a provider offers for the one diagnostic with this id.</summary>
    public static async Task<IReadOnlyList<string>> Offered(DiagnosticAnalyzer analyzer, CodeFixProvider provider, string code, string id)
    {
        using var workspace = new AdhocWorkspace();
        var document = Document(workspace, code);
        using var generated = Generated.Over((CSharpCompilation)(await document.Project.GetCompilationAsync())!);
        var found = (await generated.Compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync()).Concat(generated.Compilation.GetDiagnostics());
        var tree = (await document.GetSyntaxTreeAsync())!;
        var diagnostic = Assert.Single(found, d => d.Id == id && d.Location.SourceTree == tree);

        List<CodeAction> actions = [];
        await provider.RegisterCodeFixesAsync(new(document, diagnostic, (action, _) => actions.Add(action), default));
        var texts = new List<string>();
        foreach (var action in actions)
        {
            var applied = (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single();
            texts.Add((await applied.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString());
        }
        return texts;
    }

    /// <summary>A project of one file, beside the usings that tests need not repeat.</summary>
    internal static Document Document(AdhocWorkspace workspace, string code)
    {
        var project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
            parseOptions: Compile.ParseOptions, compilationOptions: Compile.Options, metadataReferences: Compile.References));
        project = project.AddDocument("Usings.cs", SourceText.From(Compile.Usings)).Project;
        return project.AddDocument("Source0.cs", SourceText.From(code), filePath: "Source0.cs");
    }
}
