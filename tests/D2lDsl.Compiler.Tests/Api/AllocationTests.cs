using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Api;

/// <summary>After warm-up a training step allocates nothing, for a full batch and a short one in turn.</summary>
public class AllocationTests
{
    static readonly Random Random = new(1);
    static readonly Tensor<float> X = Tensor.RandN(Random, 64, 7), ShortX = Tensor.RandN(Random, 10, 7);
    static readonly Tensor<float> Y = Tensor.RandN(Random, 64, 1), ShortY = Tensor.RandN(Random, 10, 1);
    static readonly Tensor<int> Labels = Tensor.RandInt<int>(Random, 0, 3, 64), ShortLabels = Tensor.RandInt<int>(Random, 0, 3, 10);

    [Fact]
    public void A_static_model_with_parameters_of_the_caller()
    {
        var kernel = new LinearRegression.LossKernel();
        var sgd = new Sgd(learningRate: 0.01f, momentum: 0.9f, weightDecay: 1e-4f);
        var (w, b) = (Tensor.Zeros(7, 1), Tensor.Zeros(1));
        AssertNothing(() => Step(X, Y), () => Step(ShortX, ShortY));

        void Step(Tensor<float> x, Tensor<float> y)
        {
            kernel.ForwardBackward(x, y, w, b);
            sgd.Step(w, kernel.Gradients.W);
            sgd.Step(b, kernel.Gradients.B);
        }
    }

    [Fact]
    public void A_module()
    {
        var net = new Mlp(d: 7, h: 16, c: 3, seed: 1);
        var kernel = new Mlp.LossKernel(net);
        var sgd = new Sgd(learningRate: 0.01f);
        AssertNothing(() => Step(X, Labels), () => Step(ShortX, ShortLabels));

        void Step(Tensor<float> x, Tensor<int> labels)
        {
            kernel.ForwardBackward(x, labels);
            sgd.Step(net.Parameters, kernel.Gradients);
        }
    }

    [Fact]
    public void Accumulation()
    {
        var net = new Mlp(d: 7, h: 16, c: 3, seed: 1);
        var kernel = new Mlp.LossKernel(net);
        AssertNothing(() => kernel.ForwardBackward(X, Labels), () => kernel.ForwardBackward(ShortX, ShortLabels, accumulate: true));
    }

    [Fact]
    public void Inference_and_results_of_other_sizes()
    {
        var kernel = new Mlp.PredictKernel(new Mlp(d: 7, h: 16, c: 3, seed: 1));
        AssertNothing(() => kernel.Forward(X), () => kernel.Forward(ShortX));
    }

    [Fact]
    public void Results_with_a_seed()
    {
        var kernel = new Results.ScoresKernel();
        var (weight, bias) = (Tensor.RandN(Random, 7, 3), Tensor.Zeros(3));
        var (seed, shortSeed) = (Tensor.RandN(Random, 64, 3), Tensor.RandN(Random, 10, 3));
        AssertNothing(() => kernel.ForwardBackward(X, weight, bias, seed), () => kernel.ForwardBackward(ShortX, weight, bias, shortSeed, accumulate: true));
    }

    [Fact]
    public void Tuples()
    {
        var kernel = new Results.SeveralKernel();
        var (rows, doubled) = (Tensor.RandN(Random, 64), Tensor.RandN(Random, 64, 7));
        AssertNothing(() => kernel.ForwardBackward(X, rows, doubled), () => kernel.Forward(X));
    }

    [Fact]
    public void Arguments_that_are_views()
    {
        var kernel = new LinearRegression.LossKernel();
        var (w, b) = (Tensor.Zeros(7, 1), Tensor.Zeros(1));
        var (x, shortX) = (Tensor.RandN(Random, 7, 64).T, Tensor.RandN(Random, 7, 10).T);
        AssertNothing(() => kernel.ForwardBackward(x, Y, w, b), () => kernel.ForwardBackward(shortX, ShortY, w, b));
    }

    internal static void AssertNothing(Action full, Action @short)
    {
        // Enough calls for tiered compilation to be done with; it allocates on other threads only, but statics are made on this one.
        for (var i = 0; i < 3; i++)
            Both();
        // The least of several rounds: a collection on another thread is counted as an allocation of this one.
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10; i++)
                Both();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);

        void Both()
        {
            full();
            @short();
        }
    }
}
