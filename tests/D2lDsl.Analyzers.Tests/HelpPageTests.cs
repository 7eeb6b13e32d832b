using System.Text.RegularExpressions;
using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Analyzers.Tests;

/// <summary>The examples of the help pages are true: what a page says is reported is, and what it says instead is clean.</summary>
public partial class HelpPageTests
{
    public static TheoryData<string> Ids => [.. Catalogue.All.Select(entry => entry.Id)];

    [Theory, MemberData(nameof(Ids))]
    public async Task What_is_reported_is_reported_once(string id) =>
        Assert.Equal([id], (await Diagnose<ModelAnalyzer>.In(Examples(id)[0], Remark(id), Broken(id))).Select(diagnostic => diagnostic.Id));

    [Theory, MemberData(nameof(Ids))]
    public async Task What_to_write_instead_is_clean(string id)
    {
        using var library = Generated.Library(D2L0801.Library);
        using var example = Generated.Using(library, Examples(id)[1]);
        Assert.Empty((await Diagnose<ModelAnalyzer>.In(Examples(id)[1], Remark(id), MetadataReference.CreateFromImage(library.Image))).Select(d => d.ToString()));
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_help_link_opens_the_page(string id)
    {
        var descriptor = Assert.Single(new ModelAnalyzer().SupportedDiagnostics, descriptor => descriptor.Id == id);
        Assert.EndsWith($"/analyzers/docs/{id}.md", descriptor.HelpLinkUri);
    }

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
