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
public readonly record struct Code(string Text, Form Form, ElementType Type);
