using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>The form a value has in emitted code.</summary>
public enum Form
{
    /// <summary>One element.</summary>
    Single,

    /// <summary>A vector of numbers.</summary>
    Vector,

    /// <summary>A vector of truth values: all bits of a lane set, or none.</summary>
    Mask,
}

/// <summary>A piece of C# and what it is.</summary>
public readonly record struct Code(string Text, Form Form, ElementType Type)
{
    /// <summary>The text without parentheses around the whole, for the right side of a statement.</summary>
    public string Bare => Text.Length > 1 && Text[0] == '(' && Closing() == Text.Length - 1 ? Text.Substring(1, Text.Length - 2) : Text;

    int Closing()
    {
        var depth = 0;
        for (var i = 0; i < Text.Length; i++)
            if (Text[i] == '(')
                depth++;
            else if (Text[i] == ')' && --depth == 0)
                return i;
        return -1;
    }
}
