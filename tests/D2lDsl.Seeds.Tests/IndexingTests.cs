namespace D2lDsl.SeedsTests;

/// <summary>The numbered examples on picking and writing elements, on views, and on what keeps its memory.</summary>
public class IndexingTests
{
    static readonly Tensor<float> X = Tensor.Of([1f, 2, 4, 8]);
    static readonly Tensor<float> O = Tensor.Of(new[,] { { 1.1226f, 1.2100f, 1.9319f }, { 1.4949f, 1.5176f, 1.3835f } });

    [Fact]
    public void S0_09_minus_one_is_the_last_element()
    {
        var kernel = new Operations.LastKernel();
        Expect.Both(8, X[-1], kernel.ForwardBackward(X));
        Expect.Values([0, 0, 0, 1], kernel.Gradients.X);
        Assert.Equal(("tensor(8.)", 0), (X[-1].ToString(), X[-1].Rank));
    }

    [Fact]
    public void S0_10_a_slice_ends_before_its_end()
    {
        var kernel = new Operations.MiddleKernel();
        Expect.Both([2, 4], X[1..3], kernel.ForwardBackward(X, Tensor.Ones(2)));
        Expect.Values([0, 1, 1, 0], kernel.Gradients.X);
        Assert.Equal("tensor([2., 4.])", X[1..3].ToString());
    }

    [Fact]
    public void S0_11_two_dots_are_all()
    {
        var kernel = new Operations.AllKernel();
        Expect.Both([1, 2, 4, 8], X[..], kernel.ForwardBackward(X, Tensor.Ones(4)));
        Expect.Values([1, 1, 1, 1], kernel.Gradients.X);
    }

    [Fact]
    public void S0_06_the_elements_one_by_one_add_up_to_the_sum()
    {
        var x = Tensor.Of(new[,] { { -.3059f, 1.4878f, .2026f, -.7363f }, { -1.2357f, .8356f, 1.3819f, -1.3026f }, { 1.4943f, -.8299f, 1.2947f, 1.3532f } });
        var (rows, columns) = x.Shape;
        var total = 0f;
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                total += x[i, j].Item();
        Assert.Equal("3.6397", total.ToString("F4"));
        Assert.Equal("tensor(3.6397)", x.Sum().ToString());
        Assert.Equal("3.6397", new Algebra.TotalKernel().Forward(x).ToString("F4"));
    }

    [Fact]
    public void S1_24_elements_rows_and_blocks()
    {
        var x = Tensor.Arange<float>(12).Reshape(3, 4);
        Assert.Equal([8f, 9, 10, 11], x[-1].ToArray());
        Assert.Equal([4f, 5, 6, 7, 8, 9, 10, 11], x[1..3].ToArray());
        Assert.Equal(6f, x[1, 2].Item());
        Assert.Equal([5f, 6], new Operations.MiddleKernel().Forward(Tensor.Of([4f, 5, 6, 7])).ToArray());
    }

    [Fact]
    public void S2_11_a_column()
    {
        var kernel = new Operations.ColumnKernel();
        Expect.Both([1.21f, 1.5176f], O[.., 1], kernel.ForwardBackward(O, Tensor.Ones(2)));
        Expect.Values([2, 3], [0, 1, 0, 0, 1, 0], kernel.Gradients.X);
        Assert.Equal("tensor([1.2100, 1.5176])", O[.., 1].ToString());
    }

    [Fact]
    public void S2_12_a_row()
    {
        var kernel = new Operations.RowKernel();
        Expect.Both([1.1226f, 1.21f, 1.9319f], O[0, ..], kernel.ForwardBackward(O, Tensor.Ones(3)));
        Expect.Values([2, 3], [1, 1, 1, 0, 0, 0], kernel.Gradients.X);
        Assert.Equal("tensor([1.1226, 1.2100, 1.9319])", O[0, ..].ToString());
    }

    [Fact]
    public void S3_14_broadcasting_and_rows_by_their_numbers()
    {
        var x = Tensor.Arange<float>(12).Reshape(3, 4);
        Assert.Equal([8f, 9, 10, 11], x[-1].ToArray());
        Assert.Equal([2, 4], x[1..3].Shape);
        Assert.Equal([3, 4], (x + Tensor.Ones(4)).Shape);
        Assert.Equal(8, new Operations.LastKernel().Forward(X));
    }

