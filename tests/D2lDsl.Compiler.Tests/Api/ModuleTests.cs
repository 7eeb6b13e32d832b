using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Api;

/// <summary>Modules: constructor, parameters in one buffer, kernels over them.</summary>
public class ModuleTests
{
    [Fact]
    public void The_constructor_takes_a_size_for_each_symbol_and_a_seed()
    {
        var net = new Mlp(d: 784, h: 256, c: 10, seed: 42);
        Assert.Equal("[784, 256]", net.W1.Shape.ToString());
        Assert.Equal("[256]", net.B1.Shape.ToString());
        Assert.Equal("[256, 10]", net.W2.Shape.ToString());
        Assert.Equal("[10]", net.B2.Shape.ToString());
        Assert.Equal(784 * 256 + 256 + 2560 + 10, net.Parameters.Flat.Length);
    }

    [Fact]
    public void Parameters_lie_in_one_buffer_that_the_properties_see()
    {
        var net = new Mlp(d: 3, h: 4, c: 2, seed: 1);
        Assert.Equal(["W1", "B1", "W2", "B2"], net.Parameters.Names);
        Assert.Equal([.. net.W1.ToArray(), .. net.B1.ToArray(), .. net.W2.ToArray(), .. net.B2.ToArray()], net.Parameters.Flat.ToArray());
        net.Parameters.Flat.Fill(3);
        Assert.All(net.W2.ToArray(), v => Assert.Equal(3, v));
        net.B2.Fill(5);
        Assert.Equal([5f, 5], net.Parameters.Flat.ToArray()[^2..]);
        Assert.Same(net.W1, net.W1);
        Assert.Same(net.W1, net.Parameters["W1"]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_values()
    {
        Assert.Equal(new Mlp(3, 4, 2, seed: 7).Parameters.Flat.ToArray(), new Mlp(3, 4, 2, seed: 7).Parameters.Flat.ToArray());
        Assert.NotEqual(new Mlp(3, 4, 2, seed: 7).Parameters.Flat.ToArray(), new Mlp(3, 4, 2, seed: 8).Parameters.Flat.ToArray());
        Assert.NotEqual(new Mlp(3, 4, 2).Parameters.Flat.ToArray(), new Mlp(3, 4, 2).Parameters.Flat.ToArray());
    }

    [Fact]
    public void Initial_values_follow_Init()
    {
        var net = new Mlp(d: 100, h: 50, c: 10, seed: 3);
        // Xavier: uniform within √(6 / (d + h)); Kaiming: within √(6 / h).
        Assert.All(net.W1.ToArray(), v => Assert.InRange(Math.Abs(v), 0, Math.Sqrt(6.0 / 150)));
        Assert.All(net.W2.ToArray(), v => Assert.InRange(Math.Abs(v), 0, Math.Sqrt(6.0 / 50)));
        Assert.True(net.W1.ToArray().Distinct().Count() > 1000);
        Assert.All(net.B1.ToArray(), v => Assert.Equal(0, v));
        Assert.All(net.B2.ToArray(), v => Assert.Equal(1, v));
    }

    [Fact]
    public void Sizes_may_be_called_as_keywords_and_members_are()
    {
        var net = new Worded(@in: 3, @out: 4, seed: 2, slice: 5, Parameters: 6, W: 7, field: 8, seed1: 1);
        Assert.Equal("[3, 4]", net.W.Shape.ToString());
        Assert.Equal("[2, 5, 6, 7, 8]", net.@base.Shape.ToString());
        Assert.Equal(["W", "base", "class.W1", "class.B1", "class.W2", "class.B2"], net.Parameters.Names);
        Assert.Equal(["in", "out", "seed", "slice", "Parameters", "W", "field", "seed1", "seed2"], typeof(Worded).GetConstructors()[0].GetParameters().Select(p => p.Name));
        Assert.Throws<ArgumentOutOfRangeException>("in", () => new Worded(-1, 4, 2, 5, 6, 7, 8, 1));
        var kernel = new Worded.ApplyKernel(net);
        Assert.All(net.Apply(Tensor.Ones(2, 3)).ToArray().Zip(kernel.Forward(@out: Tensor.Ones(2, 3)).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.Equal("Worded.Apply: out has shape [2, 4] where [n, in] was declared; in = 3 from W", Assert.ThrowsAny<ArgumentException>(() => kernel.Forward(Tensor.Ones(2, 4))).Message);
    }

    [Fact]
    public void A_negative_size_is_refused() => Assert.Throws<ArgumentOutOfRangeException>("h", () => new Mlp(3, -1, 2));

    [Fact]
    public void Kernels_read_the_modules_parameters_as_they_are_now()
    {
        var net = new Mlp(d: 3, h: 4, c: 2, seed: 1);
        var (predict, loss) = (new Mlp.PredictKernel(net), new Mlp.LossKernel(net));
        var x = Tensor.RandN(new Random(1), 5, 3);
        var labels = Tensor.Of(new[] { 0, 1, 0, 1, 1 });
        for (var i = 0; i < 2; i++)
        {
            AssertClose(net.Predict(x), predict.Forward(x));
            Assert.Equal(net.Loss(x, labels).Item(), loss.ForwardBackward(x, labels), 5);
            net.Parameters.Flat[..] *= 0.5f;
        }
        Assert.Throws<ArgumentNullException>("module", () => new Mlp.LossKernel(null!));
    }

    [Fact]
    public void A_step_of_Sgd_takes_the_gradients_of_the_kernel_and_lowers_the_loss()
    {
        var net = new Mlp(d: 5, h: 16, c: 3, seed: 2);
        var step = new Mlp.LossKernel(net);
        var sgd = new Sgd(learningRate: 0.1f);
        var x = Tensor.RandN(new Random(1), 20, 5);
        var labels = Tensor.RandInt<int>(new Random(2), 0, 3, 20);
        var first = step.ForwardBackward(x, labels);
        Assert.Equal(net.Parameters.Names, step.Gradients.Names);
        for (var i = 0; i < 50; i++)
        {
            step.ForwardBackward(x, labels);
            sgd.Step(net.Parameters, step.Gradients);
        }
        Assert.True(step.Forward(x, labels) < 0.7f * first);
    }

    static void AssertClose(Tensor<float> expected, Tensor<float> actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.All(expected.ToArray().Zip(actual.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 4));
    }
}
