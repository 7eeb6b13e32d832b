namespace D2lDsl.Compiler.Rules;

/// <summary>What is known of the sign of a tensor's elements.</summary>
public enum Sign
{
    Unknown,

    /// <summary>0 or above; 0 does occur.</summary>
    NonNegative,

    Positive,
}
