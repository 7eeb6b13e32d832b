namespace D2lDsl.Runtime.Tests;

public class InitializerTests
{
    static float[] Fill(Init init, params int[] shape)
    {
        var parameter = Tensor.Full(shape, 9f);
        Initializer.Fill(parameter, init, new Random(5));
        return parameter.ToArray();
    }

    [Fact]
    public void Constants_and_defaults()
    {
        Assert.All(Fill(Init.Zeros, 3, 4), x => Assert.Equal(0, x));
        Assert.All(Fill(Init.Ones, 3), x => Assert.Equal(1, x));
        Assert.All(Fill(Init.Default, 7), x => Assert.Equal(0, x));
        Assert.Equal(Fill(Init.Xavier, 30, 20), Fill(Init.Default, 30, 20));
        Assert.Equal([2], new ParameterAttribute { Init = Init.Ones }.Init == Init.Ones ? [2] : []);
    }

    [Theory]
    [InlineData(Init.Xavier, 0.1)]
    [InlineData(Init.Kaiming, 0.12247448713915890)]
    public void Uniform_values_fill_their_bounds(Init init, double bound)
    {
        float[] values = Fill(init, 400, 200);
        Assert.InRange(values.Max(), bound * 0.999, bound);
        Assert.InRange(values.Min(), -bound, -bound * 0.999);
        Assert.InRange(values.Average(), -0.001, 0.001);
    }

    [Theory]
    [InlineData(Init.XavierNormal, 0.057735026918962574)]
    [InlineData(Init.KaimingNormal, 0.07071067811865475)]
    [InlineData(Init.Normal, 0.01)]
    public void Normal_values_have_their_deviation(Init init, double deviation)
    {
        float[] values = Fill(init, 400, 200);
        Assert.InRange(Math.Sqrt(values.Average(x => (double)x * x)), deviation * 0.99, deviation * 1.01);
    }

    [Fact]
    public void Further_axes_multiply_both_fans()
    {
        double bound = Math.Sqrt(6.0 / (9 * 10 + 9 * 20));
        Assert.InRange(Fill(Init.Xavier, 10, 20, 3, 3).Max(), bound * 0.99, bound);
    }

    [Fact]
    public void Fans_need_two_axes() =>
        Assert.Equal("Init.Xavier needs sizes [in, out], the parameter has shape [7]; choose Init.Normal or Init.Zeros",
            Assert.Throws<ArgumentException>(() => Fill(Init.Xavier, 7)).Message);
}
