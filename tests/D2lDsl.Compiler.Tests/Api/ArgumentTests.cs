using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Api;

/// <summary>Arguments that lie in memory in another way than a kernel likes best, or that are one tensor twice.</summary>
public class ArgumentTests
{
    static readonly Random Random = new(3);

    [Fact]
    public void Views_give_what_their_copies_give()
    {
        var (x, y, w, b) = (Tensor.RandN(Random, 5, 33).T, Tensor.RandN(Random, 66, 1).Slice(0, 0, 66, 2), Tensor.RandN(Random, 5, 3)[.., 1..2], Tensor.RandN(Random, 4)[2..3]);
        Assert.False(x.IsContiguous || y.IsContiguous || w.IsContiguous);
        var (views, copies) = (new LinearRegression.LossKernel(), new LinearRegression.LossKernel());
        Assert.Equal(copies.ForwardBackward(x.Clone(), y.Clone(), w.Clone(), b.Clone()), views.ForwardBackward(x, y, w, b));
        Assert.Equal(copies.Gradients.Flat.ToArray(), views.Gradients.Flat.ToArray());
        Assert.Equal(copies.Forward(x.Clone(), y.Clone(), w.Clone(), b.Clone()), views.Forward(x, y, w, b));
    }

    [Fact]
    public void Views_of_labels()
    {
        var kernel = new Checks.ClassesKernel();
        var scores = Tensor.RandN(Random, 4, 6).T;
        var labels = Tensor.RandInt<int>(Random, 0, 4, 12).Slice(0, 0, 12, 2);
        Assert.Equal(Checks.Classes(scores, labels).Item(), kernel.Forward(scores, labels), 5);
        labels[3] = 9;
        Assert.ThrowsAny<ArgumentOutOfRangeException>(() => kernel.Forward(scores, labels));
    }

    [Fact]
    public void The_same_tensor_twice()
    {
        var square = Tensor.RandN(Random, 1, 1);
        var kernel = new LinearRegression.LossKernel();
        var b = Tensor.Zeros(1);
        Assert.Equal(LinearRegression.Loss(square, square, square, b).Item(), kernel.ForwardBackward(square, square, square, b), 5);
        // Only what w does to the loss counts for dw: (x·w + b − y)·x.
        var v = square.Item();
        Assert.Equal((v * v - v) * v, kernel.Gradients.W.Item(), 4);
    }

    [Fact]
    public void A_result_as_the_next_argument()
    {
        var kernel = new Results.ScoresKernel();
        var (weight, bias) = (Tensor.RandN(Random, 3, 3), Tensor.RandN(Random, 3));
        var x = Tensor.RandN(Random, 4, 3);
        var expected = Tanh(MatMul(Tanh(MatMul(x, weight) + bias), weight) + bias);
        var actual = kernel.Forward(kernel.Forward(x, weight, bias).Clone(), weight, bias);
        Assert.All(expected.ToArray().Zip(actual.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 4));
    }

    [Fact]
    public void Empty_batches()
    {
        var net = new Mlp(d: 3, h: 4, c: 2, seed: 1);
        Assert.Equal("[0, 2]", new Mlp.PredictKernel(net).Forward(Tensor.Zeros(0, 3)).Shape.ToString());
        var loss = new Mlp.LossKernel(net);
        // The mean of nothing is not a number, in PyTorch too.
        Assert.True(float.IsNaN(loss.ForwardBackward(Tensor.Zeros(0, 3), Tensor.Zeros<int>(0))));
        Assert.True(float.IsNaN(net.Loss(Tensor.Zeros(0, 3), Tensor.Zeros<int>(0)).Item()));
    }
}
