using D2lDsl.Testing;

namespace D2lDsl.ArchitectureTests;

/// <summary>The first screen a newcomer sees.</summary>
public class ReadmeTests
{
    static string Readme => File.ReadAllText(Repository.At("README.md"));

    [Theory]
    [InlineData("dotnet test")]
    [InlineData("dotnet run --project samples/01-LinearRegression")]
    public void Both_commands_are_there(string command) => Assert.Contains(command, Readme);

    [Fact]
    public void Projects_it_runs_exist() => Violations.AssertNone(
        from line in Readme.Split('\n')
        let at = line.IndexOf("--project ")
        where at >= 0
        let path = line[(at + 10)..].Split(' ', '`', '\r')[0]
        where !Directory.Exists(Repository.At(path)) && !File.Exists(Repository.At(path))
        select path);
}
