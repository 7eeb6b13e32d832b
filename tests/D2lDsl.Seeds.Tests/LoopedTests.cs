namespace D2lDsl.SeedsTests;

/// <summary>Attention as one step in every turn of a loop, against the eager run, the same model in loops and products, and differences.</summary>
public class LoopedTests
{
    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 1)]
    [InlineData(2, 7)]
    [InlineData(2, 110)]
    public void Every_turn_gives_the_values_and_gradients_of_many_steps(int layers, int n)
    {
        var random = new Random(3);
        Tensor<double> x = Tensor.RandN<double>(random, n, 4), wq = Tensor.RandN<double>(random, layers, 4, 5), wk = Tensor.RandN<double>(random, layers, 4, 5), wv = Tensor.RandN<double>(random, layers, 4, 4);
        var (joined, apart) = (new LoopedModels.LayersKernel(), new LoopedModels.LayersApartKernel());
        var expected = LoopedModels.Layers(x, wq, wk, wv).Item();
        Assert.Equal(expected, joined.Forward(x, wq, wk, wv), 1e-9);
        Assert.Equal(expected, joined.ForwardBackward(x, wq, wk, wv), 1e-9);
        Assert.Equal(expected, apart.ForwardBackward(x, wq, wk, wv, Tensor.Of([1.0])), 1e-9);
        foreach (var (a, b) in new[] { (apart.Gradients.Wq, joined.Gradients.Wq), (apart.Gradients.Wk, joined.Gradients.Wk), (apart.Gradients.Wv, joined.Gradients.Wv) })
            foreach (var (one, other) in a.ToArray().Zip(b.ToArray()))
                Assert.Equal(one, other, 1e-9 * Math.Max(1, Math.Abs(one)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    public void Masks_and_dropout_go_along_in_branches(int padded)
    {
        var random = new Random(4);
        Tensor<double> x = Tensor.RandN<double>(random, 7, 4), w = Tensor.RandN<double>(random, 3, 4, 4);
        var there = Tensor.Of([true, false, true, true, false, true, true]);
        var kernel = new LoopedModels.ChosenKernel();
        var (loss, states) = LoopedModels.Chosen(x, w, there, padded, 5);
        var result = kernel.Forward(x, w, there, padded, 5);
        Assert.Equal(loss.Item(), result.Loss, 1e-9);
        foreach (var (one, other) in states.ToArray().Zip(result.States.ToArray()))
            Assert.Equal(one, other, 1e-9 * Math.Max(1, Math.Abs(one)));
        Assert.True(kernel.CheckGradients(x, w, there, padded, 5).RelativeError < 1e-7);
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(3, 1)]
    [InlineData(1, 210)]
    [InlineData(0, 4)]
    public void Heads_are_read_where_they_lie(int n, int t)
    {
        var random = new Random(9);
        Tensor<double> x = Tensor.RandN<double>(random, n, t, 6), wq = Tensor.RandN<double>(random, 6, 6), wk = Tensor.RandN<double>(random, 6, 6), wv = Tensor.RandN<double>(random, 6, 6), wo = Tensor.RandN<double>(random, 6, 6);
        var kernel = new LoopedModels.HeadsKernel();
        Assert.Equal(LoopedModels.Heads(x, wq, wk, wv, wo).Item(), kernel.Forward(x, wq, wk, wv, wo), 1e-9);
        Assert.Equal(LoopedModels.Heads(x, wq, wk, wv, wo).Item(), kernel.ForwardBackward(x, wq, wk, wv, wo), 1e-9);
        Assert.True(n == 0 || kernel.CheckGradients(x, wq, wk, wv, wo).RelativeError < 1e-7);
        // Neither products nor the result and the gradients are copied.
        Assert.Contains("matMul, matMul1, matMul2 read where they lie", LoopedModels.HeadsKernel.Plan);
        Assert.Matches(@"gradients of [^\n]*; (\w+, ){4}\w+ read where they lie; (\w+, ){2}\w+ written where they belong", LoopedModels.HeadsKernel.Plan);
    }

    [Fact]
    public void A_loop_that_values_end_computes_it_again()
    {
        var x = Tensor.RandN<double>(new Random(5), 5, 3);
        var kernel = new LoopedModels.UntilKernel();
        Assert.Equal(LoopedModels.Until(x).Item(), kernel.ForwardBackward(x), 1e-9);
        Assert.True(kernel.CheckGradients(x).RelativeError < 1e-7);
    }

    [Fact]
    public void No_matrix_of_scores_is_in_memory_of_any_turn()
    {
        foreach (var plan in new[] { LoopedModels.LayersKernel.Plan, LoopedModels.ChosenKernel.Plan, LoopedModels.UntilKernel.Plan })
        {
            Assert.Contains("a block of [n, n] at a time", plan);
            Assert.DoesNotMatch(@"n, n\] (double|bool)", plan);
        }
        Assert.Contains("collects q, k, v, attention, rowSums, a turn's part at a time", LoopedModels.LayersKernel.Plan);
        Assert.Contains("keys from query + 1 on are left out", LoopedModels.ChosenKernel.Plan);
    }

    [Fact]
    public void A_loop_computes_again_what_is_not_worth_keeping()
    {
        Assert.Contains("computes matMul again: [n, n] of every turn would grow with n as its factors do not", LoopedModels.LayersApartKernel.Plan);
        Assert.DoesNotContain("[l, n, n]", LoopedModels.LayersApartKernel.Plan);
        Assert.Contains("computes matMul again: 3 multiply-adds an element, less than keeping [n, h] of every turn", LoopedModels.LightKernel.Plan);
        Assert.Single(LoopedModels.LightKernel.Plan.Split('\n'), line => line.Contains("collects") && line.Contains("carries"));
        Tensor<double> xs = Tensor.RandN<double>(new Random(6), 4, 2, 3), wx = Tensor.RandN<double>(new Random(7), 3, 5), wh = Tensor.RandN<double>(new Random(8), 5, 5);
        var kernel = new LoopedModels.LightKernel();
        Assert.Equal(LoopedModels.Light(xs, wx, wh).Item(), kernel.ForwardBackward(xs, wx, wh), 1e-9);
        Assert.True(kernel.CheckGradients(xs, wx, wh).RelativeError < 1e-7);
    }
}
