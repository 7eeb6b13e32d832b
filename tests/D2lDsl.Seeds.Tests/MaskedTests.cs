namespace D2lDsl.SeedsTests;

/// <summary>Attention with changed scores and weights as one step, against the same model in loops and products.</summary>
public class MaskedTests
{
    [Theory]
    [InlineData(0, 5, 2, 4)]
    [InlineData(5, 0, 2, 4)]
    [InlineData(3, 5, 2, 4)]
    [InlineData(5, 3, 2, 4)]
    [InlineData(70, 70, 16, 16)]
    [InlineData(210, 600, 20, 7)]
    public void A_causal_mask_gives_the_values_and_gradients_of_many_steps(int n, int m, int d, int e)
    {
        var random = new Random(3);
        Tensor<float> q = Tensor.RandN(random, n, d), k = Tensor.RandN(random, m, d), v = Tensor.RandN(random, m, e), seed = Tensor.RandN(random, n, e);
        var (joined, apart) = (new MaskedModels.OneKernel(), new MaskedModels.OneApartKernel());
        var scale = Tensor.Of([1f]);
        Close(apart.Forward(q, k, v, 1, scale), joined.Forward(q, k, v, 1));
        Close(apart.ForwardBackward(q, k, v, 1, scale, seed), joined.ForwardBackward(q, k, v, 1, seed));
        Close(apart.Gradients.Q, joined.Gradients.Q);
        Close(apart.Gradients.K, joined.Gradients.K);
        Close(apart.Gradients.V, joined.Gradients.V);
    }

    [Fact]
    public void Lengths_of_flattened_rows_mask_keys_and_rows_without_any_are_uniform()
    {
        var random = new Random(4);
        Tensor<float> q = Tensor.RandN(random, 4, 9, 6), k = Tensor.RandN(random, 4, 37, 6), v = Tensor.RandN(random, 4, 37, 5), y = Tensor.RandN(random, 4, 9, 5);
        var lengths = Tensor.Of([37, 0, 1, 20]);
        var (joined, apart) = (new MaskedModels.PaddedKernel(), new MaskedModels.PaddedApartKernel());
        Assert.Equal(apart.ForwardBackward(q, k, v, lengths, y, Tensor.Of([1f])), joined.ForwardBackward(q, k, v, lengths, y), 1e-5f);
        Close(apart.Gradients.Q, joined.Gradients.Q);
        Close(apart.Gradients.K, joined.Gradients.K);
        Close(apart.Gradients.V, joined.Gradients.V);
    }

    [Theory]
    [InlineData(2, 3, 5, 7)]
    [InlineData(2, 3, 5, 0)]
    [InlineData(0, 3, 5, 7)]
    [InlineData(2, 3, 33, 40)]
    [InlineData(1, 2, 100, 530)]
    public void Masks_biases_and_dropout_of_heads_are_drawn_in_blocks(int b, int h, int n, int m)
    {
        var random = new Random(5);
        Tensor<float> q = Tensor.RandN(random, b, h, n, 6), k = Tensor.RandN(random, b, h, m, 6), v = Tensor.RandN(random, b, h, m, 5), seed = Tensor.RandN(random, b, h, n, 5);
        var (visible, bias) = (Tensor.RandN(random, b, m) > -0.5f, Tensor.RandN(random, h, n, m));
        var (joined, apart) = (new MaskedModels.DroppedKernel(), new MaskedModels.DroppedApartKernel());
        var scale = Tensor.Of([0.4f]);
        Close(apart.Forward(q, k, v, visible, bias, 9, scale), joined.Forward(q, k, v, visible, bias, 9));
        Close(apart.ForwardBackward(q, k, v, visible, bias, 9, scale, seed), joined.ForwardBackward(q, k, v, visible, bias, 9, seed));
        Close(apart.Gradients.Q, joined.Gradients.Q);
        Close(apart.Gradients.K, joined.Gradients.K);
        Close(apart.Gradients.V, joined.Gradients.V);
    }

    static void Close(Tensor<float> expected, Tensor<float> actual)
    {
        Assert.Equal(expected.Shape.ToString(), actual.Shape.ToString());
        foreach (var (a, b) in expected.ToArray().Zip(actual.ToArray()))
            if (float.IsNaN(a))
                Assert.Equal(a, b);
            else
                Assert.InRange(b - a, -1e-4f * (1 + Math.Abs(a)), 1e-4f * (1 + Math.Abs(a)));
    }

    [Fact]
    public void No_matrix_of_scores_is_in_memory()
    {
        foreach (var plan in new[] { MaskedModels.OneKernel.Plan, MaskedModels.PaddedKernel.Plan, MaskedModels.DroppedKernel.Plan })
        {
            Assert.Contains("a block of [n, m] at a time", plan);
            Assert.DoesNotContain("loop nest over", plan);
            Assert.DoesNotMatch(@"n, m\] (float|bool)", plan);
        }
        foreach (var plan in new[] { MaskedModels.OneApartKernel.Plan, MaskedModels.PaddedApartKernel.Plan, MaskedModels.DroppedApartKernel.Plan })
            Assert.DoesNotContain("a block of", plan);
    }
}
