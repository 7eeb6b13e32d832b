namespace D2lDsl.Runtime.Tests;

/// <summary>A folder that is gone after the test.</summary>
sealed class TemporaryFolder : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("d2ldsl");

    public string this[string name] => Path.Combine(folder.FullName, name);

    public string[] Files => [.. folder.EnumerateFileSystemInfos().Select(file => file.Name).Order()];

    public void Dispose() => folder.Delete(recursive: true);
}
