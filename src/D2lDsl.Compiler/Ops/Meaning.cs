namespace D2lDsl.Compiler.Ops;

/// <summary>What numbers stand for, where mistaking one for another goes unnoticed.</summary>
public enum Meaning
{
    Any,

    /// <summary>Raw scores, of any size and sign.</summary>
    Logit,

    /// <summary>Between 0 and 1.</summary>
    Probability,

    /// <summary>The logarithm of a probability, at most 0.</summary>
    LogProbability,
}
