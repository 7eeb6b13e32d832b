using System.Runtime.Intrinsics;
using D2lDsl.Runtime;
using Xunit.Abstractions;

namespace D2lDsl.Numerics.Tests;

/// <summary>The documented error bounds of the vector functions, over every exponent and dense sweeps.</summary>
public sealed class VectorMathAccuracyTests(ITestOutputHelper output)
{
    static readonly Dictionary<string, (double Bound, float Range, Func<Vector512<float>, Vector512<float>> Actual, Func<double, double> Exact)> Single = new()
    {
        ["Exp"] = (1.5, 105, VectorMath.Exp, Math.Exp),
        ["Log"] = (2.5, 100, VectorMath.Log, Math.Log),
        ["Tanh"] = (5, 10, VectorMath.Tanh, Math.Tanh),
        ["Sin"] = (2, 60_000, VectorMath.Sin, Math.Sin),
        ["Cos"] = (2, 60_000, VectorMath.Cos, Math.Cos),
        ["Atan"] = (3, 1000, VectorMath.Atan, Math.Atan),
        ["Erf"] = (2, 5, VectorMath.Erf, ErrorFunction.Erf),
        ["Sqrt"] = (0.5, 100, VectorMath.Sqrt, Math.Sqrt),
        ["Abs"] = (0, 100, VectorMath.Abs, Math.Abs),
        ["Floor"] = (0, 100, VectorMath.Floor, Math.Floor),
    };

    static readonly Dictionary<string, (double Bound, double Range, Func<Vector512<double>, Vector512<double>> Actual, Func<double, double> Exact)> Double = new()
    {
        ["Exp"] = (2, 746, VectorMath.Exp, Math.Exp),
        ["Log"] = (2, 100, VectorMath.Log, Math.Log),
        ["Tanh"] = (4, 22, VectorMath.Tanh, Math.Tanh),
        ["Sin"] = (2, 1000, VectorMath.Sin, Math.Sin),
        ["Cos"] = (2, 1000, VectorMath.Cos, Math.Cos),
        ["Atan"] = (2, 1000, VectorMath.Atan, Math.Atan),
        ["Erf"] = (4, 6.5, VectorMath.Erf, ErrorFunction.Erf),
        ["Sqrt"] = (0.5, 100, VectorMath.Sqrt, Math.Sqrt),
        ["Abs"] = (0, 100, VectorMath.Abs, Math.Abs),
        ["Floor"] = (0, 100, VectorMath.Floor, Math.Floor),
    };

