namespace D2lDsl.SeedsTests;

/// <summary>Attention of one query is one step as that of many is.</summary>
public class SingleTests
{
    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(3, 7, 6)]
    [InlineData(2, 700, 20)]
    [InlineData(0, 5, 4)]
    public void Values_and_gradients_are_those_of_the_eager_run(int b, int m, int c)
    {
        var random = new Random(2);
        Tensor<double> Numbers(params int[] shape) => Tensor.RandN<double>(random, shape);
        var (plain, cached) = (new SingleModels.PlainKernel(), new SingleModels.CachedKernel());
        Tensor<double> q = Numbers(b, c), k = Numbers(b, m, c), v = Numbers(b, m, c + 1), x = Numbers(b, 1, c), w = Numbers(c, c), values = Numbers(b, m, c), bias = Numbers(2, 1, m);
        var filled = Tensor.Of(Enumerable.Range(0, b).Select(i => 1 + i * m / 2).ToArray());
        Close(SingleModels.Plain(q, k, v), plain.Forward(q, k, v));
        Close(SingleModels.Plain(q, k, v), plain.ForwardBackward(q, k, v, Numbers(b, c + 1)));
        Close(SingleModels.Cached(x, w, k, values, filled, bias), cached.Forward(x, w, k, values, filled, bias));
        if (b == 0 || m > 100)
            return;
        Assert.True(plain.CheckGradients(q, k, v).RelativeError < 1e-6);
        Assert.True(cached.CheckGradients(x, w, k, values, filled, bias).RelativeError < 1e-6);
    }

    [Fact]
    public void One_query_alone_has_masks_and_dropout_too()
    {
        var random = new Random(3);
        Tensor<double> q = Tensor.RandN<double>(random, 1, 3), k = Tensor.RandN<double>(random, 40, 3);
        var kernel = new SingleModels.FarKernel();
        Assert.Equal(SingleModels.Far(q, k, 5).Item(), kernel.ForwardBackward(q, k, 5), 1e-9);
        Assert.True(kernel.CheckGradients(q, k, 5).RelativeError < 1e-6);
        Assert.All([SingleModels.PlainKernel.Plan, SingleModels.CachedKernel.Plan, SingleModels.FarKernel.Plan], plan => Assert.Contains("a block of [1, m]", plan));
    }

    static void Close(Tensor<double> expected, Tensor<double> actual)
    {
        Assert.Equal(expected.Shape.ToString(), actual.Shape.ToString());
        foreach (var (one, other) in expected.ToArray().Zip(actual.ToArray()))
            Assert.Equal(one, other, 1e-9 * Math.Max(1, Math.Abs(one)));
    }
}
