using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Rules;

/// <summary>What rules know of the code around a call.</summary>
public sealed record Setting
{
    /// <summary>Code outside of models.</summary>
    public static Setting None { get; } = new();

    /// <summary>The size that counts samples; null where that is not known.</summary>
    public Dim? Batch { get; init; }

    /// <summary>The shape the result is declared to have.</summary>
    public Shape? Declared { get; init; }
}
