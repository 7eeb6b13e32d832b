namespace D2lDsl;

/// <summary>
/// Marks a method as the derivative of a <c>[Model]</c> of the same class (<c>torch.autograd.Function</c>). It takes what the model takes, then
/// the model's result, then the gradient of that result, and returns the gradient of each floating-point argument: a tensor, or
/// a tuple where there are several. Wherever the model is called inside another, or compiled itself, its backward pass is this method.
/// </summary>
/// <param name="model">The model's name: <c>nameof(F)</c>.</param>
/// <remarks>Its body is written in the language of models. Its tensors have the model's shapes, so it needs no <c>[Shape]</c>.</remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DerivativeAttribute(string model) : Attribute
{
    /// <summary>The name of the model.</summary>
    public string Model { get; } = model;
}
