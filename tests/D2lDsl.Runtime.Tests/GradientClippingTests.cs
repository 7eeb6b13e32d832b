using D2lDsl.Runtime.Tests.Golden;

namespace D2lDsl.Runtime.Tests;

public class GradientClippingTests
{
    [Fact]
    public void Clips_as_PyTorch_does()
    {
        foreach (var golden in TrainingGolden.Each("clipping"))
        {
            var gradients = Of([.. Enumerable.Range(0, 9).Select(i => (i - 3) / 4f)]);
            double max = golden.GetProperty("max").GetDouble();
            if (golden.TryGetProperty("norm", out var norm))
            {
                var order = golden.GetProperty("order");
                double given = order.ValueKind == System.Text.Json.JsonValueKind.String ? double.PositiveInfinity : order.GetDouble();
                Assert.Equal(norm.GetDouble(), gradients.ClipNorm(max, given), 1e-6);
            }
            else
            {
                gradients.ClipValue(max);
            }

            Assert.Equal(TrainingGolden.Numbers(golden.GetProperty("gradients")), gradients.Flat.ToArray().Select(g => (double)g), (a, b) => Math.Abs(a - b) < 1e-6);
        }
    }

    [Fact]
    public void Large_gradients_do_not_overflow_and_NaN_stays()
    {
        var large = Of([.. Enumerable.Repeat(1e30f, 1000)]);
        Assert.Equal(1e30 * Math.Sqrt(1000), large.ClipNorm(1), 1e26);
        Assert.Equal(1 / Math.Sqrt(1000), large.Flat[999].Item(), 1e-6);
        var broken = Of(float.NaN, 5);
        broken.ClipValue(1);
        Assert.Equal([float.NaN, 1f], broken.Flat.ToArray());
        Assert.Equal(double.NaN, broken.ClipNorm(1));
        Assert.Equal([float.NaN, 1f], broken.Flat.ToArray());
    }

    [Fact]
    public void Doubles_no_gradients_and_limits_out_of_range()
    {
        var doubles = new Gradients<double>("W");
        doubles.Resize(1, 2);
        doubles.Flat.Fill(3);
        Assert.Equal(Math.Sqrt(18), doubles.ClipNorm(1), 1e-12);
        Assert.Equal(Math.Sqrt(0.5), doubles.Flat[1].Item(), 1e-6);
        Assert.Equal(0, Of().ClipNorm(1, double.PositiveInfinity));
        Assert.Equal("ClipNorm: maxNorm is -1; it must be 0 or more", Assert.Throws<ArgumentOutOfRangeException>(() => Of(1).ClipNorm(-1)).Message);
        Assert.Equal("ClipNorm: the norm is of order 0; it must be above 0", Assert.Throws<ArgumentOutOfRangeException>(() => Of(1).ClipNorm(1, 0)).Message);
        Assert.Equal("ClipValue: maxValue is NaN; it must be 0 or more", Assert.Throws<ArgumentOutOfRangeException>(() => Of(1).ClipValue(double.NaN)).Message);
    }

    [Fact]
    public void Allocates_nothing()
    {
        var gradients = Of([.. Enumerable.Repeat(1f, 1000)]);
        Assert.Equal(0, Allocation.Of(() =>
        {
            gradients.ClipNorm(0.5);
            gradients.ClipValue(0.1);
        }));
    }

    static Gradients<float> Of(params float[] values)
    {
        var gradients = new Gradients<float>("W");
        gradients.Resize(1, values.Length);
        values.CopyTo(gradients.Flat.AsSpan());
        return gradients;
    }
}
