using D2lDsl;
using static D2lDsl.Ops;

namespace NewtonSample;

/// <summary>Logistic regression with a small weight penalty, which makes its loss strictly convex: one minimum, and a Hessian that can be inverted.</summary>
public static partial class Classifier
{
    /// <summary>
    /// The mean of log(1 + e^(−y·z)) over the samples, where z = x·w + b and y is +1 or −1, plus the penalty. The attribute asks
    /// for the Hessian, so the kernel has a member of that name.
    /// </summary>
    [Model(Derivatives = Derivatives.Hessian)]
    public static Tensor<double> Loss(
        [Shape("n", "d")] Tensor<double> x,
        [Shape("n")] Tensor<double> y,
        [Parameter, Shape("d")] Tensor<double> w,
        [Parameter, Shape(1)] Tensor<double> b)
        => Mean(Log(1 + Exp(-y * (MatMul(x, w) + b)))) + 0.01 * (Sum(w * w) + Sum(b * b));
}
