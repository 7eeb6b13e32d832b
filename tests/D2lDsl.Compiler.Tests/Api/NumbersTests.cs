using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Api;

/// <summary>A regression small enough to work out by hand.</summary>
public class NumbersTests
{
    static readonly Tensor<float> X = Tensor.Of(new[,] { { 1f, 2 }, { 3, 4 } });
    static readonly Tensor<float> Y = Tensor.Zeros(2, 1);
    static readonly Tensor<float> W = Tensor.Of(new[,] { { 2f }, { -3.4f } });
    static readonly Tensor<float> B = Tensor.Of(new[] { 4.2f });

    [Fact]
    public void Kernel_gives_loss_and_gradients()
    {
        var kernel = new LinearRegression.LossKernel();
        Assert.Equal(2.98f, kernel.Forward(X, Y, W, B), 5);
        Assert.Equal(2.98f, kernel.ForwardBackward(X, Y, W, B), 5);
        AssertClose([-5.4f, -7.4f], kernel.Gradients.W);
        AssertClose([-2], kernel.Gradients.B);
        Assert.Equal("[2, 1]", kernel.Gradients.W.Shape.ToString());
        Assert.Equal("[1]", kernel.Gradients.B.Shape.ToString());
    }

    [Fact]
    public void The_method_gives_the_same_eagerly()
    {
        Assert.Equal(2.98f, LinearRegression.Loss(X, Y, W, B).Item(), 5);
        var error = MatMul(X, W) + B - Y;
        AssertClose([-5.4f, -7.4f], MatMul(X.T, error) / 2);
        AssertClose([-2], Mean(error, axis: 0));
    }

    [Fact]
    public void A_module_gives_the_same()
    {
        var net = new Linear(d: 2);
        net.W.CopyFrom(W);
        net.B.CopyFrom(B);
        var kernel = new Linear.LossKernel(net);
        Assert.Equal(2.98f, kernel.ForwardBackward(X, Y), 5);
        AssertClose([-5.4f, -7.4f, -2], kernel.Gradients.Flat);
    }

    static void AssertClose(float[] expected, Tensor<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 5));
    }
}
