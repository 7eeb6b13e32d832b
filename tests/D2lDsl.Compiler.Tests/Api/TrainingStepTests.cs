using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Api;

/// <summary>A training step is ForwardBackward and the optimiser's step, in one call.</summary>
public class TrainingStepTests
{
    static readonly Dictionary<string, Func<D2lDsl.Optimizer>> Optimizers = new()
    {
        ["Sgd"] = () => new Sgd(0.1),
        ["Sgd with decay"] = () => new Sgd(0.1, weightDecay: 0.1),
        ["Sgd with momentum"] = () => new Sgd(0.05, momentum: 0.9, nesterov: true),
        ["Adam"] = () => new Adam(0.01),
        ["AdamW with AMSGrad"] = () => new AdamW(0.01, amsGrad: true),
        ["RmsProp"] = () => new RmsProp(0.01, momentum: 0.5, centered: true),
        ["AdaGrad"] = () => new AdaGrad(0.01, rateDecay: 0.1),
        ["AdaDelta"] = () => new AdaDelta(),
    };

    public static TheoryData<string> Names => [.. Optimizers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_static_model(string name)
    {
        foreach (var (n, d) in ((int, int)[])[(10, 2), (1, 1), (33, 40)])
        {
            var (x, y) = (Tensor.RandN(new Random(1), n, d), Tensor.RandN(new Random(2), n, 1));
            var (w, b) = (Tensor.RandN(new Random(3), d, 1), Tensor.RandN(new Random(4), 1));
            var (w2, b2) = (w.Clone(), b.Clone());
            var (apart, together) = (new LinearRegression.LossKernel(), new LinearRegression.LossKernel());
            var (first, second) = (Optimizers[name](), Optimizers[name]());
            for (var step = 0; step < 5; step++)
            {
                var expected = apart.ForwardBackward(x, y, w, b);
                first.Step(w, apart.Gradients.W);
                first.Step(b, apart.Gradients.B);
                Assert.Equal(expected, together.TrainingStep(x, y, w2, b2, second), 1e-5f);
            }
            Close(w, w2);
            Close(b, b2);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_module(string name)
    {
        var (apart, together) = (new Mlp(d: 7, h: 40, c: 3, seed: 1), new Mlp(d: 7, h: 40, c: 3, seed: 1));
        var (x, labels) = (Tensor.RandN(new Random(1), 20, 7), Tensor.RandInt<int>(new Random(2), 0, 3, 20));
        var (kernel, step) = (new Mlp.LossKernel(apart), new Mlp.LossKernel(together));
        var (first, second) = (Optimizers[name](), Optimizers[name]());
        for (var i = 0; i < 5; i++)
        {
            var expected = kernel.ForwardBackward(x, labels);
            first.Step(apart.Parameters, kernel.Gradients);
            Assert.Equal(expected, step.TrainingStep(x, labels, second), 1e-5f);
        }
        Close(apart.Parameters.Flat, together.Parameters.Flat);
        // What the optimiser keeps is the same for both ways, so that they can be mixed.
        kernel.ForwardBackward(x, labels);
        first.Step(apart.Parameters, kernel.Gradients);
        step.ForwardBackward(x, labels);
        second.Step(together.Parameters, step.Gradients);
        Close(apart.Parameters.Flat, together.Parameters.Flat);
    }

    [Fact]
    public void A_module_of_modules()
    {
        var (apart, together) = (new Tower(d: 3, h: 4, c: 2, seed: 5), new Tower(d: 3, h: 4, c: 2, seed: 5));
        var (x, labels) = (Tensor.RandN(new Random(1), 6, 3), Tensor.Of(new[] { 0, 1, 0, 1, 1, 0 }));
        var (kernel, step) = (new Tower.LossKernel(apart), new Tower.LossKernel(together));
        var (first, second) = (new Adam(), new Adam());
        for (var i = 0; i < 3; i++)
        {
            kernel.ForwardBackward(x, labels);
            first.Step(apart.Parameters, kernel.Gradients);
            step.TrainingStep(x, labels, second);
        }
        Close(apart.Parameters.Flat, together.Parameters.Flat);
    }

    [Fact]
    public void Groups_of_a_modules_parameters()
    {
        var (apart, together) = (new Tower(d: 3, h: 4, c: 2, seed: 5), new Tower(d: 3, h: 4, c: 2, seed: 5));
        var (x, labels) = (Tensor.RandN(new Random(1), 6, 3), Tensor.Of(new[] { 0, 1, 0, 1, 1, 0 }));
        var (kernel, step) = (new Tower.LossKernel(apart), new Tower.LossKernel(together));
        ParameterGroups<float> Groups(Tower of) => new ParameterGroups<float>(of.Parameters, new Adam()).Group(new Sgd(0.5, weightDecay: 0.1), name => name.EndsWith(".B", StringComparison.Ordinal));
        var (first, second) = (Groups(apart), Groups(together));
        for (var i = 0; i < 3; i++)
        {
            kernel.ForwardBackward(x, labels);
            first.Step(apart.Parameters, kernel.Gradients);
            step.TrainingStep(x, labels, second);
        }
        Close(apart.Parameters.Flat, together.Parameters.Flat);
    }

    [Fact]
    public void A_parameter_of_the_caller_beside_those_of_the_module()
    {
        var (apart, together) = (new Scaled(d: 3, c: 2, seed: 5), new Scaled(d: 3, c: 2, seed: 5));
        var (x, y) = (Tensor.RandN(new Random(1), 6, 3).Cast<double>(), Tensor.RandN(new Random(2), 6, 2).Cast<double>());
        var (scale, scale2) = (Tensor.Ones<double>(2), Tensor.Ones<double>(2));
        var (kernel, step) = (new Scaled.LossKernel(apart), new Scaled.LossKernel(together));
        var sgd = new Sgd(0.1, momentum: 0.5);
        for (var i = 0; i < 3; i++)
        {
            kernel.ForwardBackward(x, y, scale);
            sgd.Step(scale, kernel.Gradients.Rule);
            sgd.Step(apart.W, kernel.Gradients.W);
            sgd.Step(apart.B, kernel.Gradients.B);
            step.TrainingStep(x, y, scale2, sgd);
        }
        Close(scale, scale2);
        Close(apart.Parameters.Flat, together.Parameters.Flat);
    }

    [Fact]
    public void Results_with_a_seed_and_tuples()
    {
        var (x, weight, bias, seed) = (Tensor.RandN(new Random(1), 5, 4), Tensor.RandN(new Random(2), 4, 3), Tensor.Zeros(3), Tensor.RandN(new Random(3), 5, 3));
        var kernel = new Results.ScoresKernel();
        var expected = kernel.ForwardBackward(x, weight, bias, seed).Clone();
        var (w, b) = (weight - 0.5f * kernel.Gradients.Weight, bias - 0.5f * kernel.Gradients.Bias);
        Close(expected, kernel.TrainingStep(x, weight, bias, seed, new Sgd(0.5)));
        Close(w, weight);
        Close(b, bias);

        var running = new Results.RunningKernel();
        var (scale, mean) = (Tensor.Of([1f, 2f]), Tensor.Of([4f, 0f]));
        // What a gradient cannot go back from takes no seed, and is an argument of the next call.
        for (int step = 0; step < 2; step++)
            (_, mean, _) = running.TrainingStep(Tensor.Of([[1f, 2f], [3f, 2f]]), scale, mean, seed: Tensor.Zeros(2), new Sgd(0.1));
        Close(Tensor.Of([2.925f, 1.75f]), mean);
        // One seed for each result is the same.
        var four = Tensor.Of([[1f, 2f], [3f, 2f]]);
        var (runs, _, _) = running.ForwardBackward(four, scale, mean, seed: Tensor.Ones(2));
        var few = running.Gradients.Scale.Clone();
        Assert.Equal(runs, running.ForwardBackward(four, scale, mean, seed1: Tensor.Ones(2) * 9f, seed2: Tensor.Ones(2)).Loss);
        Assert.Equal(few.ToArray(), running.Gradients.Scale.ToArray());
        running.ForwardBackward(four, scale, mean, Tensor.Ones(2), Tensor.Ones(2), accumulate: true);
        Assert.Equal((few * 2f).ToArray(), running.Gradients.Scale.ToArray());
        Assert.True(running.CheckGradients(Tensor.Of([[1f, 2f], [3f, 4f]]), scale, mean).Passed(1e-2));

        var several = new Results.SeveralKernel();
        var (rows, doubled, a) = (Tensor.Ones(5), Tensor.Ones(5, 4), x.Clone());
        several.ForwardBackward(a, rows, doubled);
        var after = a - 0.5f * several.Gradients.X;
        var (loss, _, _, twice) = several.TrainingStep(a, rows, doubled, new Sgd(0.5));
        Assert.Equal(Sum(x * x).Item(), loss, 1e-4f);
        Close(2 * x, twice);
        Close(after, a);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Allocates_nothing(string name)
    {
        var net = new Mlp(d: 7, h: 16, c: 3, seed: 1);
        var (full, @short) = (Tensor.RandN(new Random(1), 64, 7), Tensor.RandN(new Random(1), 10, 7));
        var (labels, shortLabels) = (Tensor.RandInt<int>(new Random(2), 0, 3, 64), Tensor.RandInt<int>(new Random(2), 0, 3, 10));
        var (kernel, optimizer) = (new Mlp.LossKernel(net), Optimizers[name]());
        var least = long.MaxValue;
        for (var round = 0; round < 8; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10; i++)
            {
                kernel.TrainingStep(full, labels, optimizer);
                kernel.TrainingStep(@short, shortLabels, optimizer);
            }
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    [Fact]
    public void Says_what_it_cannot_step()
    {
        var kernel = new LinearRegression.LossKernel();
        var (x, y, w, b) = (Tensor.Ones(4, 3), Tensor.Ones(4, 1), Tensor.Ones(3, 2)[.., 1..], Tensor.Zeros(1));
        var error = Assert.Throws<ArgumentException>(() => kernel.TrainingStep(x, y, w, b, new Sgd(0.1)));
        Assert.Equal("LinearRegression.Loss: w of shape [3, 1] is a view that is not contiguous; train the tensor it was made from", error.Message);
        Assert.Throws<ArgumentNullException>("optimizer", () => kernel.TrainingStep(x, y, Tensor.Ones(3, 1), b, null!));
        Assert.All(w.ToArray(), value => Assert.Equal(1, value));
    }

    [Fact]
    public void The_plan_tells_what_is_stepped()
    {
        Assert.EndsWith("TrainingStep: ForwardBackward, then one sweep of the optimiser over w [d, 1], and one over b [1]\n", LinearRegression.LossKernel.Plan + "\n");
        Assert.Contains("one sweep of the optimiser over all 4 parameters of the module", Mlp.LossKernel.Plan);
        Assert.DoesNotContain("TrainingStep", Results.NoParameterKernel.Plan);
    }

    static void Close<T>(Tensor<T> expected, Tensor<T> actual)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.All(expected.ToArray().Zip(actual.ToArray()), pair =>
            Assert.Equal(double.CreateTruncating(pair.First), double.CreateTruncating(pair.Second), 2e-5 * (1 + Math.Abs(double.CreateTruncating(pair.First)))));
    }
}
