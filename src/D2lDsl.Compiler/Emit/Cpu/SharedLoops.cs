using System.Text;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>
/// The loops of a kernel that are written already. One that differs from an earlier one in nothing but names calls that one: the
/// layers of a deep net, and steps of a loop that was unrolled, have the same loops over other tensors.
/// </summary>
sealed class SharedLoops
{
    /// <summary>What stands before a name that is declared.</summary>
    static readonly HashSet<string> types = ["var", "nint", "float", "double", "int", "long", "byte", "sbyte", "short", "bool"];

    /// <summary>What is between that and the name, in var x, Vector512&lt;float&gt; x and float[] x.</summary>
    static readonly HashSet<string> declaring = [" ", "> ", "[] "];

    readonly Dictionary<string, string> written = [];

    /// <summary>The loop whose methods are these but for names; the loop itself, if none is written yet.</summary>
    /// <param name="name">The loop, with which the names of its methods begin.</param>
    /// <param name="methods">Its methods.</param>
    public string Of(string name, string methods)
    {
        var pattern = Pattern(name, methods);
        if (!written.TryGetValue(pattern, out var first))
            written.Add(pattern, first = name);
        return first;
    }

    /// <summary>A statement that calls methods of one loop, as it calls those of another.</summary>
    public static string Renamed(string statement, string loop, string other) =>
        loop == other ? statement : Words(statement, (word, _) => IsOf(loop, word) ? other + word.Substring(loop.Length) : word);

    /// <summary>The methods without comments, and with a number for each name that they declare: in the order in which they come, parameters first.</summary>
    static string Pattern(string name, string methods)
    {
        var code = string.Join("\n", methods.Split('\n').Where(line => !line.TrimStart().StartsWith("//")));
        var numbers = new Dictionary<string, string>();
        var (before, end) = ("", 0);
        Words(code, (word, at) =>
        {
            // In IsFar<float>(576 * n) and (int)(576 * n) a number comes next, and loops of other sizes are other loops.
            if (types.Contains(before) && declaring.Contains(code.Substring(end, at - end)) && !char.IsDigit(word[0]) && !numbers.ContainsKey(word))
                numbers.Add(word, "§" + numbers.Count);
            (before, end) = (word, at + word.Length);
            return word;
        });
        return Words(code, (word, at) => (at == 0 || code[at - 1] != '.') && numbers.TryGetValue(word, out var number) ? number : IsOf(name, word) ? "§" + word.Substring(name.Length) : word);
    }

    /// <summary>True for the loop's name and those that begin with it: Loop1 and Loop1Long, not Loop12.</summary>
    static bool IsOf(string loop, string word) => word.StartsWith(loop, StringComparison.Ordinal) && (word.Length == loop.Length || !char.IsDigit(word[loop.Length]));

    /// <summary>The text with each word replaced; a word is told where it begins. What stands in quotes stays: messages name the user's tensors.</summary>
    static string Words(string text, Func<string, int, string> replace)
    {
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            if (text[at] == '"')
            {
                while (++end < text.Length && text[end] != '"')
                    end += text[end] == '\\' ? 1 : 0;
                end = Math.Min(end + 1, text.Length);
                result.Append(text, at, end - at);
                at = end;
                continue;
            }
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '@'))
                end++;
            if (end == at)
                result.Append(text[at++]);
            else
                result.Append(replace(text.Substring(at, end - at), at));
            at = Math.Max(at, end);
        }
        return result.ToString();
    }
}
