using System.ComponentModel;

namespace D2lDsl.Runtime;

/// <summary>How the tensors lie that attention reads and writes; the default is dense. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public record struct AttentionLayouts
{
    /// <summary>The queries.</summary>
    public AttentionLayout Query { get; set; }

    /// <summary>The keys.</summary>
    public AttentionLayout Key { get; set; }

    /// <summary>The values.</summary>
    public AttentionLayout Value { get; set; }

    /// <summary>The gradient of the result.</summary>
    public AttentionLayout Seed { get; set; }

    /// <summary>The result.</summary>
    public AttentionLayout Result { get; set; }

    /// <summary>The gradient of the queries.</summary>
    public AttentionLayout QueryGradient { get; set; }

    /// <summary>The gradient of the keys.</summary>
    public AttentionLayout KeyGradient { get; set; }

    /// <summary>The gradient of the values.</summary>
    public AttentionLayout ValueGradient { get; set; }
}
