using System.Text.RegularExpressions;

namespace D2lDsl.Compiler.Emit;

/// <summary>
/// For projects that check integer arithmetic for overflow: there the bodies of kernels are unchecked, for whole numbers go round in a
/// kernel as they do in tensors, casts give what they give in tensors, and positions are not checked at every step.
/// </summary>
public static class UncheckedBodies
{
    static readonly Regex Type = new(@"\b(class|struct|record|interface|namespace)\b", RegexOptions.CultureInvariant);

    /// <summary>The same file with the body of every method unchecked.</summary>
    public static string In(string file)
    {
        var lines = file.Split('\n');
        string? body = null;
        for (var i = 1; i < lines.Length; i++)
        {
            var line = lines[i];
            if (body is null && line.EndsWith("{", StringComparison.Ordinal) && line.Trim() == "{" && IsMethod(lines[i - 1]))
            {
                body = line.Substring(0, line.Length - 1);
                lines[i] = line + " unchecked {";
            }
            else if (body is not null && line == body + "}")
            {
                lines[i] = line + " }";
                body = null;
            }
        }
        return string.Join("\n", lines);
    }

    /// <summary>What a type is declared to be stands before the first parenthesis, as constraints of a method do not.</summary>
    static bool IsMethod(string header) => header.IndexOf('(') is > 0 and var open && !Type.IsMatch(header.Substring(0, open));
}
