namespace D2lDsl;

/// <summary>
/// Marks a method as a model, which is compiled into fused forward and backward kernels at build time, or a class as a module,
/// which keeps the parameters of its models together (<c>nn.Module</c>).
/// </summary>
/// <remarks>
/// <para>Models call models, which are written out where they are called, also from a referenced assembly. A generic model, or one
/// whose element type is a type parameter of its class, has no kernel of its own: it gets one where another model calls it with
/// float or double.</para>
/// <para>A module may hold others, one in a readonly field or get-only property or several in an array; <see cref="ShapeAttribute"/>
/// says with which sizes. Its generated constructor builds them inside its own buffer, and their parameters are called
/// <c>hidden.W</c> or <c>layers[0].W</c>.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, Inherited = false)]
public sealed class ModelAttribute : Attribute
{
    /// <summary>
    /// How many turns a loop over tensor values may take before the kernel throws an <see cref="InvalidOperationException"/>;
    /// 1,000,000 unless set. The method itself, run eagerly, has no such limit.
    /// </summary>
    public int MaxIterations { get; set; } = 1_000_000;

    /// <summary>Derivatives the kernel gives besides its gradients; none unless set.</summary>
    public Derivatives Derivatives { get; set; }
}
