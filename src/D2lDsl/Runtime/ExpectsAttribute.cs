using System.ComponentModel;

namespace D2lDsl.Runtime;

/// <summary>Tells what a kernel of an assembly will use, before it is made. For generated code.</summary>
/// <param name="parts">What it uses besides what all kernels use.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ExpectsAttribute(KernelParts parts) : Attribute
{
    /// <summary>What the kernel uses besides what all kernels use.</summary>
    public KernelParts Parts { get; } = parts;
}
