namespace D2lDsl.Compiler.Shapes;

/// <summary>
/// How sizes that are written differently compare. In a model they differ: <c>n</c> is never <c>m</c>. Other worlds, in which a size may
/// turn out to be another, say so by overriding.
/// </summary>
public class SizeRelation
{
    /// <summary>The rule of models.</summary>
    public static SizeRelation Closed { get; } = new();

    /// <summary>What two sizes are that must be equal; null where they certainly differ.</summary>
    public virtual Dim? Meet(Dim a, Dim b) => a.Equals(b) ? a : null;

    /// <summary>A size of which nothing is known; null where every size is.</summary>
    public virtual Dim? Some() => null;

    public bool Differ(Dim a, Dim b) => Meet(a, b) is null;

    /// <summary>What two sizes broadcast to; null where they do not.</summary>
    public virtual Dim? Broadcast(Dim a, Dim b) => a.IsOne ? b : b.IsOne ? a : Meet(a, b);

    /// <summary>How often one number of elements goes into another; null where it cannot be known to.</summary>
    public virtual Dim? Quotient(Dim count, Dim by) => by.Value == 0 ? null : count.DividedBy(by);
}
