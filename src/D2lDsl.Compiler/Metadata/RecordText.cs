using System.Globalization;

namespace D2lDsl.Compiler.Metadata;

/// <summary>
/// Models and modules as text, for assembly metadata: a checksum, then the value as its constructors' arguments, tokens separated by
/// spaces. A change of any type that is written (its name, its parameters) is a change of the format: raise <see cref="Version"/>.
/// </summary>
public static class RecordText
{
    /// <summary>The format written and the only one read.</summary>
    public const int Version = 3;

    /// <summary>The value as text.</summary>
    public static string Write<T>(T value)
    {
        var text = RecordWriter.Write(value, typeof(T));
        return $"{Checksum(text)} {text}";
    }

    /// <summary>The value of a text that <see cref="Write"/> gave.</summary>
    /// <exception cref="FormatException">The text is damaged; the message says how.</exception>
    public static T Read<T>(string text)
    {
        var space = text.IndexOf(' ');
        if (space < 0 || text.Substring(0, space) != Checksum(text.Substring(space + 1)))
            throw new FormatException("its text is damaged");
        return (T)RecordParser.Read(text.Substring(space + 1), typeof(T));
    }

    /// <summary>FNV-1a over the characters.</summary>
    static string Checksum(string text) =>
        text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u)).ToString("x8", CultureInfo.InvariantCulture);
}
