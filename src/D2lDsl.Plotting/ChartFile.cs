namespace D2lDsl.Plotting;

/// <summary>Writes beside the target and moves, so that whoever watches the file never sees half of it.</summary>
internal static class ChartFile
{
    public static void Save(string path, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var target = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(target) ?? throw new IOException($"{target} is a folder; give the name of a file in it");
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}");
        try
        {
            File.WriteAllText(draft, text);
            File.Move(draft, target, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
