using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Rules;

/// <summary>
/// Looks at a call that has a shape and is suspicious all the same. A rule knows shapes, axes and where operands come from, and nothing of
/// C#: it serves models and ordinary code alike. What is not known gives no suspicion.
/// </summary>
public delegate IEnumerable<Suspicion> CallRule(OpCall call, Setting setting);

/// <summary>Says better what is wrong with a call that has no shape; null where it knows nothing better than <paramref name="failed"/>.</summary>
public delegate Suspicion? Explanation(OpCall call, ShapeException failed);

/// <summary>Every rule, by its subject.</summary>
public static class RuleBook
{
    /// <summary>For calls that have a shape.</summary>
    static readonly IReadOnlyList<CallRule> Calls =
    [
        AxisRules.OverSamples, AxisRules.OverOne, AxisRules.SpreadOfOne, AxisRules.WeightsAcross,
        MovementRules.SqueezeAll, MovementRules.Scrambled, MovementRules.MergedSamples, MovementRules.ConcatOfVectors, MovementRules.OtherOrder,
        BroadcastRules.TwoSided, BroadcastRules.ReducedAxisLost, BroadcastRules.TargetWidth,
        GradientRules.InfiniteSlope, GradientRules.UnsafeBranch, GradientRules.FloatEquality,
        NumericRules.SquashedTwice, NumericRules.LogOfProbability, NumericRules.CrossEntropyByHand, NumericRules.LogOfZero,
        NumericRules.Threshold, NumericRules.NotANumber, NumericRules.NominalBatch, NumericRules.ExpOverflow,
        LossRules.OtherScale, LossRules.LargestForPlace, LossRules.ZeroMask,
        TypeRules.NarrowSum, TypeRules.WrapsAround, TypeRules.Literal,
    ];

    /// <summary>For calls that have none; the first that knows better is taken.</summary>
    static readonly IReadOnlyList<Explanation> Failures =
        [Explanations.KeepDims, Explanations.Hadamard, Explanations.Reversed, Explanations.WrongAxis, Explanations.OneHot, Explanations.IndexAxes, Explanations.JoinAxis,
         ProductExplanations.Ranks, ProductExplanations.Sizes];

    /// <summary>What is suspicious about a call.</summary>
    public static IEnumerable<Suspicion> Of(OpCall call, Setting setting) => Calls.SelectMany(rule => rule(call, setting));

    /// <summary>Which mistake a call is that the shape rules refuse; null where their own words are the best.</summary>
    public static Suspicion? Explain(OpCall call, ShapeException failed) => Failures.Select(rule => rule(call, failed)).FirstOrDefault(found => found is not null);
}