    public static TheoryData<string> Names => [.. Single.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Float_vectors_are_within_the_bound(string name)
    {
        var (bound, range, actual, exact) = Single[name];
        var worst = Accuracy.Of(Samples.Singles(-range, range, name == "Erf" ? 20_000 : 400_000), actual, exact);
        output.WriteLine($"{name}: {worst.Ulp:F2} ulp at {worst.At:R}");
        Accuracy.AtMost(bound, worst);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_vectors_are_within_the_bound(string name)
    {
        var (bound, range, actual, exact) = Double[name];
        var worst = Accuracy.Of(Samples.Doubles(-range, range, name == "Erf" ? 10_000 : 200_000), actual, exact);
        output.WriteLine($"{name}: {worst.Ulp:F2} ulp at {worst.At:R}");
        // The reference itself is a double with up to one ulp of its own.
        Accuracy.AtMost(bound, worst);
    }

    [Fact]
    public void Erf_that_gives_the_bell_too_is_within_the_bound()
    {
        Accuracy.AtMost(2, Accuracy.Of(Samples.Singles(-5, 5, 20_000), x => VectorMath.Erf(x, out _), ErrorFunction.Erf));
        Accuracy.AtMost(4, Accuracy.Of(Samples.Doubles(-6.5, 6.5, 10_000), x => VectorMath.Erf(x, out _), ErrorFunction.Erf));
        var values = Samples.Singles(-5, 5, 1000);
        for (var i = 0; i < values.Length; i += 16)
        {
            var x = Vector512.Create(values, i);
            VectorMath.Erf(x, out var bell);
            Assert.Equal(VectorMath.Exp(-(x * x)), bell);
        }
    }

    [Fact]
    public void One_plus_erf_is_within_the_bound()
    {
        var worst = (Above: 0.0, Below: 0.0);
        foreach (var size in Samples.Singles(0, 12, 20_000).Concat([0, float.PositiveInfinity]))
        {
            var (above, below) = (VectorMath.OnePlusErf(Vector512.Create(size))[0], VectorMath.OnePlusErf(Vector512.Create(-size), out var bell)[0]);
            Assert.Equal(VectorMath.Exp(-(Vector512.Create(size) * size)), bell);
            if (float.IsNaN(size))
            {
                Assert.True(float.IsNaN(above) && float.IsNaN(below));
                continue;
            }
            // Samples of either sign.
            (above, below) = size < 0 ? (below, above) : (above, below);
            var erf = ErrorFunction.Erf(Math.Abs((double)size));
            worst = (Math.Max(worst.Above, Accuracy.Distance(above, 1 + erf)), Math.Max(worst.Below, Math.Abs(below - (1 - erf))));
            Assert.InRange(below, 0, 1);
        }
        output.WriteLine($"{worst.Above:F2} ulp from 0 up, {worst.Below:R} below");
        Assert.InRange(worst.Above, 0, 2);
        Assert.InRange(worst.Below, 0, 2e-7);
        Assert.Equal(0, VectorMath.OnePlusErf(Vector512.Create(float.NegativeInfinity))[0]);
        Assert.True(float.IsNaN(VectorMath.OnePlusErf(Vector512.Create(float.NaN))[0]));
        foreach (var x in Samples.Doubles(-6.5, 6.5, 1000))
            Assert.Equal((Vector512.Create(1.0) + VectorMath.Erf(Vector512.Create(x)))[0], VectorMath.OnePlusErf(Vector512.Create(x))[0]);
    }

    [Fact]
    public void Angles_near_zeros_of_sine_and_cosine_are_within_the_bound()
    {
        // The floats around multiples of pi/2, where the result is all cancellation.
        var angles = new float[16 * 2 * 1000];
        for (var i = 0; i < angles.Length; i++)
        {
            var angle = (float)(i / 2 * Math.PI / 2);
            angles[i] = i % 2 == 0 ? angle : MathF.BitIncrement(angle);
        }
        Accuracy.AtMost(2, Accuracy.Of(angles, VectorMath.Sin, Math.Sin));
        Accuracy.AtMost(2, Accuracy.Of(angles, VectorMath.Cos, Math.Cos));
    }

    [Fact]
    public void Scalar_erf_is_within_the_bound()
    {
        double worst = 0, worstSingle = 0;
        foreach (var x in Samples.Doubles(-6.5, 6.5, 10_000))
        {
            worst = Math.Max(worst, Accuracy.Distance(VectorMath.Erf(x), ErrorFunction.Erf(x)));
            worstSingle = Math.Max(worstSingle, Accuracy.Distance(VectorMath.Erf((float)x), ErrorFunction.Erf((float)x)));
        }
        output.WriteLine($"double {worst:F2}, float {worstSingle:F2} ulp");
        Assert.InRange(worst, 0, 4);
        Assert.InRange(worstSingle, 0, 1);
    }

    [Fact]
    public void Tanh_is_within_the_bound_where_it_is_worst()
    {
        // Every float of a stretch in which the samples above, which stay below 5, find nothing.
        var values = new List<float>();
        for (var x = 0.0605f; x < 0.0615f; x = MathF.BitIncrement(x))
            values.Add(x);
        var worst = Accuracy.Of([.. values.Take(values.Count / 16 * 16)], VectorMath.Tanh, Math.Tanh);
        output.WriteLine($"{worst.Ulp:F2} ulp at {worst.At:R}");
        Accuracy.AtMost(5.3, worst);
    }

    [Fact]
    public void Tanh_saturates_at_one_and_never_exceeds_it()
    {
        foreach (var x in Samples.Singles(5, 12, 100_000))
        {
            var y = VectorMath.Tanh(Vector512.Create(x))[0];
            Assert.False(MathF.Abs(y) > 1, $"tanh({x:R}) = {y:R}");
            if (MathF.Abs(x) >= 9.1f)
                Assert.Equal(MathF.Sign(x), y);
        }
        Assert.Equal(1.0, VectorMath.Tanh(Vector512.Create(20.0))[0]);
    }
}
