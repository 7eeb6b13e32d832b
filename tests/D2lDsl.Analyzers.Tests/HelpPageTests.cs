using System.Collections.Immutable;
using System.Text.RegularExpressions;
using D2lDsl.CodeFixes;
using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace D2lDsl.Analyzers.Tests;

/// <summary>The examples of the help pages are true: what a page says is reported is, and what it says instead is clean.</summary>
public partial class HelpPageTests
{
    public static TheoryData<string> Ids => [.. Catalogue.All.Select(entry => entry.Id)];

    [Theory, MemberData(nameof(Ids))]
    public async Task What_is_reported_is_reported_once(string id) =>
        Assert.Equal([id], (await In(id, Examples(id)[0], Broken(id))).Select(diagnostic => diagnostic.Id));

    [Theory, MemberData(nameof(Ids))]
    public async Task What_to_write_instead_is_clean(string id)
    {
        using var library = Generated.Library(D2L0801.Library);
        using var example = Generated.Using(library, Examples(id)[1]);
        Assert.Empty((await In(id, Examples(id)[1], MetadataReference.CreateFromImage(library.Image))).Select(d => d.ToString()));
    }

    static readonly CodeFixProvider[] providers = [.. typeof(NodeFix).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
        .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    public static TheoryData<string> Fixable => [.. providers.SelectMany(provider => provider.FixableDiagnosticIds).Where(id => id.StartsWith("D2L")).Distinct().Order()];

    /// <summary>Whatever the light bulb offers for the example of a page, the example is mended by it.</summary>
    [Theory, MemberData(nameof(Fixable))]
    public async Task What_the_light_bulb_offers_removes_what_is_reported(string id)
    {
        var offered = new List<string>();
        foreach (var provider in providers.Where(provider => provider.FixableDiagnosticIds.Contains(id)))
            offered.AddRange(await Fixes.Offered(new ModelAnalyzer(), provider, Examples(id)[0], id));
        // What to write instead is not certain in those two examples.
        Assert.Equal(id is "D2L0301" or "D2L0716", offered.Count == 0);
        foreach (var code in offered)
            Assert.DoesNotContain(await Diagnose<ModelAnalyzer>.In(code), diagnostic => diagnostic.Id == id);
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_help_link_opens_the_page(string id)
    {
        var descriptor = Assert.Single((DiagnosticDescriptor[])[.. new ModelAnalyzer().SupportedDiagnostics, .. new ProgramAnalyzer().SupportedDiagnostics], descriptor => descriptor.Id == id);
        Assert.EndsWith($"/analyzers/docs/{id}.md", descriptor.HelpLinkUri);
    }

    static Task<ImmutableArray<Diagnostic>> In(string id, string code, params MetadataReference[] references) => new ProgramAnalyzer().SupportedDiagnostics.Any(d => d.Id == id)
        ? Diagnose<ProgramAnalyzer>.In(code, Remark(id), references)
        : id == "D2L0804" && code == Examples(id)[0] ? Diagnose<ModelAnalyzer>.In(Compile.As(LanguageVersion.CSharp13, code)) : Diagnose<ModelAnalyzer>.In(code, Remark(id), references);

    /// <summary>Remarks are off unless asked for.</summary>
    static string[] Remark(string id) => id.StartsWith("D2L09") ? [id] : [];

    /// <summary>The library that the example of a page references, as the page says that it is.</summary>
    static MetadataReference[] Broken(string id) => id switch
    {
        "D2L0801" => [D2L0801.Written("""[assembly: D2lDsl.Runtime.ModelGraph("Layers.Bent", 99, "?")]""")],
        "D2L0802" => [D2L0801.Written("")],
        "D2L0803" => [D2L0803.Ilgpu("1.5.1.0")],
        _ => [],
    };

    static string[] Examples(string id)
    {
        string[] blocks = [.. Block().Matches(File.ReadAllText(Repository.At($"analyzers/docs/{id}.md"))).Select(match => match.Groups[1].Value)];
        Assert.Equal(2, blocks.Length);
        return blocks;
    }

    [GeneratedRegex(@"```csharp\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
