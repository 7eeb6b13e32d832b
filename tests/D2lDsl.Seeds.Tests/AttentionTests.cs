namespace D2lDsl.SeedsTests;

/// <summary>Attention as one step against the same model in loops and products.</summary>
public class AttentionTests
{
    [Theory]
    [InlineData(3, 4, 2, 5)]
    [InlineData(70, 40, 16, 16)]
    [InlineData(33, 600, 20, 7)]
    [InlineData(0, 4, 2, 5)]
    [InlineData(3, 0, 2, 5)]
    [InlineData(0, 0, 2, 5)]
    [InlineData(3, 4, 2, 0)]
    public void One_step_gives_the_values_and_gradients_of_many(int n, int m, int d, int e)
    {
        var random = new Random(3);
        Tensor<float> q = Tensor.RandN(random, n, d), k = Tensor.RandN(random, m, d), v = Tensor.RandN(random, m, e), seed = Tensor.RandN(random, n, e);
        var (joined, apart) = (new AttentionModels.PlainKernel(), new AttentionModels.PlainApartKernel());
        var scale = Tensor.Of([1 / MathF.Sqrt(d)]);
        Close(apart.Forward(q, k, v, scale), joined.Forward(q, k, v));
        Close(AttentionModels.Plain(q, k, v), joined.Forward(q, k, v));
        Close(apart.ForwardBackward(q, k, v, scale, seed), joined.ForwardBackward(q, k, v, seed));
        Close(apart.Gradients.Q, joined.Gradients.Q);
        Close(apart.Gradients.K, joined.Gradients.K);
        Close(apart.Gradients.V, joined.Gradients.V);
        joined.ForwardBackward(q, k, v, seed, accumulate: true);
        Close(apart.Gradients.K * 2, joined.Gradients.K);
        // Where there are no keys nothing is weighed: 0, and no gradient.
        if (m == 0)
            Assert.All([.. joined.Forward(q, k, v).ToArray(), .. joined.Gradients.Q.ToArray()], value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Gradients_flow_through_what_follows_it()
    {
        var random = new Random(4);
        Tensor<float> q = Tensor.RandN(random, 3, 20, 16), k = Tensor.RandN(random, 3, 20, 16), v = Tensor.RandN(random, 3, 20, 16), y = Tensor.RandN(random, 3, 20, 16);
        var (joined, apart) = (new AttentionModels.LossKernel(), new AttentionModels.LossApartKernel());
        Assert.Equal(apart.ForwardBackward(q, k, v, y, Tensor.Of([0.25f])), joined.ForwardBackward(q, k, v, y), 1e-5f);
        Close(apart.Gradients.Q, joined.Gradients.Q);
        Close(apart.Gradients.K, joined.Gradients.K);
        Close(apart.Gradients.V, joined.Gradients.V);
    }

    [Fact]
    public void Gradients_of_projections_agree_with_differences()
    {
        var random = new Random(5);
        Tensor<float> x = Tensor.RandN(random, 6, 4), wq = Tensor.RandN(random, 4, 3), wk = Tensor.RandN(random, 4, 3), wv = Tensor.RandN(random, 4, 3);
        var kernel = new AttentionModels.OfItselfKernel();
        Close(AttentionModels.OfItself(x, wq, wk, wv), kernel.Forward(x, wq, wk, wv));
        Assert.True(kernel.CheckGradients(x, wq, wk, wv).Passed(2e-2));
    }

    [Fact]
    public void The_plan_has_no_matrix_of_scores()
    {
        foreach (var plan in new[] { AttentionModels.PlainKernel.Plan, AttentionModels.LossKernel.Plan, AttentionModels.OfItselfKernel.Plan })
        {
            Assert.Contains("a block of", plan);
            Assert.DoesNotContain("[n, m] float", plan);
            Assert.DoesNotContain("[n, n] float", plan);
            Assert.DoesNotContain("[b, n, n] float", plan);
        }
    }

    [Fact]
    public void Where_the_weights_are_wanted_they_are_computed()
    {
        Assert.DoesNotContain("a block of", AttentionModels.WithWeightsKernel.Plan);
        Assert.DoesNotContain("a block of", AttentionModels.PlainApartKernel.Plan);
        var x = Tensor.RandN(new Random(6), 5, 3);
        Close(AttentionModels.WithWeights(x).Weights, new AttentionModels.WithWeightsKernel().Forward(x).Item2);
    }

    static void Close(Tensor<float> expected, Tensor<float> actual)
    {
        Assert.Equal(expected.Shape.ToString(), actual.Shape.ToString());
        foreach (var (a, b) in expected.ToArray().Zip(actual.ToArray()))
            Assert.InRange(b - a, -1e-4f * (1 + Math.Abs(a)), 1e-4f * (1 + Math.Abs(a)));
    }
}
