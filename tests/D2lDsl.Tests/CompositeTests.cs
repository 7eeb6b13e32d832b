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
        Assert.Equal("CrossEntropy takes logits [n, c] and labels [n]; logits has shape [2, 3] and labels has shape [2, 1]",
            Expect.Error<ArgumentException>(() => CrossEntropy(Logits, Tensor.Of([[0], [1]]))));
        Assert.Equal("CrossEntropy takes logits [n, c] and labels [n]; logits has shape [3] and labels has shape [1]",
            Expect.Error<ArgumentException>(() => CrossEntropy(Logits[0], Tensor.Of([0]))));
        Assert.Equal("CrossEntropy joins logits [2, 3] with labels [1]: n is 2 in one and 1 in the other",
            Expect.Error<ArgumentException>(() => CrossEntropy(Logits, Tensor.Of([0]))));
        Assert.Equal("MseLoss takes prediction […] and target […]; prediction has shape [2] and target has shape [2, 1]",
            Expect.Error<ArgumentException>(() => MseLoss(Tensor.Of([1.0, 2.0]), Tensor.Of([[1.0], [2.0]]))));
        Assert.Equal("MseLoss joins prediction [2] with target [3]: axis 0 is 2 in one and 3 in the other",
            Expect.Error<ArgumentException>(() => MseLoss(Tensor.Of([1.0, 2.0]), Tensor.Of([1.0, 2.0, 3.0]))));
        Assert.Equal("LayerNorm joins x [2, 3] with scale [2]: d is 3 in one and 2 in the other",
            Expect.Error<ArgumentException>(() => LayerNorm(Logits, Tensor.Of([1.0, 2.0]), Tensor.Of([0.0, 0.0, 0.0]))));
        Assert.Equal("OneHot: labels[1] is 3, which is not in [0, 3)",
            Expect.Error<ArgumentOutOfRangeException>(() => OneHot(Tensor.Of([0, 3]), 3)));
        Assert.Equal("Softmax: axis 2 does not exist in shape [2, 3]; axes run from 0 to 1 or from -2 to -1",
            Expect.Error<ArgumentException>(() => Softmax(Logits, 2)));
        Assert.Equal("Var: [1, -1] names axis 1 of shape [2, 3] twice", Expect.Error<ArgumentException>(() => Var(Logits, [1, -1])));
        Assert.Equal("labels", Assert.Throws<ArgumentNullException>(() => OneHot<int>(null!, 3)).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => Softmax<double>(null!, 0)).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => Argmax<double>(null!)).ParamName);
        Assert.Equal("CrossEntropy needs a floating-point tensor, logits is Tensor<int>; use logits.Cast<float>()",
            Expect.Error<NotSupportedException>(() => CrossEntropy(Logits.Cast<int>(), Tensor.Of([0, 1]))));
        Expect.Error<ArgumentException>(() => CrossEntropy(Logits, Tensor.Of([0, 1, 2])));
    }

    [Fact]
    public void A_correction_is_told_from_an_axis()
    {
        var x = Tensor.Of([[1.0, 2.0], [3.0, 6.0]]);
        Expect.Is(Var(x), [], 14.0 / 3);
        Expect.Is(Var(x, correction: 0), [], 3.5);
        Expect.Is(Var(x, 0), [2], 2, 8);
        Expect.Is(Var(x, 0, correction: 0), [2], 1, 4);
        Expect.Is(Var(x, axes: [0, 1], keepDims: true, correction: 0), [1, 1], 3.5);
        Expect.Is(x.Var(1, keepDims: true), [2, 1], 0.5, 4.5);
        Expect.Is(x.Std(axis: 0, correction: 0), [2], 1, 2);
        Expect.Is(Std(Tensor.Of([1f])), [], double.NaN);
    }

    [Fact]
    public void Indices_of_extrema_are_ints()
    {
        var x = Tensor.Of([[[1, 7], [7, 0]], [[2, 2], [-1, 5]]]);
        Tensor<int> all = Argmax(x);
        Expect.Is(all, [], 1);
        Expect.Is(Argmin(x), [], 6);
        Expect.Is(x.Argmax(0), [2, 2], 1, 0, 0, 1);
        Expect.Is(Argmax(x, -1), [2, 2], 1, 0, 0, 1);
        Expect.Is(Argmax(x, 1, keepDims: true), [2, 1, 2], 1, 0, 0, 1);
        // Row-major over the axes that are reduced, whichever they are.
        Expect.Is(Argmax(x, [0, 2]), [2], 1, 0);
        Expect.Is(Argmin(x, [1, 2]), [2], 3, 2);
        Expect.Is(Argmax(x.Permute(2, 0, 1)), [], 1);
        Expect.Is(Argmax(Tensor.Of([1, float.NaN, 3, float.NaN])), [], 1);
        Expect.Is(Argmin(Tensor.Of([1, float.NaN, 3])), [], 1);
        Expect.Is(Argmax(Sum(x)), [], 0);
        Assert.Equal(
            "Max: x has shape [2, 0], so there are no elements to reduce, and no elements have no max",
            Expect.Error<ArgumentException>(() => Argmax(Tensor.Zeros(2, 0), 1)));
    }

    [Fact]
    public void OneHot_has_the_labels_element_type()
    {
        Expect.Is(OneHot(Tensor.Of([2, 0]), 3), [2, 3], 0, 0, 1, 1, 0, 0);
        Expect.Is(Tensor.Of([(byte)1]).OneHot(2), [1, 2], 0, 1);
        Expect.Is(OneHot(Tensor.Of([[0L], [1L]]), 2).Cast<float>(), [2, 1, 2], 1, 0, 0, 1);
        Assert.Equal(
            "OneHot needs an integer tensor, labels is Tensor<float>; use labels.Cast<int>()",
            Expect.Error<NotSupportedException>(() => OneHot(Tensor.Of([1f]), 2)));
    }

    [Fact]
    public void Masked_rows_of_a_softmax()
    {
        const double none = double.NegativeInfinity;
        var x = Tensor.Of([[0, none], [none, none], [1000, 1000]]);
        Expect.Is(Softmax(x, 1), [3, 2], 1, 0, double.NaN, double.NaN, 0.5, 0.5);
        Expect.Is(LogSumExp(x, 1), [3], 0, none, 1000 + Math.Log(2));
        Expect.Is(LogSoftmax(Tensor.Of([0f, -200f]), 0), [2], 0, -200);
    }
}
