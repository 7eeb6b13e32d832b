using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Api;

/// <summary>What a kernel refuses before anything runs, inside of conditions and loops too.</summary>
public class RefusedTests
{
    static readonly Tensor<float> X = Tensor.RandN(new Random(1), 3, 4);

    [Fact]
    public void The_largest_of_no_elements() => Assert.Equal("Refused.Largest: Max of x [n, c] needs at least one element; c = 4, n = 0",
        Assert.ThrowsAny<ArgumentException>(() => new Refused.LargestKernel().Forward(Tensor.Zeros(0, 4))).Message);

    [Fact]
    public void A_label_out_of_range_in_a_branch() => Assert.Equal("Refused.ScoreIfSmall: labels[2] is 9; labels run from 0 to 3",
        Assert.ThrowsAny<ArgumentException>(() => new Refused.ScoreIfSmallKernel().ForwardBackward(X, Tensor.Of(new[] { 1, 2, 9 }))).Message);

    [Fact]
    public void A_label_out_of_range_in_a_loop() => Assert.Equal("Refused.ScoreTwice: labels[0] is -1; labels run from 0 to 3",
        Assert.ThrowsAny<ArgumentException>(() => new Refused.ScoreTwiceKernel().ForwardBackward(X, Tensor.Of(new[] { -1, 2, 0 }))).Message);

    [Fact]
    public void Labels_in_range_are_taken_there()
    {
        var labels = Tensor.Of(new[] { 1, 2, 0 });
        Assert.Equal(Refused.ScoreIfSmall(X, labels).Item(), new Refused.ScoreIfSmallKernel().ForwardBackward(X, labels), 1e-5f);
        Assert.Equal(Refused.ScoreTwice(X, labels).Item(), new Refused.ScoreTwiceKernel().ForwardBackward(X, labels), 1e-5f);
    }
}
