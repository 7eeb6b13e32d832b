namespace D2lDsl.SeedsTests;

/// <summary>A trained scale does not keep attention from being one step: it scales the queries.</summary>
public class TemperedTests
{
    [Theory]
    [InlineData(1, 4)]
    [InlineData(7, 3)]
    [InlineData(130, 60)]
    public void Values_and_gradients_are_those_of_the_eager_run(int n, int m)
    {
        var random = new Random(8);
        Tensor<double> Numbers(params int[] shape) => Tensor.RandN<double>(random, shape);
        var one = new TemperedModels.OneKernel();
        Tensor<double> q = Numbers(n, 3), k = Numbers(m, 3), v = Numbers(m, 2), temperature = Tensor.Of([-0.7]);
        Close(TemperedModels.One(q, k, v, temperature), one.Forward(q, k, v, temperature));
        Close(TemperedModels.One(q, k, v, temperature), one.ForwardBackward(q, k, v, temperature, Numbers(n, 2)));
        Right(one.CheckGradients(q, k, v, temperature));

        var heads = new TemperedModels.HeadsKernel();
        Tensor<double> qs = Numbers(2, 3, m, 2), ks = Numbers(2, 3, m, 2), vs = Numbers(2, 3, m, 2), logScale = Numbers(3, 1, 1), bias = Numbers(m, m);
        Close(TemperedModels.Heads(qs, ks, vs, logScale, bias, 5), heads.Forward(qs, ks, vs, logScale, bias, 5));
        if (m < 10)
            Right(heads.CheckGradients(qs, ks, vs, logScale, bias, 5));

        var layers = new TemperedModels.LayersKernel();
        Tensor<double> x = Numbers(m, 3), w = Numbers(2, 3, 9), gate = Numbers(3, 1);
        Assert.Equal(TemperedModels.Layers(x, w, gate).Item(), layers.ForwardBackward(x, w, gate), 1e-9);
        Right(layers.CheckGradients(x, w, gate));

        static void Right(GradientCheck check) => Assert.True(check.RelativeError < 1e-6, check.ToString());
    }

    [Fact]
    public void No_matrix_of_scores_is_in_memory()
    {
        Assert.All([TemperedModels.OneKernel.Plan, TemperedModels.HeadsKernel.Plan, TemperedModels.LayersKernel.Plan], plan =>
        {
            Assert.Contains("a block of", plan);
            Assert.DoesNotMatch(@"(n, m|n, n)\] (double|bool)", plan);
        });
        Assert.Contains("keys from query + 1 on are left out", TemperedModels.HeadsKernel.Plan);
    }

    static void Close(Tensor<double> expected, Tensor<double> actual)
    {
        foreach (var (a, b) in expected.ToArray().Zip(actual.ToArray()))
            Assert.InRange(b - a, -1e-9 * (1 + Math.Abs(a)), 1e-9 * (1 + Math.Abs(a)));
    }
}
