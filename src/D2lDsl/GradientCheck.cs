using System.Globalization;

namespace D2lDsl;

/// <summary>How well a kernel's gradients agree with central differences (<c>torch.autograd.gradcheck</c>); the element that agrees least.</summary>
/// <param name="Model">The model, <c>Type.Method</c>.</param>
/// <param name="Parameter">The parameter the element belongs to; empty if the parameters have no elements.</param>
/// <param name="Index">The place of the element in the parameter, one number per axis.</param>
/// <param name="Analytic">The gradient the kernel computes.</param>
/// <param name="Numeric">The central difference.</param>
/// <param name="RelativeError">|analytic − numeric| / max(1, |analytic|, |numeric|); NaN where either is NaN.</param>
/// <param name="Step">How far the element moved to either side.</param>
/// <param name="Count">How many elements were compared.</param>
public sealed record GradientCheck(
    string Model, string Parameter, IReadOnlyList<int> Index, double Analytic, double Numeric, double RelativeError, double Step, int Count)
{
    /// <summary>Whether the worst element is near enough.</summary>
    /// <param name="tolerance">
    /// The largest relative error allowed. Of float about 1e-2 is to be had, of double 1e-6. Across a kink of the model, as <c>Relu</c>
    /// and <c>Max</c> have them, an element is moved again by less, down to a 256th of the step; at a kink, where no derivative exists, any
    /// error may still occur.
    /// </param>
    public bool Passed(double tolerance) => Count == 0 || RelativeError <= tolerance;

    /// <summary><c>Mlp.Loss: of 12 gradients the worst is W1[0, 3]: analytic 0.25, numeric 0.2501, relative error 1e-4</c></summary>
    public override string ToString() => Count == 0 ? $"{Model}: its parameters have no elements"
        : string.Create(CultureInfo.InvariantCulture,
            $"{Model}: of {Count} gradients the worst is {Parameter}[{string.Join(", ", Index)}]: analytic {Analytic:G7}, numeric {Numeric:G7}, relative error {RelativeError:G3}");
}
