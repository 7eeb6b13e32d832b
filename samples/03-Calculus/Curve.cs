using D2lDsl;

namespace CalculusSample;

/// <summary>The curve for the compiler: the same formula over a tensor of rank 0.</summary>
public static partial class Curve
{
    /// <summary>0.01·x² + 0.1·x.</summary>
    [Model]
    public static Tensor<double> F([Parameter, Shape] Tensor<double> x) => 0.01 * x * x + 0.1 * x;
}
