namespace D2lDsl.SeedsTests;

/// <summary>The numbered examples on sums, means and norms: eagerly, in a kernel, and their gradients.</summary>
public class ReductionTests
{
    static readonly Tensor<float> A = Tensor.Arange<float>(20).Reshape(5, 4), Small = Tensor.Of(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
    static readonly Tensor<float> U = Tensor.Of([3f, 0, -4]);

    static void DownColumns(Tensor<float> a, float[] expected)
    {
        var kernel = new Algebra.DownColumnsKernel();
        Expect.Both(expected, a.Sum(axis: 0), kernel.ForwardBackward(a, Tensor.Ones(expected.Length)));
        Assert.All(kernel.Gradients.A.ToArray(), v => Assert.Equal(1, v));
    }

    static void AlongRows(Tensor<float> a, float[] expected)
    {
        var kernel = new Algebra.AlongRowsKernel();
        Expect.Both(expected, a.Sum(axis: 1), kernel.ForwardBackward(a, Tensor.Ones(expected.Length)));
        Assert.All(kernel.Gradients.A.ToArray(), v => Assert.Equal(1, v));
    }

    static void KeptRows()
    {
        float[] expected = [6, 22, 38, 54, 70];
        Expect.Both([5, 1], expected, A.Sum(axis: 1, keepDims: true), new Algebra.KeptRowsKernel().ForwardBackward(A, Tensor.Ones(5, 1)));
        AlongRows(A, expected);
    }

    static void Average()
    {
        var kernel = new Algebra.AverageKernel();
        Expect.Both(9.5f, A.Mean(), kernel.ForwardBackward(A));
        Expect.Values([], [9.5f], A.Sum() / A.Length);
        Assert.All(kernel.Gradients.A.ToArray(), v => Assert.Equal(0.05f, v));
    }

    static void Total(Tensor<float> a, float expected)
    {
        var kernel = new Algebra.TotalKernel();
        Expect.Both(expected, a.Sum(), kernel.ForwardBackward(a));
        Assert.All(kernel.Gradients.A.ToArray(), v => Assert.Equal(1, v));
    }

    static void RunningSums()
    {
        Expect.Both([5, 4], [0, 1, 2, 3, 4, 6, 8, 10, 12, 15, 18, 21, 24, 28, 32, 36, 40, 45, 50, 55], A.CumSum(axis: 0), new Algebra.RunningDownKernel().ForwardBackward(A, Tensor.Ones(5, 4)));
    }

    [Fact]
    public void S0_20_sums_of_columns_and_of_rows()
    {
        DownColumns(Small, [5, 7, 9]);
        AlongRows(Small, [6, 15]);
        Assert.Equal(("tensor([5., 7., 9.])", "tensor([ 6., 15.])"), (Small.Sum(axis: 0).ToString(), Small.Sum(axis: 1).ToString()));
    }

    [Fact]
    public void S0_21_means_of_columns_and_of_rows()
    {
        var (columns, rows) = (new Algebra.ColumnMeansKernel(), new Algebra.RowMeansKernel());
        Expect.Both([2.5f, 3.5f, 4.5f], Small.Mean(axis: 0), columns.ForwardBackward(Small, Tensor.Ones(3)));
        Expect.Both([2, 5], Small.Mean(axis: 1), rows.ForwardBackward(Small, Tensor.Ones(2)));
        Assert.All(columns.Gradients.A.ToArray(), v => Assert.Equal(0.5f, v));
        Assert.All(rows.Gradients.A.ToArray(), v => Assert.Equal(1 / 3f, v));
        Assert.Equal("tensor([2.5000, 3.5000, 4.5000])", Small.Mean(axis: 0).ToString());
    }

    [Fact]
    public void S1_13_the_sum_of_all() => Total(A, 190);

    [Fact]
    public void S1_14_the_sums_of_rows() => AlongRows(A, [6, 22, 38, 54, 70]);

    [Fact]
    public void S1_15_the_sum_over_both_axes()
    {
        Expect.Both(190, A.Sum([0, 1]), new Algebra.TotalOfBothKernel().ForwardBackward(A));
        Total(A, 190);
    }

    [Fact]
    public void S1_16_the_mean() => Average();

    [Fact]
    public void S1_17_the_axis_may_stay() => KeptRows();

    [Fact]
    public void S1_18_running_sums() => RunningSums();

    [Fact]
    public void S3_13_the_sum() => Total(Tensor.Arange<float>(12).Reshape(3, 4), 66);

    [Fact]
    public void S3_35_sums_along_both_axes()
    {
        DownColumns(A, [40, 45, 50, 55]);
        AlongRows(A, [6, 22, 38, 54, 70]);
    }

    [Fact]
    public void S3_36_the_mean_is_the_sum_by_the_number() => Average();

    [Fact]
    public void S3_37_the_mean_of_columns_is_their_sum_by_the_number_of_rows()
    {
        var kernel = new Algebra.ColumnMeansKernel();
        Expect.Both([8, 9, 10, 11], A.Mean(axis: 0), kernel.ForwardBackward(A, Tensor.Ones(4)));
        Expect.Values([8, 9, 10, 11], A.Sum(axis: 0) / A.Shape[0]);
        Assert.All(kernel.Gradients.A.ToArray(), v => Assert.Equal(0.2f, v));
    }

    [Fact]
    public void S3_38_with_the_axis_and_without()
    {
        KeptRows();
        Assert.Equal("tensor([[ 6.],\n        [22.],\n        [38.],\n        [54.],\n        [70.]])", A.Sum(axis: 1, keepDims: true).ToString());
        Assert.Equal("tensor([ 6., 22., 38., 54., 70.])", A.Sum(axis: 1).ToString());
    }

    [Fact]
    public void S3_39_running_sums_down_the_columns()
    {
        RunningSums();
        var kernel = new Algebra.RunningDownKernel();
        kernel.ForwardBackward(A, Tensor.Ones(5, 4));
        // An element is part of the sums at its row and below.
        Expect.Values([5, 4], [5, 5, 5, 5, 4, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1], kernel.Gradients.A);
    }

    [Fact]
    public void S3_40_running_sums_along_the_rows()
    {
        var kernel = new Algebra.RunningAlongKernel();
        Expect.Both([5, 4], [0, 1, 3, 6, 4, 9, 15, 22, 8, 17, 27, 38, 12, 25, 39, 54, 16, 33, 51, 70], A.CumSum(axis: 1), kernel.ForwardBackward(A, Tensor.Ones(5, 4)));
        Expect.Values([5, 4], [4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1, 4, 3, 2, 1], kernel.Gradients.A);
    }

    [Fact]
    public void S4_14_axis_0_of_a_matrix_is_summed_away()
    {
        DownColumns(Small, [5, 7, 9]);
        Assert.Equal([3], Small.Sum(axis: 0).Shape);
    }

    [Fact]
    public void S4_16_rows_divided_by_their_sums()
    {
        var kernel = new Algebra.SharesKernel();
        var shares = kernel.ForwardBackward(A, Tensor.Ones(5, 4)).Clone();
        Expect.Values([4], [0.18181819f, 0.22727273f, 0.27272728f, 0.3181818f], shares[1]);
        Assert.Equal("tensor([0.1818, 0.2273, 0.2727, 0.3182])", (A / A.Sum(axis: 1, keepDims: true))[1].ToString());
        // Each row adds up to 1 whatever the elements are.
        Assert.All(kernel.Gradients.A.ToArray(), v => Assert.Equal(0, v, 1e-6));
        Assert.Equal([6f, 22, 38, 54, 70], A.Sum(axis: 1).ToArray());
    }

    [Fact]
    public void S0_22_the_Euclidean_norm()
    {
        var v = Tensor.Of([2f, 3]);
        var kernel = new Algebra.LengthKernel();
        Expect.Both(3.6055513f, Norm(v), kernel.ForwardBackward(v));
        Expect.Values([0.5547002f, 0.8320503f], kernel.Gradients.V);
        Assert.Equal("tensor(3.6056)", Norm(v).ToString());
    }

    [Fact]
    public void S0_23_the_sum_of_absolute_values()
    {
        var v = Tensor.Of([1.2f, -3.4f, 0]);
        var kernel = new Algebra.SumOfSizesKernel();
        Expect.Both(4.6f, Abs(v).Sum(), kernel.ForwardBackward(v));
        Expect.Values([1, -1, 0], kernel.Gradients.V);
        Assert.Equal("tensor(4.6000)", Abs(v).Sum().ToString());
    }

    [Fact]
    public void S3_44_three_norms()
    {
        var (length, sizes, first) = (new Algebra.LengthKernel(), new Algebra.SumOfSizesKernel(), new Algebra.FirstNormKernel());
        Expect.Both(5, Norm(U), length.ForwardBackward(U));
        Expect.Both(5, Norm(U, p: 2), length.ForwardBackward(U));
        Expect.Both(7, Abs(U).Sum(), sizes.ForwardBackward(U));
        Expect.Both(7, Norm(U, p: 1), first.ForwardBackward(U));
        Expect.Values([0.6f, 0, -0.8f], length.Gradients.V);
        Expect.Values([1, 0, -1], first.Gradients.V);
        // Of the zero vector the gradient is 0.
        length.ForwardBackward(Tensor.Zeros(3));
        Expect.Values([0, 0, 0], length.Gradients.V);
    }

    [Fact]
    public void S3_45_the_Frobenius_norm()
    {
        var ones = Tensor.Ones(4, 9);
        var kernel = new Algebra.FrobeniusKernel();
        Expect.Both(6, Norm(ones), kernel.ForwardBackward(ones));
        Assert.All(kernel.Gradients.A.ToArray(), v => Assert.Equal(1 / 6f, v, 1e-7));
        Assert.Equal("tensor(6.)", Norm(ones).ToString());
    }
}
