using System.Runtime.Intrinsics;

namespace D2lDsl.Numerics.Tests;

/// <summary>Compares a vector function with a more precise scalar one, in units in the last place of the result.</summary>
static class Accuracy
{
    /// <summary>The largest error of <paramref name="actual"/> over <paramref name="arguments"/>, and where it lies.</summary>
    public static (double Ulp, float At) Of(float[] arguments, Func<Vector512<float>, Vector512<float>> actual, Func<double, double> expected)
    {
        var worst = (Ulp: 0.0, At: 0f);
        for (var i = 0; i < arguments.Length; i += 16)
        {
            var results = actual(Vector512.Create(arguments, i));
            for (var lane = 0; lane < 16; lane++)
            {
                var x = arguments[i + lane];
                var ulp = Distance(results[lane], expected(x));
                if (!(ulp <= worst.Ulp))
                    worst = (ulp, x);
            }
        }
        return worst;
    }

    /// <inheritdoc cref="Of(float[], Func{Vector512{float}, Vector512{float}}, Func{double, double})"/>
    public static (double Ulp, double At) Of(double[] arguments, Func<Vector512<double>, Vector512<double>> actual, Func<double, double> expected)
    {
        var worst = (Ulp: 0.0, At: 0.0);
        for (var i = 0; i < arguments.Length; i += 8)
        {
            var results = actual(Vector512.Create(arguments, i));
            for (var lane = 0; lane < 8; lane++)
            {
                var x = arguments[i + lane];
                var ulp = Distance(results[lane], expected(x));
                if (!(ulp <= worst.Ulp))
                    worst = (ulp, x);
            }
        }
        return worst;
    }

    /// <summary>The error of a float against the exact value, in ulp of the exact value; infinite where they differ in kind.</summary>
    public static double Distance(float actual, double exact)
    {
        var rounded = (float)exact;
        if (!float.IsFinite(rounded) || rounded == 0)
            return SameSpecial(actual, rounded) ? 0 : NextToSpecial(actual, exact);
        if (!float.IsFinite(actual))
            return double.PositiveInfinity;
        var ulp = Math.Max(Math.ScaleB(1, Math.ILogB(exact) - 23), float.Epsilon);
        return Math.Abs(actual - exact) / ulp;
    }

    /// <inheritdoc cref="Distance(float, double)"/>
    public static double Distance(double actual, double exact)
    {
        if (!double.IsFinite(exact) || exact == 0)
            return double.IsNaN(actual) && double.IsNaN(exact) || actual.Equals(exact) && double.IsNegative(actual) == double.IsNegative(exact)
                ? 0 : double.PositiveInfinity;
        if (!double.IsFinite(actual))
            return double.PositiveInfinity;
        var ulp = Math.Max(Math.ScaleB(1, Math.ILogB(exact) - 52), double.Epsilon);
        return Math.Abs(actual - exact) / ulp;
    }

    public static void AtMost(double ulp, (double Ulp, double At) worst) =>
        Assert.True(worst.Ulp <= ulp, $"{worst.Ulp:F2} ulp at {worst.At:R}; at most {ulp} is allowed");

    static bool SameSpecial(float actual, float rounded) =>
        float.IsNaN(rounded) ? float.IsNaN(actual) : actual == rounded && float.IsNegative(actual) == float.IsNegative(rounded);

    // Results at the very edge of overflow or underflow may fall to either side.
    static double NextToSpecial(float actual, double exact)
    {
        if (float.IsNaN(actual) || double.IsNaN(exact) || double.IsInfinity(exact) || exact == 0)
            return double.PositiveInfinity;
        return Math.Abs(exact) < 1
            ? Math.Abs(actual - exact) / float.Epsilon
            : Math.Abs(Math.Abs(exact) - float.MaxValue) / Math.ScaleB(1, 104);
    }
}
