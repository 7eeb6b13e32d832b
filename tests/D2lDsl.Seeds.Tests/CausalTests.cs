namespace D2lDsl.SeedsTests;

/// <summary>Causal attention as one step, against the same model in loops and products.</summary>
public class CausalTests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(33), InlineData(100), InlineData(450)]
    public void In_double_it_agrees_to_the_last_digits(int n)
    {
        var random = new Random(7);
        Tensor<double> q = Tensor.RandN<double>(random, n, 5), k = Tensor.RandN<double>(random, n, 5), v = Tensor.RandN<double>(random, n, 9), seed = Tensor.RandN<double>(random, n, 9);
        var (joined, apart) = (new CausalModels.AheadKernel(), new CausalModels.AheadApartKernel());
        var scale = Tensor.Of([0.3]);
        Close(apart.Forward(q, k, v, scale), joined.Forward(q, k, v), 1e-12);
        Close(apart.ForwardBackward(q, k, v, scale, seed), joined.ForwardBackward(q, k, v, seed), 1e-12);
        Close(apart.Gradients.Q, joined.Gradients.Q, 1e-12);
        Close(apart.Gradients.K, joined.Gradients.K, 1e-12);
        Close(apart.Gradients.V, joined.Gradients.V, 1e-12);
    }

    /// <summary>Samples whose first keys are padded have rows that see nothing but padding: all their keys count alike, those behind them too.</summary>
    [Theory]
    [InlineData(5, 0f)]
    [InlineData(120, 0f)]
    [InlineData(300, 0f)]
    [InlineData(300, float.NaN)]
    [InlineData(300, float.PositiveInfinity)]
    public void What_is_not_seen_counts_as_in_many_steps(int n, float odd)
    {
        var random = new Random(8);
        Tensor<float> q = Tensor.RandN(random, 3, n, 6), k = Tensor.RandN(random, 3, n, 6), v = Tensor.RandN(random, 3, n, 4), y = Tensor.RandN(random, 3, n, 4);
        var padded = Tensor.Arange<int>(n).Unsqueeze(0) < Tensor.Of([0, 2, n]).Unsqueeze(1);
        // 0 times a value that is not finite is NaN, seen or not.
        if (odd != 0)
            v[0, n - 1, 0] = odd;
        var (joined, apart) = (new CausalModels.DecoderKernel(), new CausalModels.DecoderApartKernel());
        var (expected, actual) = (apart.ForwardBackward(q, k, v, padded, y, Tensor.Of([0.5f])), joined.ForwardBackward(q, k, v, padded, y));
        Assert.True(float.IsNaN(expected) ? float.IsNaN(actual) : Math.Abs(expected - actual) <= 1e-4f * (1 + Math.Abs(expected)), $"{expected} {actual}");
        Close(apart.Gradients.Q, joined.Gradients.Q, 1e-4f);
        Close(apart.Gradients.K, joined.Gradients.K, 1e-4f);
        Close(apart.Gradients.V, joined.Gradients.V, 1e-4f);
    }

    [Theory]
    [InlineData(30, 30), InlineData(140, 30), InlineData(140, 600)]
    public void Rows_without_keys_are_not_numbers_and_keys_without_rows_have_no_gradient(int n, int m)
    {
        var random = new Random(9);
        Tensor<float> q = Tensor.RandN(random, n, 6), k = Tensor.RandN(random, m, 6), v = Tensor.RandN(random, m, 4), seed = Tensor.RandN(random, n, 4);
        var (joined, apart) = (new CausalModels.BeforeKernel(), new CausalModels.BeforeApartKernel());
        var result = joined.ForwardBackward(q, k, v, seed);
        Assert.True(float.IsNaN(result[0, 0].Item()));
        Close(apart.ForwardBackward(q, k, v, Tensor.Of([1f]), seed), result, 1e-4f);
        Close(apart.Gradients.Q, joined.Gradients.Q, 1e-4f);
        Close(apart.Gradients.K, joined.Gradients.K, 1e-4f);
        Close(apart.Gradients.V, joined.Gradients.V, 1e-4f);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits_and_nothing_is_allocated()
    {
        var random = new Random(10);
        Tensor<double> q = Tensor.RandN<double>(random, 500, 8), k = Tensor.RandN<double>(random, 500, 8), v = Tensor.RandN<double>(random, 500, 8), seed = Tensor.RandN<double>(random, 500, 8);
        var (kernel, before, results) = (new CausalModels.AheadKernel(), Threads.Max, new List<double[]>());
        try
        {
            foreach (var threads in new[] { 1, 2, 7 })
            {
                Threads.Max = threads;
                for (var i = 0; i < 3; i++)
                    kernel.ForwardBackward(q, k, v, seed);
                var start = GC.GetAllocatedBytesForCurrentThread();
                var result = kernel.ForwardBackward(q, k, v, seed);
                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - start);
                results.Add([.. result.ToArray(), .. kernel.Gradients.Q.ToArray(), .. kernel.Gradients.K.ToArray(), .. kernel.Gradients.V.ToArray()]);
            }
        }
        finally
        {
            Threads.Max = before;
        }
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void Plans_say_what_is_left_out()
    {
        Assert.Contains("keys from query + 1 on are left out", MaskedModels.OneKernel.Plan);
        Assert.Contains("keys from query + 2 on are left out", CausalModels.AheadKernel.Plan);
        Assert.Contains("keys from query + 1 on are left out", CausalModels.DecoderKernel.Plan);
        Assert.Contains("keys from query - 39 on are left out", CausalModels.BeforeKernel.Plan);
        Assert.DoesNotContain("left out", MaskedModels.DroppedKernel.Plan);
    }

    static void Close<T>(Tensor<T> expected, Tensor<T> actual, double tolerance)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        Assert.Equal(expected.Shape.ToString(), actual.Shape.ToString());
        foreach (var (x, y) in expected.ToArray().Zip(actual.ToArray()))
        {
            var (a, b) = (double.CreateSaturating(x), double.CreateSaturating(y));
            Assert.True(double.IsNaN(a) ? double.IsNaN(b) : Math.Abs(a - b) <= tolerance * (1 + Math.Abs(a)), $"{b} is not {a}");
        }
    }
}
