namespace D2lDsl.Plotting;

/// <summary>Writes beside the target and moves, so that whoever watches the file never sees half of it.</summary>
internal static class ChartFile
{
    /// <summary>What a viewer would try to read as something else than a drawing.</summary>
    static readonly string[] Pictures = [".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".pdf", ".eps"];

    public static void Save(string path, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var ending = Path.GetExtension(path).ToLowerInvariant();
        if (Pictures.Contains(ending))
            throw new ArgumentException($"{path}: charts are saved as .svg or .html, not as {ending}; a browser turns those into it", nameof(path));
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
