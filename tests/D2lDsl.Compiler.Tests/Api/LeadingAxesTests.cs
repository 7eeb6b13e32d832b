using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Api;

/// <summary><c>[Shape("...", "d")]</c>: one kernel for every rank.</summary>
public class LeadingAxesTests
{
    static readonly Tensor<double> W = Tensor.RandN<double>(new Random(1), 4, 2);

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 3 })]
    [InlineData(new[] { 2, 3 })]
    [InlineData(new[] { 2, 1, 3 })]
    [InlineData(new[] { 0, 3 })]
    public void A_kernel_takes_every_rank_and_gives_it_back(int[] leading)
    {
        var x = Tensor.RandN<double>(new Random(2), [.. leading, 4]);
        var kernel = new Leading.LayerKernel();
        var expected = Leading.Layer(x, W);
        var actual = kernel.Forward(x, W);
        Assert.Equal([.. leading, 2], actual.Shape);
        Assert.Equal(expected.ToArray().Length, actual.Length);
        Assert.All(expected.ToArray().Zip(actual.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));

        // dw = Σ xᵀ · (1 − y²) over all rows, whatever their rank.
        kernel.ForwardBackward(x, W, Tensor.OnesLike(expected));
        var (rows, y) = (x.Reshape(-1, 4), expected.Reshape(-1, 2));
        var slope = MatMul(rows.T, 1 - y * y);
        Assert.All(slope.ToArray().Zip(kernel.Gradients.W.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.InRange(kernel.CheckGradients(x, W).RelativeError, 0, 1e-7);
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 3 })]
    [InlineData(new[] { 2, 1, 3 })]
    public void Ops_along_the_last_axis_take_every_rank(int[] leading)
    {
        var (x, y) = (Tensor.RandN<double>(new Random(2), [.. leading, 3]), Tensor.RandN<double>(new Random(3), [.. leading, 3]));
        Same(Leading.Shares(x), new Leading.SharesKernel().Forward(x));
        Same(Leading.Running(x), new Leading.RunningKernel().Forward(x));
        Same(Leading.Sizes(x), new Leading.SizesKernel().Forward(x));
        Same(Leading.Perpendicular(x, y), new Leading.PerpendicularKernel().Forward(x, y));
        Same(Leading.Longer(x), new Leading.LongerKernel().Forward(x));

        static void Same(Tensor<double> expected, Tensor<double> actual)
        {
            Assert.Equal(expected.Shape, actual.Shape);
            Assert.All(expected.ToArray().Zip(actual.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        }
    }

    [Fact]
    public void Leading_axes_of_two_arguments_must_agree()
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => new Leading.SimilarityKernel().Forward(Tensor.Zeros<double>(2, 3, 4), Tensor.Zeros<double>(3, 4)));
        Assert.Equal("Leading.Similarity: y has shape [3, 4] where [..., d] was declared; ... = [2, 3] from x, d = 4 from x", error.Message);
    }

    [Fact]
    public void A_seed_has_the_leading_axes_of_the_call()
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => new Leading.LayerKernel().ForwardBackward(Tensor.Zeros<double>(2, 3, 4), W, Tensor.Zeros<double>(3, 2)));
        Assert.Equal("Leading.Layer: seed has shape [3, 2] where [..., h] was declared; ... = [2, 3] from x, h = 2 from w", error.Message);
    }

    [Fact]
    public void Too_few_axes_are_refused()
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => new Leading.LayerKernel().Forward(Tensor.Of(1.0), W));
        Assert.StartsWith("Leading.Layer: x has shape [] where [..., d] was declared", error.Message);
    }
}
