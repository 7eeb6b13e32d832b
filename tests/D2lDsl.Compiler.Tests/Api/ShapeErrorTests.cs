using D2lDsl.CompilerTests.Models;

#pragma warning disable D2L0701, D2L0702, D2L0703    // The editor says so too; here is what running it says.

namespace D2lDsl.CompilerTests.Api;

/// <summary>Arguments that do not fit: the message names the model, the parameter, both shapes and where the sizes come from.</summary>
public class ShapeErrorTests
{
    static readonly Tensor<float> X = Tensor.Zeros(10, 3), Y = Tensor.Zeros(10, 1), W = Tensor.Zeros(3, 1), B = Tensor.Zeros(1);

    [Fact]
    public void A_size_that_differs()
    {
        Refused("y", "LinearRegression.Loss: y has shape [8, 1] where [n, 1] was declared; n = 10 from x", k => k.Forward(X, Tensor.Zeros(8, 1), W, B));
        Refused("y", "LinearRegression.Loss: y has shape [8, 1] where [n, 1] was declared; n = 10 from x", k => k.ForwardBackward(X, Tensor.Zeros(8, 1), W, B));
        Refused("w", "LinearRegression.Loss: w has shape [4, 1] where [d, 1] was declared; d = 3 from x", k => k.ForwardBackward(X, Y, Tensor.Zeros(4, 1), B));
    }

    [Fact]
    public void A_constant_size_that_differs() =>
        Refused("b", "LinearRegression.Loss: b has shape [2] where [1] was declared", k => k.Forward(X, Y, W, Tensor.Zeros(2)));

    [Fact]
    public void A_wrong_number_of_axes()
    {
        Refused("x", "LinearRegression.Loss: x has shape [10] where [n, d] was declared", k => k.Forward(Tensor.Zeros(10), Y, W, B));
        Refused("y", "LinearRegression.Loss: y has shape [10] where [n, 1] was declared; n = 10 from x", k => k.Forward(X, Tensor.Zeros(10), W, B));
        Refused("w", "LinearRegression.Loss: w has shape [3] where [d, 1] was declared; d = 3 from x", k => k.Forward(X, Y, Tensor.Zeros(3), B));
    }

    [Fact]
    public void Null()
    {
        var error = Assert.Throws<ArgumentNullException>("w", () => new LinearRegression.LossKernel().Forward(X, Y, null!, B));
        Assert.StartsWith("LinearRegression.Loss: w is null", error.Message);
    }

    [Fact]
    public void Sizes_that_are_expressions()
    {
        var kernel = new Checks.ExpressionsKernel();
        var (x, w, v, square) = (Tensor.Ones(4, 10), Tensor.Ones(5, 3), Tensor.Ones(20), Tensor.Ones(4, 4));
        Assert.Equal(40 + 15 + 20 + 16, kernel.Forward(x, w, v, square));
        Throws("x", "Checks.Expressions: x has shape [4, 9] where [n, 2*d] was declared; d = 5 from w", () => kernel.Forward(Tensor.Ones(4, 9), w, v, square));
        Throws("v", "Checks.Expressions: v has shape [21] where [d*n] was declared; n = 4 from x, d = 5 from w", () => kernel.Forward(x, w, Tensor.Ones(21), square));
        Throws("square", "Checks.Expressions: square has shape [4, 5] where [n, n] was declared; n = 4 from x", () => kernel.Forward(x, w, v, Tensor.Ones(4, 5)));
    }

    [Fact]
    public void Constant_shapes_and_scalars()
    {
        var kernel = new Checks.FixedKernel();
        Assert.Equal(12, kernel.Forward(Tensor.Ones(2, 3), 2f));
        Throws("x", "Checks.Fixed: x has shape [3, 2] where [2, 3] was declared", () => kernel.Forward(Tensor.Ones(3, 2), 2f));
        Throws("scale", "Checks.Fixed: scale has shape [1] where [] was declared", () => kernel.Forward(Tensor.Ones(2, 3), Tensor.Ones(1)));
    }

    [Fact]
    public void Labels_out_of_range()
    {
        var kernel = new Checks.ClassesKernel();
        var scores = Tensor.Zeros(3, 4);
        Assert.Equal(MathF.Log(4), kernel.Forward(scores, Tensor.Of(new[] { 0, 3, 1 })), 5);
        var error = Assert.ThrowsAny<ArgumentOutOfRangeException>(() => kernel.Forward(scores, Tensor.Of(new[] { 0, 4, 1 })));
        Assert.Equal("Checks.Classes: labels[1] is 4; labels run from 0 to 3", error.Message);
        Throws("labels", "Checks.Classes: labels[2] is -1; labels run from 0 to 3", () => kernel.Forward(scores, Tensor.Of(new[] { 0, 1, -1 })));
    }

    [Fact]
    public void A_seed_of_another_shape_than_the_result()
    {
        var kernel = new Results.ScoresKernel();
        var (x, weight, bias) = (Tensor.Zeros(4, 3), Tensor.Zeros(3, 2), Tensor.Zeros(2));
        Throws("seed", "Results.Scores: seed has shape [2, 4] where [n, c] was declared; n = 4 from x, c = 2 from weight",
            () => kernel.ForwardBackward(x, weight, bias, Tensor.Zeros(2, 4)));
        Assert.Throws<ArgumentNullException>("seed", () => kernel.ForwardBackward(x, weight, bias, null!));
    }

    [Fact]
    public void Arguments_that_do_not_fit_the_module()
    {
        var kernel = new Mlp.LossKernel(new Mlp(d: 3, h: 4, c: 2, seed: 1));
        Throws("x", "Mlp.Loss: x has shape [5, 7] where [n, d] was declared; d = 3 from W1", () => kernel.Forward(Tensor.Zeros(5, 7), Tensor.Zeros<int>(5)));
    }

    [Fact]
    public void A_refused_call_leaves_the_kernel_usable()
    {
        var kernel = new LinearRegression.LossKernel();
        kernel.ForwardBackward(X, Y, W, B);
        Assert.ThrowsAny<ArgumentException>(() => kernel.ForwardBackward(Tensor.Zeros(7, 3), Y, W, B));
        Assert.Equal(0.5f, kernel.ForwardBackward(X, Y, W, Tensor.Ones(1)));
        Assert.Equal(0.5f, kernel.ForwardBackward(Tensor.Zeros(7, 3), Tensor.Zeros(7, 1), W, Tensor.Ones(1)));
    }

    static void Refused(string parameter, string message, Action<LinearRegression.LossKernel> call) => Throws(parameter, message, () => call(new()));

    static void Throws(string parameter, string message, Action call)
    {
        var error = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(message, error.Message);
        Assert.Equal(parameter, error.ParamName);
    }
}
