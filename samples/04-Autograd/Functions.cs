using D2lDsl;
using static D2lDsl.Ops;

namespace AutogradSample;

/// <summary>The functions that the notes differentiate. What has a gradient is marked [Parameter], where PyTorch says requires_grad.</summary>
public static partial class Functions
{
    /// <summary>Scale, then average.</summary>
    [Model]
    public static Tensor<float> ScaledMean([Parameter, Shape("n")] Tensor<float> x) => Mean(x * 2);

    /// <summary>A scalar of two scalars.</summary>
    [Model]
    public static Tensor<float> Line([Parameter, Shape] Tensor<float> x1, [Parameter, Shape] Tensor<float> x2) => x1 + 2 * x2;

    /// <summary>2·xᵀx.</summary>
    [Model]
    public static Tensor<float> TwiceDot([Parameter, Shape("n")] Tensor<float> x) => 2 * Dot(x, x);

    /// <summary>The sum.</summary>
    [Model]
    public static Tensor<float> Total([Parameter, Shape("n")] Tensor<float> x) => Sum(x);

    /// <summary>x² element by element, a result of rank 1; with a Jacobian, since the attribute asks for one.</summary>
    [Model(Derivatives = Derivatives.Jacobian)]
    public static Tensor<float> Squares([Parameter, Shape("n")] Tensor<float> x) => x * x;

    /// <summary>The sum of x².</summary>
    [Model]
    public static Tensor<float> SumOfSquares([Parameter, Shape("n")] Tensor<float> x) => Sum(x * x);

    /// <summary>u·x with u = x², where u counts as a constant.</summary>
    [Model]
    public static Tensor<float> Detached([Parameter, Shape("n")] Tensor<float> x)
    {
        var u = (x * x).Detach();
        return Sum(u * x);
    }

    /// <summary>A loop and a branch that the values decide: however it runs, the result is a multiple of a.</summary>
    [Model]
    public static Tensor<float> ControlFlow([Parameter, Shape] Tensor<float> a)
    {
        var b = a * 2;
        while (Norm(b) < 1000)
            b = b * 2;
        return Sum(b) > 0 ? b : 100 * b;
    }
}
