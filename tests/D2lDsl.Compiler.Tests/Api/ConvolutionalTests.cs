using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Api;

/// <summary>A convolutional network as users write it: its sizes, its values, its gradients, and that it learns.</summary>
[Collection(nameof(Threads))]
public class ConvolutionalTests
{
    /// <summary>Images of 12 by 12 with a bright bar on noise: standing, lying, rising or falling, at a place of its own.</summary>
    static (Tensor<float> X, Tensor<int> Labels) Bars(int count, int seed)
    {
        var random = new Random(seed);
        var (x, labels) = (Tensor.RandN(random, count, 1, 12, 12) * 0.3f, Tensor.Zeros<int>(count));
        for (var i = 0; i < count; i++)
        {
            var (label, at) = (random.Next(4), random.Next(2, 10));
            labels[i] = label;
            for (var step = 0; step < 12; step++)
            {
                var (row, column) = label switch { 0 => (step, at), 1 => (at, step), 2 => (step, (step + at) % 12), _ => (11 - step, (step + at) % 12) };
                x[i, 0, row, column] = x[i, 0, row, column] + 2f;
            }
        }
        return (x, labels);
    }

    [Fact]
    public void Symbols_in_its_shapes_are_found()
    {
        var net = new LeNet(s: 1, k: 4, seed: 1);
        Assert.Equal("[3, 4]", net.Predict(Tensor.Zeros(3, 1, 12, 12)).Shape.ToString());
        var error = Assert.ThrowsAny<ArgumentException>(() => new LeNet.PredictKernel(net).Forward(Tensor.Zeros(3, 2, 12, 12)));
        Assert.Contains("LeNet.Predict: x has shape [3, 2, 12, 12]", error.Message);
    }

    [Fact]
    public void Windows_are_copied_nowhere()
    {
        var plan = LeNet.LossKernel.Plan;
        Assert.Contains(" = C1 · windows of ", plan);
        Assert.Contains(" = C2 · windows of ", plan);
        Assert.Matches(@"dC1 = \w+ · windows of ", plan);
        Assert.Matches(@"dC2 = \w+ · windows of ", plan);
        Assert.Contains(" = the sum of the windows C2 · ", plan);
        Assert.DoesNotMatch("windows = (?!the sum)", plan);
    }

    [Fact]
    public void A_kernel_gives_what_the_method_gives()
    {
        var net = new LeNet(s: 2, k: 10, seed: 3);
        var kernel = new LeNet.PredictKernel(net);
        foreach (var count in new[] { 5, 1, 17 })
        {
            var x = Tensor.RandN(new Random(count), count, 1, 16, 16);
            Assert.All(net.Predict(x).ToArray().Zip(kernel.Forward(x).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }
    }

    [Fact]
    public void Its_gradients_are_differences()
    {
        var (x, labels) = Bars(6, seed: 2);
        var check = new LeNet.LossKernel(new LeNet(s: 1, k: 4, seed: 5)).CheckGradients(x, labels);
        Assert.True(check.Passed(2e-2), check.ToString());
    }

    [Fact]
    public void It_learns_to_tell_bars_apart()
    {
        var net = new LeNet(s: 1, k: 4, seed: 1);
        var (kernel, sgd) = (new LeNet.LossKernel(net), new Sgd(learningRate: 0.1, momentum: 0.9));
        var (x, labels) = Bars(256, seed: 1);
        for (var step = 0; step < 60; step++)
            kernel.TrainingStep(x, labels, sgd);
        var (unseen, truth) = Bars(200, seed: 9);
        var right = net.Predict(unseen).Argmax(axis: 1).ToArray().Zip(truth.ToArray(), (a, b) => a == b).Count(same => same);
        Assert.True(right > 180, $"{right} of 200 unseen images are told apart");
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var kernel = new LeNet.LossKernel(new LeNet(s: 1, k: 4, seed: 1));
        var (x, labels) = Bars(130, seed: 4);
        var before = Threads.Max;
        try
        {
            float[] Run(int threads)
            {
                Threads.Max = threads;
                kernel.ForwardBackward(x, labels);
                return kernel.Gradients.Flat.ToArray();
            }

            var alone = Run(1);
            Assert.Contains(alone, g => g != 0);
            foreach (var threads in new[] { 2, 7, 2, 7 })
                Assert.True(alone.AsSpan().SequenceEqual(Run(threads)), $"{threads} threads give other gradients");
        }
        finally
        {
            Threads.Max = before;
        }
    }

    [Fact]
    public void Weights_begin_as_PyTorchs_do()
    {
        // Xavier: uniform within √(6 / (in + out)), each of them times the 25 elements of a window.
        var net = new LeNet(s: 1, k: 4, seed: 1);
        var bound = Math.Sqrt(6.0 / ((6 + 16) * 25));
        Assert.All(net.C2.ToArray(), v => Assert.InRange(Math.Abs(v), 0, bound));
        Assert.Contains(net.C2.ToArray(), v => Math.Abs(v) > 0.95 * bound);
        // Kaiming: the window's elements of all channels that come in.
        var weight = Tensor.Zeros(8, 2, 3, 3);
        Runtime.Initializer.Fill(weight, Init.Kaiming, new Random(1));
        Assert.Contains(weight.ToArray(), v => Math.Abs(v) > 0.95 * Math.Sqrt(6.0 / 18));
        Assert.All(weight.ToArray(), v => Assert.InRange(Math.Abs(v), 0, Math.Sqrt(6.0 / 18)));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var net = new LeNet(s: 1, k: 4, seed: 1);
        var (kernel, sgd) = (new LeNet.LossKernel(net), new Sgd(learningRate: 0.1));
        var (x, labels) = Bars(64, seed: 1);
        for (var i = 0; i < 3; i++)
            kernel.TrainingStep(x, labels, sgd);
        // The least of several rounds: a collection on another thread is counted as an allocation of this one.
        var least = long.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 5; i++)
                kernel.TrainingStep(x, labels, sgd);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }
}
