using System.Text.RegularExpressions;
using D2lDsl.Testing;

namespace D2lDsl.ArchitectureTests;

/// <summary>What holds for every source file.</summary>
public partial class SourceTests
{
    static IEnumerable<string> Sources => Repository.Files(".cs").Where(file => !file.EndsWith(".verified.cs"));

    [Fact]
    public void No_file_is_longer_than_500_lines() => Violations.AssertNone(
        from file in Sources
        let lines = File.ReadLines(Repository.At(file)).Count()
        where lines > 500
        select $"{file}: {lines}");

    [Fact]
    public void Half_of_the_files_are_at_most_120_lines_long()
    {
        var lengths = Sources.Select(file => File.ReadLines(Repository.At(file)).Count()).Order().ToList();
        Assert.InRange(lengths[lengths.Count / 2], 1, 120);
    }

    [Fact]
    public void Nothing_is_left_open() => Violations.AssertNone(
        from file in Sources
        where file != "tests/D2lDsl.Architecture.Tests/SourceTests.cs"
        from line in File.ReadLines(Repository.At(file))
        let found = LeftOpen().Match(line)
        where found.Success
        select $"{file}: {line.Trim()}");

    [Fact]
    public void No_type_is_named_by_an_empty_word() => Violations.AssertNone(
        from file in Sources
        from Match match in EmptyWord().Matches(File.ReadAllText(Repository.At(file)))
        select $"{file}: {match.Value}");

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException|^\s*#(end)?region")]
    private static partial Regex LeftOpen();

    [GeneratedRegex(@"\b(class|struct|record|interface|enum)\s+\w*(Helper|Helpers|Manager|Util|Utils|Utility|Utilities)\b")]
    private static partial Regex EmptyWord();
}
