using System.Runtime.Intrinsics;
using D2lDsl.Runtime;

namespace D2lDsl.Numerics.Tests;

/// <summary>Powers, extrema, selection and the reductions of one vector: special values and order.</summary>
public sealed class VectorMathSpecialCaseTests
{
    static readonly float[] Bases = [0f, -0f, 1f, -1f, 2f, -2f, 0.5f, 3f, -3f, 1e-40f, 1e30f, float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 7f];
    static readonly float[] Exponents = [0f, -0f, 1f, -1f, 2f, -2f, 3f, -3f, 0.5f, -0.5f, 1.7f, 100f, -100f, float.PositiveInfinity, float.NegativeInfinity, float.NaN];

    [Fact]
    public void Powers_have_the_special_cases_of_the_scalar_function()
    {
        var x = Vector512.Create(Bases);
        foreach (var exponent in Exponents)
        {
            var y = VectorMath.Pow(x, Vector512.Create(exponent));
            for (var lane = 0; lane < 16; lane++)
                AssertSame(MathF.Pow(Bases[lane], exponent), y[lane], $"pow({Bases[lane]}, {exponent})");
        }
        for (var shift = 0; shift < 16; shift++)
        {
            var exponents = Exponents.Select((_, i) => Exponents[(i + shift) % 16]).ToArray();
            var y = VectorMath.Pow(x, Vector512.Create(exponents));
            for (var lane = 0; lane < 16; lane++)
                AssertSame(MathF.Pow(Bases[lane], exponents[lane]), y[lane], $"pow({Bases[lane]}, {exponents[lane]})");
        }
    }

    [Fact]
    public void Double_powers_have_the_special_cases_of_the_scalar_function()
    {
        foreach (var b in Bases)
            foreach (var exponent in Exponents)
            {
                var y = VectorMath.Pow(Vector512.Create((double)b), Vector512.Create((double)exponent))[5];
                Assert.True(Accuracy.Distance(y, Math.Pow(b, exponent)) <= 1, $"pow({b}, {exponent}) = {y}");
            }
    }

    [Fact]
    public void Powers_of_ordinary_numbers_are_within_one_ulp()
    {
        var random = new Random(1);
        Span<float> x = stackalloc float[16], y = stackalloc float[16];
        for (var round = 0; round < 5000; round++)
        {
            for (var i = 0; i < 16; i++)
            {
                x[i] = (float)Math.Exp(20 * random.NextDouble() - 10);
                y[i] = (float)(20 * random.NextDouble() - 10);
            }
            var z = VectorMath.Pow(Vector512.Create<float>(x), Vector512.Create<float>(y));
            for (var i = 0; i < 16; i++)
                Assert.InRange(Accuracy.Distance(z[i], Math.Pow(x[i], y[i])), 0, 1);
        }
    }

    [Fact]
    public void Extrema_pass_nan_on_and_order_the_zeros()
    {
        foreach (var a in Bases)
            foreach (var b in Bases)
            {
                AssertSame(MathF.Min(a, b), VectorMath.Min(Vector512.Create(a), Vector512.Create(b))[3], $"min({a}, {b})");
                AssertSame(MathF.Max(a, b), VectorMath.Max(Vector512.Create(a), Vector512.Create(b))[3], $"max({a}, {b})");
                AssertSame(Math.Min((double)a, b), VectorMath.Min(Vector512.Create((double)a), Vector512.Create((double)b))[3], $"min({a}, {b})");
                AssertSame(Math.Max((double)a, b), VectorMath.Max(Vector512.Create((double)a), Vector512.Create((double)b))[3], $"max({a}, {b})");
            }
    }

    [Fact]
    public void Reductions_find_nan_in_any_lane()
    {
        for (var lane = 0; lane < 16; lane++)
        {
            var x = Vector512.CreateSequence(1f, 1f).WithElement(lane, float.NaN);
            Assert.True(float.IsNaN(VectorMath.HorizontalMax(x)));
            Assert.True(float.IsNaN(VectorMath.HorizontalMin(x)));
            Assert.True(float.IsNaN(VectorMath.HorizontalSum(x)));
            Assert.True(float.IsNaN(VectorMath.HorizontalProd(x)));
            var y = Vector512.CreateSequence(1.0, 1.0).WithElement(lane / 2, double.NaN);
            Assert.True(double.IsNaN(VectorMath.HorizontalMax(y)));
            Assert.True(double.IsNaN(VectorMath.HorizontalMin(y)));
            Assert.True(double.IsNaN(VectorMath.HorizontalSum(y)));
            Assert.True(double.IsNaN(VectorMath.HorizontalProd(y)));
        }
    }

    [Fact]
    public void Reductions_see_every_lane()
    {
        for (var lane = 0; lane < 16; lane++)
        {
            var x = Vector512.CreateSequence(1f, 1f).WithElement(lane, 100f);
            Assert.Equal(136f - (lane + 1) + 100f, VectorMath.HorizontalSum(x));
            Assert.Equal(2f, VectorMath.HorizontalProd(Vector512<float>.One.WithElement(lane, 2f)));
            Assert.Equal(100f, VectorMath.HorizontalMax(x));
            Assert.Equal(-100f, VectorMath.HorizontalMin(-x));
            var y = Vector512.CreateSequence(1.0, 1.0).WithElement(lane / 2, 100.0);
            Assert.Equal(36.0 - (lane / 2 + 1) + 100.0, VectorMath.HorizontalSum(y));
            Assert.Equal(2.0, VectorMath.HorizontalProd(Vector512<double>.One.WithElement(lane / 2, 2.0)));
            Assert.Equal(100.0, VectorMath.HorizontalMax(y));
            Assert.Equal(-100.0, VectorMath.HorizontalMin(-y));
        }
    }

    [Fact]
    public void Selection_takes_the_first_where_the_condition_holds()
    {
        Assert.Equal(1f, VectorMath.Select(true, 1f, 2f));
        Assert.Equal(2.0, VectorMath.Select(false, 1.0, 2.0));
        var x = Vector512.CreateSequence(0f, 1f);
        var picked = VectorMath.Select(Vector512.LessThan(x, Vector512.Create(8f)), x, -x);
        Assert.Equal(7f, picked[7]);
        Assert.Equal(-8f, picked[8]);
    }

    static void AssertSame(double expected, double actual, string what)
    {
        var same = double.IsNaN(expected) ? double.IsNaN(actual)
            : expected == actual ? double.IsNegative(expected) == double.IsNegative(actual)
            : Accuracy.Distance((float)actual, expected) <= 1;
        Assert.True(same, $"{what}: {actual}, not {expected}");
    }
}
