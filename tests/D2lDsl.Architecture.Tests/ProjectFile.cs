using System.Xml.Linq;
using D2lDsl.Testing;

namespace D2lDsl.ArchitectureTests;

/// <summary>A project as its file declares it.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="References">Names of the projects it needs, and whether it compiles against them or only needs them built.</param>
public sealed record ProjectFile(string Path, IReadOnlyList<(string Name, bool Compiles)> References)
{
    /// <summary>Every project of the repository.</summary>
    public static IReadOnlyList<ProjectFile> All { get; } = [.. Repository.Files(".csproj").Where(path => !IsTemplate(path)).Select(Read)];

    public string Name => NameOf(Path);

    /// <summary><c>src</c>, <c>generators</c>, <c>analyzers</c>, <c>tests</c> or <c>samples</c>.</summary>
    public string Folder => Path[..Path.IndexOf('/')];

    /// <summary>Whether a file becomes part of a user's project and is none of ours.</summary>
    public static bool IsTemplate(string path) => path.StartsWith("src/D2lDsl.Templates/content/");

    static ProjectFile Read(string path)
    {
        var references =
            from reference in XDocument.Load(Repository.At(path)).Descendants("ProjectReference")
            from target in reference.Attribute("Include")!.Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            where target.EndsWith(".csproj")
            select (NameOf(target), reference.Attribute("ReferenceOutputAssembly")?.Value != "false");
        return new(path, [.. references]);
    }

    static string NameOf(string path) => System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}
