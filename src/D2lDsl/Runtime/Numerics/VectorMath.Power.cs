using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

public static partial class VectorMath
{
    /// <summary><paramref name="x"/> to the power <paramref name="y"/>, with the special cases of C's <c>pow</c>. Vectors: at most 1 ulp.</summary>
    [MethodImpl(Inline)]
    public static float Pow(float x, float y) => MathF.Pow(x, y);

    /// <inheritdoc cref="Pow(float, float)"/>
    [MethodImpl(Inline)]
    public static double Pow(double x, double y) => Math.Pow(x, y);

    /// <inheritdoc cref="Pow(float, float)"/>
    public static Vector512<float> Pow(Vector512<float> x, Vector512<float> y)
    {
        var first = y.ToScalar();
        if (y == All(first))
        {
            switch (first)
            {
                case 2f: return x * x;
                case 1f: return x;
                case -1f: return All(1f) / x;
                case 0.5f: return Vector512.ConditionalSelect(
                    Vector512.Equals(x, All(float.NegativeInfinity)), All(float.PositiveInfinity), Vector512.Sqrt(x + All(0f)));
            }
        }

        // Ordinary arguments need no more than e^(y·ln x) in double precision.
        var largest = All(float.MaxValue);
        if (Vector512.GreaterThanAll(x, All(0f)) && Vector512.LessThanOrEqualAll(x, largest)
            && Vector512.LessThanOrEqualAll(Vector512.Abs(y), largest))
        {
            var (xLow, xHigh) = Vector512.Widen(x);
            var (yLow, yHigh) = Vector512.Widen(y);
            return Vector512.Narrow(Exp(yLow * Log(xLow)), Exp(yHigh * Log(xHigh)));
        }

        var result = x;
        for (var lane = 0; lane < Vector512<float>.Count; lane++)
            result = result.WithElement(lane, MathF.Pow(x[lane], y[lane]));
        return result;
    }

    /// <inheritdoc cref="Pow(float, float)"/>
    public static Vector512<double> Pow(Vector512<double> x, Vector512<double> y)
    {
        var first = y.ToScalar();
        if (y == All(first))
        {
            switch (first)
            {
                case 2.0: return x * x;
                case 1.0: return x;
                case -1.0: return All(1.0) / x;
                case 0.5: return Vector512.ConditionalSelect(
                    Vector512.Equals(x, All(double.NegativeInfinity)), All(double.PositiveInfinity), Vector512.Sqrt(x + All(0.0)));
            }
        }

        var result = x;
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
            result = result.WithElement(lane, Math.Pow(x[lane], y[lane]));
        return result;
    }
}
