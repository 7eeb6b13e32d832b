namespace D2lDsl;

/// <summary>What can be done with an optimiser's rule once its type is known: a sweep over buffers, or a whole training step.</summary>
/// <typeparam name="T">float or double.</typeparam>
public interface IUpdateSweep<T>
    where T : unmanaged
{
    /// <summary>Does it. Compiled for each rule on its own, with the rule inside of its loops.</summary>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="rule">The rule, not yet that of a certain step.</param>
    void Run<TRule>(TRule rule)
        where TRule : struct, IUpdateRule<T, TRule>;
}
