using static D2lDsl.Ops;

namespace D2lDsl.EagerTests;

/// <summary>Ops whose body is other ops.</summary>
public class CompositeTests
{
    static readonly Tensor<double> Logits = Tensor.Of([[1.0, 2.0, 3.0], [0.5, -1.0, 0.0]]);

    [Fact]
    public void CrossEntropy_is_the_mean_of_minus_log_softmax_at_the_label()
    {
        double[] row0 = [1, 2, 3], row1 = [0.5, -1, 0];
        double Loss(double[] row, int label) => -Math.Log(Math.Exp(row[label]) / row.Sum(Math.Exp));
        var labels = Tensor.Of([2, 1]);
        double right = (Loss(row0, 2) + Loss(row1, 1)) / 2;
        Assert.Equal(right, CrossEntropy(Logits, labels).Item(), 1e-14);
        Assert.Equal(right, Logits.CrossEntropy(labels).Item(), 1e-14);
        Assert.Equal((float)right, CrossEntropy(Logits.Cast<float>(), labels).Item(), 1e-6f);
        Assert.Equal(0, CrossEntropy(Logits, labels).Rank);
    }

    [Fact]
    public void Large_logits_do_not_overflow() =>
        Assert.Equal(1000, CrossEntropy(Tensor.Of([[1000f, 0f]]), Tensor.Of([1])).Item());

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Assert.Equal("CrossEntropy: labels[1] is 3, which is not in [0, 3)",
            Expect.Error<ArgumentOutOfRangeException>(() => CrossEntropy(Logits, Tensor.Of([0, 3]))));
        Assert.Equal("CrossEntropy: labels[0] is -1, which is not in [0, 3)",
            Expect.Error<ArgumentOutOfRangeException>(() => CrossEntropy(Logits, Tensor.Of([-1, 0]))));
        Assert.Equal("CrossEntropy: labels has shape [2, 1], which has rank 2 where rank 1 is needed",
            Expect.Error<ArgumentException>(() => CrossEntropy(Logits, Tensor.Of([[0], [1]]))));
        Assert.Equal("CrossEntropy needs a floating-point tensor, logits is Tensor<int>; use logits.Cast<float>()",
            Expect.Error<NotSupportedException>(() => CrossEntropy(Logits.Cast<int>(), Tensor.Of([0, 1]))));
        Expect.Error<ArgumentException>(() => CrossEntropy(Logits, Tensor.Of([0, 1, 2])));
    }
}
