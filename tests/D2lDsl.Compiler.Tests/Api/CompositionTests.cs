using D2lDsl.CompilerTests.Models;
using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Api;

/// <summary>Modules that hold modules: one buffer, nested gradients, calls written out.</summary>
public class CompositionTests
{
    static readonly string[] Paths =
    [
        "first.W", "first.B",
        .. from i in Enumerable.Range(0, 3)
           from name in (string[])["Widen.W", "Widen.B", "narrow.W", "narrow.B", "Scale"]
           select $"blocks[{i}].{name}",
        "last.W", "last.B",
    ];

    readonly Tower net = new(d: 3, h: 4, c: 2, seed: 5);
    readonly Tensor<float> x = Tensor.RandN(new Random(1), 6, 3);
    readonly Tensor<int> labels = Tensor.Of(new[] { 0, 1, 0, 1, 1, 0 });

    [Fact]
    public void The_parameters_of_the_tree_lie_in_one_buffer_under_their_paths()
    {
        Assert.Equal(Paths, net.Parameters.Names);
        Assert.Equal("[8, 4]", net.Parameters["blocks[2].narrow.W"].Shape.ToString());
        Assert.Equal([.. net.Parameters.SelectMany(p => p.Value.ToArray())], net.Parameters.Flat.ToArray());
        net.Parameters.Flat.Fill(2);
        Assert.All(net.Parameters["last.B"].ToArray(), v => Assert.Equal(2, v));
    }

    [Fact]
    public void Initial_values_follow_the_inner_modules_and_the_seed()
    {
        Assert.Equal(net.Parameters.Flat.ToArray(), new Tower(3, 4, 2, seed: 5).Parameters.Flat.ToArray());
        Assert.All(net.Parameters["blocks[1].Scale"].ToArray(), v => Assert.Equal(1, v));
        Assert.NotEqual(net.Parameters["blocks[0].narrow.W"].ToArray(), net.Parameters["blocks[1].narrow.W"].ToArray());
        Assert.All(net.Parameters["first.B"].ToArray(), v => Assert.InRange(Math.Abs(v), 1e-9, 0.1));
    }

    [Fact]
    public void Kernels_compute_what_the_methods_do()
    {
        AssertClose(net.Predict(x), new Tower.PredictKernel(net).Forward(x));
        AssertClose(net.Predict(x), new Tower.ByIndexKernel(net).Forward(x));
        Assert.Equal(net.Loss(x, labels).Item(), new Tower.LossKernel(net).ForwardBackward(x, labels), 5);
    }

    [Fact]
    public void Gradients_are_nested_as_the_modules_are()
    {
        var step = new Tower.LossKernel(net);
        step.ForwardBackward(x, labels);
        Assert.Equal(net.Parameters.Names, step.Gradients.Names);
        Assert.Same(step.Gradients["first.W"], step.Gradients.First.W);
        Assert.Same(step.Gradients["last.B"], step.Gradients.Last.B);
        Assert.Equal(3, step.Gradients.Blocks.Count);
        for (var i = 0; i < 3; i++)
        {
            Assert.Same(step.Gradients[$"blocks[{i}].Widen.W"], step.Gradients.Blocks[i].Widen.W);
            Assert.Same(step.Gradients[$"blocks[{i}].narrow.B"], step.Gradients.Blocks[i].Narrow.B);
            Assert.Same(step.Gradients[$"blocks[{i}].Scale"], step.Gradients.Blocks[i].Scale);
        }
        Assert.Equal([.. step.Gradients.SelectMany(g => g.Value.ToArray())], step.Gradients.Flat.ToArray());
    }

    [Fact]
    public void Gradients_agree_with_central_differences()
    {
        var step = new Tower.LossKernel(net);
        step.ForwardBackward(x, labels);
        var analytic = step.Gradients.Flat.ToArray();
        var flat = net.Parameters.Flat;
        for (var i = 0; i < analytic.Length; i += 3)
        {
            var (value, h) = (flat.AsSpan()[i], 1e-2f);
            flat.AsSpan()[i] = value + h;
            var above = step.Forward(x, labels);
            flat.AsSpan()[i] = value - h;
            var below = step.Forward(x, labels);
            flat.AsSpan()[i] = value;
            Assert.Equal((above - below) / (2 * h), analytic[i], 2e-3f);
        }
    }