    [Fact]
    public void S4_01_every_third_row_and_every_second_column()
    {
        var x = Tensor.Arange<float>(16).Reshape(4, 4);
        var kernel = new Operations.EveryKernel();
        Expect.Both([2, 2], [0, 2, 12, 14], x[(.., 3), (.., 2)], kernel.ForwardBackward(x, Tensor.Ones(2, 2)));
        Expect.Values([4, 4], [1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0], kernel.Gradients.X);
        Assert.Equal("tensor([[ 0.,  2.],\n        [12., 14.]])", x[(.., 3), (.., 2)].ToString());
    }

    [Fact]
    public void S4_07_one_element_is_written()
    {
        var x = Tensor.Arange<float>(12).Reshape(3, 4);
        x[1, 2] = 17;
        // Counted from 0: the second row, the third column.
        Assert.Equal([0f, 1, 2, 3, 4, 5, 17, 7, 8, 9, 10, 11], x.ToArray());
    }

    [Fact]
    public void S3_15_many_elements_get_one_value()
    {
        var x = Tensor.Arange<float>(12).Reshape(3, 4);
        x[0..2, ..] = 12;
        Assert.Equal([12f, 12, 12, 12, 12, 12, 12, 12, 8, 9, 10, 11], x.ToArray());
    }

    [Fact]
    public void S0_12_adding_in_place_keeps_the_memory()
    {
        var (x, y) = (X.Clone(), Tensor.Of([2f, 2, 2, 2]));
        var (before, view) = (x, x[..]);
        x += y;
        Assert.Same(before, x);
        Assert.Equal([3f, 4, 6, 10], x.ToArray());
        Assert.Equal([3f, 4, 6, 10], view.ToArray());
    }

    [Fact]
    public void S1_25_a_new_value_takes_memory_and_one_in_place_does_not()
    {
        var (x, y) = (X.Clone(), Tensor.Ones(4));
        var before = x;
        x[..] = x + y;
        x += y;
        Assert.Same(before, x);
        Assert.Equal([3f, 4, 6, 10], x.ToArray());
        x = x + y;
        Assert.NotSame(before, x);
    }

    [Fact]
    public void S3_16_a_variable_that_is_assigned_is_another_tensor()
    {
        var x = X.Clone();
        var before = x;
        x = x + x;
        Assert.False(ReferenceEquals(before, x));
        Assert.Equal([1f, 2, 4, 8], before.ToArray());
    }

    [Fact]
    public void S3_17_a_slice_assignment_keeps_the_memory()
    {
        var (x, y) = (X, Tensor.Ones(4));
        var z = Tensor.ZerosLike(y);
        var before = z;
        z[..] = x + y;
        Assert.Same(before, z);
        Assert.Equal([2f, 3, 5, 9], z.ToArray());
        // A kernel writes its result into one memory too.
        var kernel = new Operations.AddKernel();
        Assert.Same(kernel.Forward(x, y), kernel.Forward(x, y));
    }

    [Fact]
    public void S3_18_adding_in_place()
    {
        var x = X.Clone();
        var before = x;
        x += Tensor.Ones(4);
        Assert.True(ReferenceEquals(before, x));
    }

    [Fact]
    public void S4_10_identity_before_and_after()
    {
        var x = Tensor.Zeros(2);
        var before = x;
        x += 1;
        Assert.True(ReferenceEquals(before, x));
        x = x + 1;
        Assert.False(ReferenceEquals(before, x));
    }

    [Fact]
    public void S3_29_writing_a_reshape_writes_its_source()
    {
        var a = Tensor.Arange(12);
        var b = a.Reshape(3, 4);
        b[..] = 2;
        Assert.Equal("tensor([2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2])", a.ToString());
    }

    [Fact]
    public void S3_33_a_clone_has_memory_of_its_own()
    {
        var a = Tensor.Arange<float>(20).Reshape(5, 4);
        var b = a.Clone();
        b[0, 0] = 100;
        Assert.Equal((0f, 100f), (a[0, 0].Item(), b[0, 0].Item()));
        Assert.Equal((a * a).ToArray(), new Operations.CopiedKernel().Forward(a).ToArray());
    }
}
