namespace D2lDsl.Compiler.Ops;

/// <summary>Where tests may sample an operand so that the op is defined and differentiable: an interval less small neighbourhoods of kinks.</summary>
public sealed record Domain(double Low, double High, double? Kink = null)
{
    public static Domain All { get; } = new(-3, 3);

    public static Domain Positive { get; } = new(0.2, 3);

    /// <summary>Everything but a neighbourhood of 0.</summary>
    public static Domain NonZero { get; } = new(-3, 3, Kink: 0);
}
