using System.Runtime.CompilerServices;
using Xunit;

namespace D2lDsl.Testing;

/// <summary>
/// Compares text with a file beside the test, in Verify's file convention: <c>File.Test.verified.cs</c> is committed, a
/// mismatch writes <c>File.Test.received.cs</c>. To accept a change, read the received file and rename it.
/// </summary>
public static class Snapshot
{
    /// <summary>Requires <paramref name="text"/> to equal the verified file of the calling test; line endings do not matter.</summary>
    /// <param name="text">What the test produced.</param>
    /// <param name="extension">Extension of the snapshot, <c>txt</c> or <c>cs</c>.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="test">Filled in by the compiler; a test of several snapshots names each.</param>
    public static void Verify(string text, string extension = "txt", [CallerFilePath] string file = "", [CallerMemberName] string test = "")
    {
        var stem = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{test}");
        var (verified, received) = ($"{stem}.verified.{extension}", $"{stem}.received.{extension}");
        var actual = text.ReplaceLineEndings("\n");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, actual);
        Assert.Fail(expected is null
            ? $"no snapshot {verified} yet; read {received} and rename it"
            : $"{Path.GetFileName(verified)} differs {FirstDifference(expected, actual)}\nall of it: {received}");
    }

    /// <summary>Names the first line in which two texts differ.</summary>
    public static string FirstDifference(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line])
            line++;
        return $"first in line {line + 1}\n  expected: {At(left, line)}\n  actual:   {At(right, line)}";
    }

    static string At(string[] lines, int line) => line < lines.Length ? lines[line] : "(end of file)";
}
