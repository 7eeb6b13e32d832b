namespace D2lDsl.Testing;

/// <summary>The checkout the tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder of <c>D2lDsl.sln</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path below the root, spelled with forward slashes.</summary>
    public static string At(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>All files of the sources with one of the extensions, relative to the root, with forward slashes; build output is left out.</summary>
    public static IEnumerable<string> Files(params string[] extensions) =>
        Walk(Root).Where(path => extensions.Contains(Path.GetExtension(path)))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder)
            .Where(child => Path.GetFileName(child) is not ("artifacts" or "bin" or "obj" or ".git" or ".vs"))
            .SelectMany(Walk));

    static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "D2lDsl.sln")))
                return folder;
        throw new DirectoryNotFoundException($"No D2lDsl.sln above {AppContext.BaseDirectory}: tests run from the artifacts folder of a checkout.");
    }
}
