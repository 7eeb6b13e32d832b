using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace D2lDsl.Testing;

/// <summary>Runs one analyzer over marked source, with what the generators write while one types beside it: all but the kernels' bodies.</summary>
public static class Diagnose<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>
    /// Requires a diagnostic with id and span at each mark (see <see cref="Marked"/>), no other, and the given messages in the
    /// order of the marks; no messages at all leave them unchecked.
    /// </summary>
    public static Task With(string marked, params string[] expectedMessages) => With(marked, [], expectedMessages);

    /// <inheritdoc cref="With(string, string[])"/>
    public static async Task With(string marked, MetadataReference[] references, params string[] expectedMessages)
    {
        var source = Marked.Parse(marked);
        string[] remarks = [.. source.Spans.Select(mark => mark.Id).Where(id => id.StartsWith("D2L09")).Distinct()];
        var found = await In(source.Code, remarks, references);
        Assert.Equal(
            source.Spans.Select(mark => $"{mark.Id} at {mark.Span}: {source.Code.Substring(mark.Span.Start, mark.Span.Length)}"),
            found.Select(d => $"{d.Id} at {d.Location.SourceSpan}: {source.Code.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}"));
        if (expectedMessages.Length > 0)
            Assert.Equal(expectedMessages, found.Select(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>Requires the analyzer to find nothing, in source that compiles.</summary>
    public static async Task Quiet(string code)
    {
        using var generated = Generated.Signatures(Compile.Source(code));
        generated.RequireClean();
        Assert.Empty((await In(generated, [])).Select(d => d.ToString()));
    }

    /// <summary>What the analyzer finds in a file, in order of place.</summary>
    public static Task<ImmutableArray<Diagnostic>> In(string code, params MetadataReference[] references) => In(code, [], references);

    /// <summary>The same with some diagnostics switched on that are off unless asked for.</summary>
    public static async Task<ImmutableArray<Diagnostic>> In(string code, string[] remarks, params MetadataReference[] references)
    {
        var compilation = Compile.Source(code);
        return await In(references.Length == 0 ? compilation : compilation.AddReferences(references), remarks);
    }

    /// <summary>What it finds in a project.</summary>
    public static async Task<ImmutableArray<Diagnostic>> In(CSharpCompilation compilation, params string[] remarks)
    {
        using var generated = Generated.Signatures(compilation);
        return await In(generated, remarks);
    }

    static async Task<ImmutableArray<Diagnostic>> In(Generated generated, string[] remarks)
    {
        var options = generated.Compilation.Options.WithSpecificDiagnosticOptions(
            generated.Compilation.Options.SpecificDiagnosticOptions.AddRange(remarks.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Info))));
        var analysis = generated.Compilation.WithOptions(options).WithAnalyzers([new TAnalyzer()]);
        return
        [
            .. (await analysis.GetAnalyzerDiagnosticsAsync())
                .OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Location.SourceSpan.End).ThenBy(d => d.Id),
        ];
    }
}
