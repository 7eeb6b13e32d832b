using D2lDsl;
using static D2lDsl.Ops;

namespace CalculusSample;

/// <summary>A function of two variables with one lowest point, at zero.</summary>
public static partial class Bowl
{
    /// <summary>x₀² + 2·x₁².</summary>
    [Model]
    public static Tensor<double> F([Parameter, Shape(2)] Tensor<double> x) => Square(x[0]) + 2 * Square(x[1]);
}
