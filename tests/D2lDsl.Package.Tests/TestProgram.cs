namespace D2lDsl.PackageTests;

/// <summary>A project of a test: its one file and the packages it references.</summary>
public sealed record TestProgram(string Name, string Code, params string[] Packages)
{
    /// <summary>Properties that its Directory.Build.props sets.</summary>
    public string Properties { get; init; } = "";

    /// <summary>A library that it references as a project.</summary>
    public TestProgram? Library { get; init; }
}
