namespace D2lDsl.Compiler.Rules;

/// <summary>
/// Looks at a call that has a shape and is suspicious all the same. A rule knows shapes, axes and where operands come from, and nothing of
/// C#: it serves models and ordinary code alike. What is not known gives no suspicion.
/// </summary>
public delegate IEnumerable<Suspicion> CallRule(OpCall call, Setting setting);

/// <summary>Every rule, by its subject.</summary>
public static class RuleBook
{
    /// <summary>For calls that have a shape.</summary>
    static readonly IReadOnlyList<CallRule> Calls =
    [
        BroadcastRules.TwoSided,
    ];

    /// <summary>What is suspicious about a call.</summary>
    public static IEnumerable<Suspicion> Of(OpCall call, Setting setting) => Calls.SelectMany(rule => rule(call, setting));
}
