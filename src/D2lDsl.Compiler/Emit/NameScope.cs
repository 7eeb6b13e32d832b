namespace D2lDsl.Compiler.Emit;

/// <summary>Hands out C# identifiers: the wanted name, or the name with a number where it is taken or a keyword: x, x1; B1, B1_1.</summary>
public sealed class NameScope(NameScope? outer = null)
{
    static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object",
        "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short",
        "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked",
        "unsafe", "ushort", "using", "virtual", "void", "volatile", "while", "field", "value", "nint", "var",
    ];

    readonly HashSet<string> taken = [];

    public string Unique(string wanted)
    {
        // hidden.W and layers[0].W are hiddenW and layers0W.
        var stem = new string([.. wanted.Where(c => char.IsLetterOrDigit(c) || c == '_')]);
        // A parameter whose name is yet to be typed.
        stem = stem == "" ? "unnamed" : stem;
        var name = stem;
        for (var i = 1; IsTaken(name) || Keywords.Contains(name); i++)
            name = char.IsDigit(stem[stem.Length - 1]) ? $"{stem}_{i}" : stem + i;
        taken.Add(name);
        return name;
    }

    bool IsTaken(string name) => taken.Contains(name) || outer?.IsTaken(name) == true;
}
