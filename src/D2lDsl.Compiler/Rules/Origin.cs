namespace D2lDsl.Compiler.Rules;

/// <summary>Where a tensor comes from, as far as that is known.</summary>
public enum Origin
{
    /// <summary>Not known: no rule may build on it.</summary>
    Unknown,

    /// <summary>Made by an op from other tensors.</summary>
    Computed,

    /// <summary>An argument of a model, or what a data set gives: its first axis counts the samples.</summary>
    Data,

    /// <summary>What is trained.</summary>
    Parameter,

    /// <summary>A number, or a number made of sizes.</summary>
    Number,
}
