namespace D2lDsl;

/// <summary>
/// Marks what a model learns: kernels compute a gradient for it. On a partial property of a module it also asks the generated
/// constructor for the tensor, filled as <see cref="Init"/> says.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>The initial values a module's constructor gives the parameter.</summary>
    public Init Init { get; set; }
}
