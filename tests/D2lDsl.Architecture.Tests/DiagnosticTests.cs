using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Testing;

namespace D2lDsl.ArchitectureTests;

/// <summary>One diagnostic id is one line of the catalogue, one help page, one release row and one test file.</summary>
public class DiagnosticTests
{
    static readonly string[] Ids = [.. Catalogue.All.Select(entry => entry.Id)];

    [Fact]
    public void Ids_are_unique_and_well_formed()
    {
        Assert.Equal(Ids.Distinct(), Ids);
        Assert.All(Ids, id => Assert.Matches("^D2L0[1-9][0-9]{2}$", id));
    }

    [Fact]
    public void Every_id_has_a_help_page_that_names_it_and_its_title()
    {
        Assert.Equal(Ids, Named("analyzers/docs", ".md"));
        Violations.AssertNone(
            from entry in Catalogue.All
            where !File.ReadAllText(Repository.At($"analyzers/docs/{entry.Id}.md")).StartsWith($"# {entry.Id}: {entry.Title}\n")
            select $"analyzers/docs/{entry.Id}.md does not begin with '# {entry.Id}: {entry.Title}'");
    }

    [Fact]
    public void Every_id_has_a_test_file() => Assert.Equal(Ids, Named("tests/D2lDsl.Analyzers.Tests", ".cs").Where(name => name.StartsWith("D2L")));

    [Fact]
    public void Every_id_has_a_release_row_of_its_category_and_severity()
    {
        var rows = (string[])[.. File.ReadLines(Release("Shipped")), .. File.ReadLines(Release("Unshipped"))];
        Assert.Equal(
            Catalogue.All.Select(entry => $"{entry.Id} | {entry.Category} | {entry.Severity}"),
            rows.Where(row => row.StartsWith("D2L")).Select(row => string.Join(" | ", row.Split(" | ").Take(3))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Messages_end_without_a_full_stop() =>
        Violations.AssertNone(Catalogue.All.Where(entry => entry.Message.EndsWith('.') || entry.Title.EndsWith('.')).Select(entry => entry.Id));

    static string Release(string kind) => Repository.At($"analyzers/D2lDsl.Analyzers/AnalyzerReleases.{kind}.md");

    static IEnumerable<string> Named(string folder, string extension) =>
        Directory.EnumerateFiles(Repository.At(folder), $"*{extension}").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);
}