    [Fact]
    public void A_step_moves_every_inner_parameter()
    {
        var step = new Tower.LossKernel(net);
        var sgd = new Sgd(learningRate: 0.1f);
        var before = net.Parameters.Flat.ToArray();
        var first = step.ForwardBackward(x, labels);
        for (var i = 0; i < 60; i++)
        {
            step.ForwardBackward(x, labels);
            sgd.Step(net.Parameters, step.Gradients);
        }
        Assert.True(step.Forward(x, labels) < 0.5f * first);
        Assert.True(before.Zip(net.Parameters.Flat.ToArray()).Count(p => p.First != p.Second) > before.Length * 0.9);
    }

    [Fact]
    public void A_negative_size_is_refused_with_its_name() => Assert.Throws<ArgumentOutOfRangeException>("c", () => new Tower(3, 4, -1));

    [Fact]
    public void Generic_models_are_written_out_with_their_type_bound()
    {
        var (a, b) = (Tensor.RandN(new Random(3), 4, 3), Tensor.RandN(new Random(4), 4, 3));
        var (c, d) = (a.Cast<double>(), b.Cast<double>());
        var (floats, doubles) = (new Bound.FloatsKernel(), new Bound.DoublesKernel());
        Assert.Equal(Bound.Floats(a, b).Item(), floats.ForwardBackward(a, b), 5);
        Assert.Equal(Bound.Doubles(c, d).Item(), doubles.ForwardBackward(c, d), 12);
        AssertClose(doubles.Gradients.X.Cast<float>(), floats.Gradients.X);
        Assert.Empty(typeof(Distances).GetNestedTypes());
    }

    [Fact]
    public void A_generic_module_is_bound_by_the_one_that_holds_it()
    {
        var tower = new DoubleTower(d: 3, seed: 1);
        var input = Tensor.RandN(new Random(3), 4, 3).Cast<double>();
        var kernel = new DoubleTower.LossKernel(tower);
        Assert.Equal(tower.Loss(input).Item(), kernel.ForwardBackward(input), 12);
        Assert.Equal(["layers[0].W", "layers[1].W"], kernel.Gradients.Names);
        Assert.Equal(2, kernel.Gradients.Layers[1].W.Rank);
        Assert.Equal("[3, 5]", new DenseOf<float>(i: 3, o: 5).W.Shape.ToString());
    }

    static void AssertClose(Tensor<float> expected, Tensor<float> actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.All(expected.ToArray().Zip(actual.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 4));
    }

    [Fact]
    public void A_module_inside_may_be_called_as_the_one_around_it()
    {
        var generated = Generated.From("""
            [Model] public sealed partial class Layer
            {
                [Parameter(Init = Init.Ones), Shape("d")] public partial Tensor<float> W { get; }
                [Model] public Tensor<float> Apply([Shape("n", "d")] Tensor<float> x) => x * W;
            }
            [Model] public sealed partial class Block
            {
                [Shape("d")] readonly Layer c;
                [Shape("d")] readonly Layer loss;
                [Model] public Tensor<float> Apply([Shape("n", "d")] Tensor<float> x) => loss.Apply(c.Apply(x));
            }
            [Model] public sealed partial class Net
            {
                [Shape("d")] readonly Block c;
                [Model] public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x) => Sum(c.Apply(x));
            }
            """);
        dynamic net = Activator.CreateInstance(generated.Type("Net"), 2, 1)!;
        dynamic kernel = Activator.CreateInstance(generated.Type("Net+LossKernel"), (object)net)!;
        kernel.ForwardBackward(Tensor.Of(new[,] { { 1f, 2f } }));
        Assert.Equal([1f, 2f], ((Tensor<float>)kernel.Gradients.C.C.W).ToArray());
        Assert.Equal([1f, 2f], ((Tensor<float>)kernel.Gradients.C.Loss.W).ToArray());
    }
}
