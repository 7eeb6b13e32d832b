using static D2lDsl.Derivatives;

namespace D2lDsl.CompilerTests.Models;

/// <summary>Models whose derivative is written by hand: once truly, once on purpose as another function, to see that it is taken.</summary>
public static partial class Written
{
    /// <summary>log(1 + eˣ), with the derivative that does not overflow.</summary>
    [Model(Derivatives = Jvp)]
    public static Tensor<double> Soft([Parameter, Shape("n")] Tensor<double> x) => Log(1 + Exp(x));

    [Derivative(nameof(Soft))]
    static Tensor<double> SoftGradient(Tensor<double> x, Tensor<double> result, Tensor<double> dy) => dy * (1 - Exp(-result));

    [Model(Derivatives = Jvp | Hessian | HessianVectorProduct)]
    public static Tensor<double> Loss([Parameter, Shape("n")] Tensor<double> a, [Parameter, Shape("n")] Tensor<double> b) => Sum(Square(Soft(a * b)) + Soft(b));

    /// <summary>Rounded forward; backward as if it were not (a straight-through estimator).</summary>
    [Model]
    public static Tensor<double> Sign([Parameter, Shape("n")] Tensor<double> x) => Where(x > 0, 0 * x + 1, 0 * x - 1);

    [Derivative(nameof(Sign))]
    static Tensor<double> SignGradient(Tensor<double> x, Tensor<double> result, Tensor<double> dy) => 10 * dy * Abs(result);

    /// <summary>In a loop and a branch, with several gradients.</summary>
    [Model]
    public static Tensor<double> Scaled([Shape("n")] Tensor<double> x, [Shape("n")] Tensor<double> scale) => x * scale;

    [Derivative(nameof(Scaled))]
    static (Tensor<double>, Tensor<double>) ScaledGradient(Tensor<double> x, Tensor<double> scale, Tensor<double> result, Tensor<double> dy) => (dy * scale, 3 * dy * x);

    [Model(Derivatives = Jvp)]
    public static Tensor<double> Repeated([Parameter, Shape("n")] Tensor<double> x, [Parameter, Shape("n")] Tensor<double> scale)
    {
        var y = x;
        while (Norm(y) < 10)
            y = Sum(y) > 0 ? Scaled(y, scale) : y;
        return Sum(y);
    }
}
