namespace D2lDsl.SeedsTests;

/// <summary>The numbered examples on reshaping, transposing and joining.</summary>
public class ShapeTests
{
    static readonly Tensor<float> Twelve = Tensor.Arange<float>(12);
    static readonly Tensor<float> X = Twelve.Reshape(3, 4), Y = Tensor.Of(new float[,] { { 2, 1, 4, 3 }, { 1, 2, 3, 4 }, { 4, 3, 2, 1 } });
    static readonly Tensor<float> O = Tensor.Of(new[,] { { 1.1226f, 1.2100f, 1.9319f }, { 1.4949f, 1.5176f, 1.3835f } });

    static void Reshaped()
    {
        var kernel = new Operations.ToMatrixKernel();
        Expect.Both([3, 4], Twelve.ToArray(), Twelve.Reshape(3, 4), kernel.ForwardBackward(Twelve, Y));
        Expect.Values(Y.ToArray(), kernel.Gradients.X);
    }

    [Fact]
    public void S0_03_a_reshape_keeps_number_and_values() => Reshaped();

    [Fact]
    public void S1_03_a_vector_as_a_matrix() => Reshaped();

    [Fact]
    public void S3_02_a_reshape_to_rows_and_columns()
    {
        Reshaped();
        Assert.Equal([3, 4], Tensor.Arange(12).Reshape(3, 4).Shape);
    }

    [Fact]
    public void S2_13_a_view_of_other_sizes()
    {
        float[] expected = [1.1226f, 1.21f, 1.9319f, 1.4949f, 1.5176f, 1.3835f];
        Expect.Both([3, 2], expected, O.Reshape(3, 2), new Operations.ToPairsKernel().ForwardBackward(O, Tensor.Ones(3, 2)));
        Assert.Equal("tensor([[1.1226, 1.2100],\n        [1.9319, 1.4949],\n        [1.5176, 1.3835]])", O.Reshape(3, 2).ToString());
    }

    [Fact]
    public void S2_14_one_size_may_be_left_open()
    {
        var kernel = new Operations.ToPairsKernel();
        Assert.Equal(O.Reshape(3, 2).ToArray(), kernel.ForwardBackward(O, Tensor.Ones(3, 2)).ToArray());
        Assert.Equal([3, 2], O.Reshape(-1, 2).Shape);
        Expect.Values([2, 3], [1, 1, 1, 1, 1, 1], kernel.Gradients.X);
    }

    [Fact]
    public void S2_16_a_new_axis()
    {
        var kernel = new Operations.WidenedKernel();
        Expect.Both([2, 1, 3], O.ToArray(), O.Unsqueeze(1), kernel.ForwardBackward(O, Tensor.Ones(2, 1, 3)));
        Assert.Equal([2, 3], kernel.Gradients.X.Shape);
    }

    [Fact]
    public void S2_17_only_an_axis_of_size_1_can_go()
    {
        var r = O.Unsqueeze(1);
        Assert.Equal("Squeeze: axis 0 of shape [2, 1, 3] has size 2; only an axis of size 1 can be dropped", Assert.Throws<ArgumentException>(() => r.Squeeze(0)).Message);
        Assert.Equal([2, 1, 3], r.Shape);
    }

    [Fact]
    public void S2_18_an_axis_of_size_1_goes()
    {
        var kernel = new Operations.NarrowedKernel();
        Expect.Both([2, 3], O.ToArray(), O.Unsqueeze(1).Squeeze(1), kernel.ForwardBackward(O.Unsqueeze(1), Tensor.Ones(2, 3)));
        Assert.Equal([2, 1, 3], kernel.Gradients.X.Shape);
    }

    [Fact]
    public void S0_13_the_transpose()
    {
        var a = Tensor.Arange<float>(16).Reshape(4, 4);
        float[] expected = [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15];
        var kernel = new Operations.TransposedKernel();
        Expect.Both([4, 4], expected, a.T, kernel.ForwardBackward(a, a));
        Expect.Values([4, 4], expected, kernel.Gradients.A);
    }

    [Fact]
    public void S3_31_the_transpose_of_a_high_matrix()
    {
        var a = Tensor.Arange<float>(20).Reshape(5, 4);
        float[] expected = [0, 4, 8, 12, 16, 1, 5, 9, 13, 17, 2, 6, 10, 14, 18, 3, 7, 11, 15, 19];
        Expect.Both([4, 5], expected, a.T, new Operations.TransposedKernel().ForwardBackward(a, Tensor.Ones(4, 5)));
        Assert.Equal("tensor([[ 0,  4,  8, 12, 16],\n        [ 1,  5,  9, 13, 17],\n        [ 2,  6, 10, 14, 18],\n        [ 3,  7, 11, 15, 19]])",
            Tensor.Arange(20).Reshape(5, 4).T.ToString());
    }

    static void Rows()
    {
        var kernel = new Operations.RowsKernel();
        Expect.Both([6, 4], [.. X.ToArray(), .. Y.ToArray()], Concat([X, Y], 0), kernel.ForwardBackward(X, Y, Tensor.Arange<float>(24).Reshape(6, 4)));
        Expect.Values([3, 4], Twelve.ToArray(), kernel.Gradients.X);
        Expect.Values([3, 4], (Twelve + 12).ToArray(), kernel.Gradients.Y);
    }

    static void Columns()
    {
        float[] expected = [0, 1, 2, 3, 2, 1, 4, 3, 4, 5, 6, 7, 1, 2, 3, 4, 8, 9, 10, 11, 4, 3, 2, 1];
        var kernel = new Operations.ColumnsKernel();
        Expect.Both([3, 8], expected, Cat([X, Y], 1), kernel.ForwardBackward(X, Y, Concat([X, Y], 1)));
        Expect.Values([3, 4], X.ToArray(), kernel.Gradients.X);
        Expect.Values([3, 4], Y.ToArray(), kernel.Gradients.Y);
    }

    [Fact]
    public void S3_10_rows_below_rows() => Rows();

    [Fact]
    public void S3_11_columns_beside_columns() => Columns();

    [Fact]
    public void S1_22_rows_or_columns_are_joined()
    {
        Rows();
        Columns();
    }

    [Fact]
    public void S4_09_joining_comparing_summing_and_broadcasting()
    {
        Rows();
        Columns();
        Assert.Equal(2, (X == Y).Cast<int>().Sum().Item());
        Assert.Equal(66, X.Sum().Item());
#pragma warning disable D2L0302    // That it is reported is tested in EagerMistakeTests; here is what it gives.
        Assert.Equal([3, 2], (Tensor.Zeros(3, 1) + Tensor.Zeros(1, 2)).Shape);
#pragma warning restore D2L0302
    }

    [Fact]
    public void S4_06_a_batch_of_one_is_dropped()
    {
        var x = Tensor.RandN(new Random(1), 1, 3, 4);
        var kernel = new Operations.WithoutBatchKernel();
        Expect.Both([3, 4], x.ToArray(), x.Reshape(3, 4), kernel.ForwardBackward(x, Tensor.Ones(3, 4)));
        Assert.Equal([1, 3, 4], kernel.Gradients.X.Shape);
    }

    [Fact]
    public void S4_24_labels_as_a_column()
    {
        var y = Tensor.RandN(new Random(1), 1000);
        var kernel = new Operations.ToColumnKernel();
        Expect.Both([1000, 1], y.ToArray(), y.Reshape(-1, 1), kernel.ForwardBackward(y, Tensor.Ones(1000, 1)));
        Assert.Equal([1000], kernel.Gradients.X.Shape);
    }
}
