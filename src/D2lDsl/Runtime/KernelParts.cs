using System.ComponentModel;

namespace D2lDsl.Runtime;

/// <summary>What a kernel uses of this library besides what all kernels use. For generated code.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum KernelParts
{
    /// <summary>Nothing else.</summary>
    None = 0,

    /// <summary>Matrix products.</summary>
    Products = 1,

    /// <summary>Softmax between two products.</summary>
    Attention = 2,

    /// <summary>Everything.</summary>
    All = Products | Attention,
}
