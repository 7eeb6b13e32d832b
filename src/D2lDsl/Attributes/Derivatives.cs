namespace D2lDsl;

/// <summary>Derivatives that a kernel gives besides its gradients, chosen by <see cref="ModelAttribute.Derivatives"/>.</summary>
[Flags]
public enum Derivatives
{
    /// <summary>Gradients only.</summary>
    None = 0,

    /// <summary>
    /// <c>kernel.Jvp(…)</c>, forward mode: the result and how it changes when the parameters move along given directions
    /// (<c>torch.func.jvp</c>). It costs about as much as two forward passes.
    /// </summary>
    Jvp = 1,

    /// <summary>
    /// <c>kernel.Jacobian(…)</c>: the derivative of each element of the result by each element of each parameter
    /// (<c>torch.func.jacrev</c>). It costs one backward pass per element of the result.
    /// </summary>
    Jacobian = 2,

    /// <summary>
    /// <c>kernel.Hessian(…)</c>: the second derivatives of a model that returns one number (<c>torch.func.hessian</c>). It costs
    /// one Hessian-vector product per element of all parameters together.
    /// </summary>
    Hessian = 4,

    /// <summary>
    /// <c>kernel.HessianVectorProduct(…)</c> for a model that returns one number: the Hessian times a vector, at about twice the cost
    /// of a backward pass and without forming the matrix.
    /// </summary>
    HessianVectorProduct = 8,
}
