namespace D2lDsl;

/// <summary>
/// Declares the shape of a tensor, one entry per axis: an int, a symbol (<c>"n"</c>) or an expression over symbols (<c>"2*d"</c>);
/// <c>"..."</c> stands for any leading axes. Equal symbols mean equal sizes and the same axis. On a field or get-only property of a
/// module that holds another module, one entry for each size its constructor takes, in order; an array of modules also says its
/// <see cref="Count"/>.
/// </summary>
/// <example>
/// <c>[Shape("n", "d")] Tensor&lt;float&gt; x</c>, <c>[Shape("d", "h")] readonly Linear hidden;</c> and
/// <c>[Shape("d", "d", Count = 3)] readonly Linear[] layers;</c>
/// </example>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.ReturnValue)]
public sealed class ShapeAttribute : Attribute
{
    /// <summary>Declares one size per axis; no argument declares a scalar (rank 0).</summary>
    /// <param name="sizes">Ints and strings, from the first axis to the last.</param>
    public ShapeAttribute(params object[] sizes) => Sizes = sizes;

    /// <summary>The declared sizes: ints and strings, from the first axis to the last.</summary>
    public IReadOnlyList<object> Sizes { get; }

    /// <summary>How many modules an array of them holds, all of these sizes (<c>nn.ModuleList</c>); only for such an array.</summary>
    public int Count { get; set; }
}
