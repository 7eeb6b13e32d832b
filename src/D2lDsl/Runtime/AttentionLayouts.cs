using System.ComponentModel;

namespace D2lDsl.Runtime;

/// <summary>How the tensors lie that attention reads; what it writes is dense. For generated code.</summary>
/// <param name="Query">The queries.</param>
/// <param name="Key">The keys.</param>
/// <param name="Value">The values.</param>
/// <param name="Seed">The gradient of the result.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct AttentionLayouts(AttentionLayout Query, AttentionLayout Key, AttentionLayout Value, AttentionLayout Seed);
