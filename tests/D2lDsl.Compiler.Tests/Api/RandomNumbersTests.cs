using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Api;

/// <summary>Random numbers of kernels: the same eagerly, for every number of threads, and in the backward pass.</summary>
[Collection(nameof(Threads))]
public class RandomNumbersTests
{
    static Tensor<float> Data(params int[] sizes) => Tensor.RandN(new Random(1), sizes);

    static void AssertSame(Tensor<float> expected, Tensor<float> actual)
    {
        Assert.Equal(expected.Shape.ToString(), actual.Shape.ToString());
        Assert.Equal(expected.ToArray(), actual.ToArray());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    [InlineData(5, 17)]
    [InlineData(0, 3)]
    [InlineData(70, 300)]
    public void A_kernel_draws_what_the_method_draws(int n, int d)
    {
        var x = Data(n, d);
        var (uniform, dropped, doubled) = (new Randoms.UniformKernel(), new Randoms.DroppedKernel(), new Randoms.UniformDoubleKernel());
        var (normal, turns) = (new Randoms.NormalKernel(), new Randoms.TurnsKernel());
        foreach (var seed in new[] { 0, 1, -5, int.MaxValue })
        {
            AssertSame(Randoms.Uniform(x, seed), uniform.Forward(x, seed));
            AssertSame(Randoms.Dropped(x, seed), dropped.Forward(x, seed));
            var doubles = x.Cast<double>();
            Assert.Equal(Randoms.UniformDouble(doubles, seed).ToArray(), doubled.Forward(doubles, seed).ToArray());
            Assert.All(Randoms.Normal(x, seed).ToArray().Zip(normal.Forward(x, seed).ToArray()), p => Assert.Equal(p.First, p.Second, 1e-5f));
            Assert.All(Randoms.Turns(x, seed).ToArray().Zip(turns.Forward(x, seed).ToArray()), p => Assert.Equal(p.First, p.Second, 1e-4f));
        }
    }

    [Fact]
    public void Axes_in_any_order_keep_the_index_of_the_element()
    {
        var x = Data(3, 4, 5, 6);
        AssertSame(Randoms.Turned(x, 9), new Randoms.TurnedKernel().Forward(x, 9));
        var leading = Data(2, 3, 7);
        AssertSame(Randoms.Leading(leading, 4), new Randoms.LeadingKernel().Forward(leading, 4));
        AssertSame(Randoms.Leading(leading[0, 0], 4), new Randoms.LeadingKernel().Forward(leading[0, 0].Clone(), 4));
    }

    [Fact]
    public void Loops_of_unknown_length_draw_what_the_method_draws()
    {
        var x = Data(4, 5);
        var (kernel, expected) = (new Randoms.GrowingKernel(), Randoms.Growing(x, 3));
        Assert.All(expected.ToArray().Zip(kernel.Forward(x, 3).ToArray()), p => Assert.Equal(p.First, p.Second, 1e-3f));
        // Every turn multiplies by 2 or by 4, as its mask says; so does the gradient.
        kernel.ForwardBackward(x, 3, Tensor.Ones(4, 5));
        Assert.All(kernel.Gradients.X.ToArray().Zip(expected.ToArray(), x.ToArray()), p => Assert.Equal(p.Second / p.Third, p.First, 1e-2f));
    }

    [Fact]
    public void Gradients_are_those_of_the_mask_that_was_drawn()
    {
        var x = Data(9, 21);
        var kernel = new Randoms.DroppedKernel();
        var kept = kernel.ForwardBackward(x, 5, Tensor.Ones(9, 21)).ToArray();
        Assert.Equal(kept.Select(v => v == 0 ? 0f : 1 / 0.7f), kernel.Gradients.X.ToArray());
        Assert.Contains(0f, kept);
        var check = new Randoms.DroppedDoubleKernel().CheckGradients(x.Cast<double>(), 5);
        Assert.True(check.Passed(1e-7), check.ToString());
        check = new Randoms.AttendedKernel().CheckGradients(x, 5);
        Assert.True(check.Passed(2e-2), check.ToString());
    }

    [Fact]
    public void What_is_dropped_counts_nothing()
    {
        var mask = Randoms.Dropped(Tensor.Ones(4, 40), 1).ToArray();
        var kernel = new Randoms.DroppedKernel();
        foreach (var value in new[] { float.NaN, float.PositiveInfinity })
        {
            var x = Tensor.Of([.. mask.Select(kept => kept == 0 ? value : 1f)]).Reshape(4, 40);
            Assert.Equal(mask, Randoms.Dropped(x, 1).ToArray());
            Assert.Equal(mask, kernel.ForwardBackward(x, 1, x).ToArray());
            Assert.All(kernel.Gradients.X.ToArray(), g => Assert.True(float.IsFinite(g)));
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var (net, x, labels) = Clusters(600, seed: 1);
        var kernel = new DropoutMlp.LossKernel(net);
        var before = Threads.Max;
        try
        {
            float[] Run(int threads)
            {
                Threads.Max = threads;
                kernel.ForwardBackward(x, labels, 4);
                return kernel.Gradients.Flat.ToArray();
            }

            var alone = Run(1);
            foreach (var threads in new[] { 2, 7, 2, 7 })
                Assert.True(alone.AsSpan().SequenceEqual(Run(threads)), $"{threads} threads give other gradients");
        }
        finally
        {
            Threads.Max = before;
        }
    }

    [Fact]
    public void The_books_network_learns_with_dropout()
    {
        var (net, x, labels) = Clusters(512, seed: 1);
        var (kernel, sgd, seed) = (new DropoutMlp.LossKernel(net), new Sgd(learningRate: 0.1), Tensor.Of(0));
        Assert.Equal(net.Train(x, 3).ToArray(), net.Train(x, 3).ToArray());
        Assert.NotEqual(net.Train(x, 3).ToArray(), net.Train(x, 4).ToArray());
        for (var step = 0; step < 150; step++, seed += 1)
            kernel.TrainingStep(x, labels, seed, sgd);
        var (_, unseen, truth) = Clusters(400, seed: 2);
        var right = net.Predict(unseen).Argmax(axis: 1).ToArray().Zip(truth.ToArray(), (a, b) => a == b).Count(same => same);
        Assert.True(right > 380, $"{right} of 400 unseen points are told apart");
        // In the mean over masks, what is trained with dropout gives what is evaluated without.
        var mean = Enumerable.Range(0, 2000).Select(s => net.Train(unseen[..1], s).ToArray()).Aggregate(new double[4], (sum, y) => [.. sum.Zip(y, (a, b) => a + b / 2000)]);
        Assert.All(mean.Zip(net.Predict(unseen[..1]).ToArray()), p => Assert.InRange(Math.Abs(p.First - p.Second), 0, 0.25 + 0.1 * Math.Abs(p.Second)));
    }

    [Fact]
    public void The_masks_are_not_kept_for_the_backward_pass()
    {
        // Products aside, the arena is the two hidden layers and what comes back through them: a mask would be one more of either.
        Assert.DoesNotContain("lessThan", DropoutMlp.LossKernel.Plan);
        Assert.DoesNotContain("hash(", string.Concat(DropoutMlp.LossKernel.Plan.Split('\n').Where(l => l.Contains("keeps a row"))));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var (net, x, labels) = Clusters(64, seed: 1);
        var (kernel, sgd, seed) = (new DropoutMlp.LossKernel(net), new Sgd(learningRate: 0.1), Tensor.Of(0));
        void Step()
        {
            seed += 1;
            kernel.TrainingStep(x, labels, seed, sgd);
        }

        for (var i = 0; i < 3; i++)
            Step();
        // The least of several rounds: a collection on another thread is counted as an allocation of this one.
        var least = long.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 5; i++)
                Step();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    /// <summary>Points around four centres.</summary>
    static (DropoutMlp Net, Tensor<float> X, Tensor<int> Labels) Clusters(int count, int seed)
    {
        var random = new Random(seed);
        var (x, labels) = (Tensor.RandN(random, count, 20) * 0.7f, Tensor.Zeros<int>(count));
        for (var i = 0; i < count; i++)
        {
            labels[i] = random.Next(4);
            x[i, (int)labels[i]] = x[i, (int)labels[i]] + 3f;
        }
        return (new DropoutMlp(d: 20, h: 64, c: 4, seed: 1), x, labels);
    }
}
