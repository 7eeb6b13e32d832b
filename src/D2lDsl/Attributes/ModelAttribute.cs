namespace D2lDsl;

/// <summary>
/// Marks a method as a model, which is compiled into fused forward and backward kernels at build time, or a class as a module,
/// which keeps the parameters of its models together (<c>nn.Module</c>).
/// </summary>
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
