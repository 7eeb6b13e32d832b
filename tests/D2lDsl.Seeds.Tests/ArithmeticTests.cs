namespace D2lDsl.SeedsTests;

/// <summary>The numbered examples on arithmetic, element by element: eagerly, in a kernel, and their gradients.</summary>
public class ArithmeticTests
{
    static readonly Tensor<float> X = Tensor.Of([1f, 2, 4, 8]), Y = Tensor.Of([2f, 2, 2, 2]), Ones = Tensor.Ones(4);
    static readonly Tensor<float> A = Tensor.Arange<float>(16).Reshape(4, 4), Tall = Tensor.Arange<float>(20).Reshape(5, 4);

    static void Sums()
    {
        var kernel = new Operations.AddKernel();
        Expect.Both([3, 4, 6, 10], X + Y, kernel.ForwardBackward(X, Y, Ones));
        Expect.Values([1, 1, 1, 1], kernel.Gradients.X);
        Expect.Values([1, 1, 1, 1], kernel.Gradients.Y);
        Assert.Equal("tensor([ 3.,  4.,  6., 10.])", (X + Y).ToString());
    }

    static void Differences()
    {
        var kernel = new Operations.SubtractKernel();
        Expect.Both([-1, 0, 2, 6], X - Y, kernel.ForwardBackward(X, Y, Ones));
        Expect.Values([-1, -1, -1, -1], kernel.Gradients.Y);
    }

    static void Products()
    {
        var kernel = new Operations.MultiplyKernel();
        Expect.Both([2, 4, 8, 16], X * Y, kernel.ForwardBackward(X, Y, Ones));
        Expect.Values([2, 2, 2, 2], kernel.Gradients.X);
        Expect.Values([1, 2, 4, 8], kernel.Gradients.Y);
        Assert.Equal("tensor([ 2.,  4.,  8., 16.])", (X * Y).ToString());
    }

    static void Quotients()
    {
        var kernel = new Operations.DivideKernel();
        Expect.Both([0.5f, 1, 2, 4], X / Y, kernel.ForwardBackward(X, Y, Ones));
        Expect.Values([0.5f, 0.5f, 0.5f, 0.5f], kernel.Gradients.X);
        Expect.Values([-0.25f, -0.5f, -1, -2], kernel.Gradients.Y);
        Assert.Equal("tensor([0.5000, 1.0000, 2.0000, 4.0000])", (X / Y).ToString());
    }

    static void Powers()
    {
        var kernel = new Operations.PowerKernel();
        Expect.Both([1, 4, 16, 64], Pow(X, Y), kernel.ForwardBackward(X, Y, Ones));
        Expect.Values([2, 4, 8, 16], kernel.Gradients.X);
    }

    static void Exponentials()
    {
        var kernel = new Operations.ExponentialKernel();
        float[] expected = [2.7182818f, 7.389056f, 54.59815f, 2980.958f];
        Expect.Both(expected, Exp(X), kernel.ForwardBackward(X, Ones));
        Expect.Values(expected, kernel.Gradients.X);
        Assert.Equal("tensor([2.7183e+00, 7.3891e+00, 5.4598e+01, 2.9810e+03])", Exp(X).ToString());
    }

    [Fact]
    public void S0_08_the_element_wise_product() => Products();

    [Fact]
    public void S1_07_addition() => Sums();

    [Fact]
    public void S1_08_subtraction() => Differences();

    [Fact]
    public void S1_09_multiplication() => Products();

    [Fact]
    public void S1_10_division() => Quotients();

    [Fact]
    public void S1_11_powers() => Powers();

    [Fact]
    public void S1_12_functions_of_each_element() => Exponentials();

    [Fact]
    public void S3_04_addition() => Sums();

    [Fact]
    public void S3_05_subtraction() => Differences();

    [Fact]
    public void S3_06_multiplication() => Products();

    [Fact]
    public void S3_07_division() => Quotients();

    [Fact]
    public void S3_08_powers() => Powers();

    [Fact]
    public void S3_09_the_exponential_function() => Exponentials();

    [Fact]
    public void S4_08_slices_are_assigned_and_elements_computed()
    {
        var x = Tensor.Arange<float>(12).Reshape(3, 4);
        x[0..2, ..] = 12;
        Assert.Equal("tensor([[12., 12., 12., 12.],\n        [12., 12., 12., 12.],\n        [ 8.,  9., 10., 11.]])", x.ToString());
        Exponentials();
        Sums();
        Differences();
        Products();
        Quotients();
        Powers();
    }

    [Fact]
    public void S0_15_a_number_times_a_matrix_keeps_its_shape()
    {
        var kernel = new Operations.TripleKernel();
        Expect.Both([4, 4], [0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36, 39, 42, 45], 3 * A, kernel.ForwardBackward(A, Tensor.Ones(4, 4)));
        Assert.All(kernel.Gradients.A.ToArray(), v => Assert.Equal(3, v));
    }

    [Fact]
    public void S0_16_divided_back_it_is_what_it_was()
    {
        Assert.All((3 * A / 3 == A).ToArray(), Assert.True);
        Assert.All(new Operations.TripleAndBackKernel().Forward(A).ToArray(), Assert.True);
        // Integers have no quotient here; cast first, as PyTorch does by itself.
        Assert.Equal("tensor([0.0000, 0.3333, 0.6667, 1.0000])", (Tensor.Arange(4).Cast<float>() / 3).ToString());
    }

    [Fact]
    public void S0_17_the_Hadamard_product()
    {
        var kernel = new Operations.TimesTripleKernel();
        Expect.Both([4, 4], [0, 3, 12, 27, 48, 75, 108, 147, 192, 243, 300, 363, 432, 507, 588, 675], A * (3 * A), kernel.ForwardBackward(A, Tensor.Ones(4, 4)));
        Expect.Values([4, 4], (6 * A).ToArray(), kernel.Gradients.A);
    }

    [Fact]
    public void S3_34_a_matrix_times_itself()
    {
        float[] expected = [0, 1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144, 169, 196, 225, 256, 289, 324, 361];
        var kernel = new Operations.CopiedKernel();
        Expect.Both([5, 4], expected, Tall * Tall.Clone(), kernel.ForwardBackward(Tall, Tensor.Ones(5, 4)));
        Expect.Values([5, 4], (2 * Tall).ToArray(), kernel.Gradients.X);
    }

    [Fact]
    public void S2_10_adding_a_number_as_a_function()
    {
        var k = Tensor.Of(new[,] { { 0.1226f, 0.2100f, 0.9319f }, { 0.4949f, 0.5176f, 0.3835f } });
        float[] expected = [1.1226f, 1.21f, 1.9319f, 1.4949f, 1.5176f, 1.3835f];
        Expect.Both([2, 3], expected, Ops.Add(k, 1f), new Operations.AddOneKernel().ForwardBackward(k, Tensor.Ones(2, 3)));
        Assert.Equal("tensor([[1.1226, 1.2100, 1.9319],\n        [1.4949, 1.5176, 1.3835]])", k.Add(1f).ToString());
    }

    [Fact]
    public void S1_23_broadcasting_copies_to_rows_and_columns()
    {
        var (a, b) = (Tensor.Arange(3).Reshape(3, 1), Tensor.Arange(2).Reshape(1, 2));
#pragma warning disable D2L0302    // That it is reported is tested in EagerMistakeTests; here is what it gives.
        Assert.Equal("tensor([[0, 1],\n        [1, 2],\n        [2, 3]])", (a + b).ToString());
#pragma warning restore D2L0302
        Broadcast(a.Cast<float>(), b.Cast<float>(), [0, 1, 1, 2, 2, 3], [3, 2]);
    }

    [Fact]
    public void S2_15_a_row_and_a_column_make_a_table() =>
        Broadcast(Tensor.Arange(1f, 4f).Reshape(3, 1), Tensor.Arange(1f, 3f).Reshape(1, 2), [2, 3, 3, 4, 4, 5], [3, 2]);

    static void Broadcast(Tensor<float> a, Tensor<float> b, float[] expected, int[] shape)
    {
        var kernel = new Operations.OuterSumKernel();
        Expect.Both(shape, expected, a + b, kernel.ForwardBackward(a, b, Tensor.Ones(shape)));
        Assert.All(kernel.Gradients.A.ToArray(), v => Assert.Equal(shape[1], v));
        Assert.All(kernel.Gradients.B.ToArray(), v => Assert.Equal(shape[0], v));
    }

    [Fact]
    public void S3_12_equality_element_by_element()
    {
        var x = Tensor.Arange<float>(12).Reshape(3, 4);
        var y = Tensor.Of(new float[,] { { 2, 1, 4, 3 }, { 1, 2, 3, 4 }, { 4, 3, 2, 1 } });
        bool[] expected = [false, true, false, true, false, false, false, false, false, false, false, false];
        Assert.Equal(expected, (x == y).ToArray());
        Assert.Equal(expected, new Operations.SameKernel().Forward(x, y).ToArray());
        Assert.Equal("tensor([[False,  True, False,  True],\n        [False, False, False, False],\n        [False, False, False, False]])", (x == y).ToString());
    }

    [Fact]
    public void S0_14_a_symmetric_matrix_equals_its_transpose()
    {
        var b = Tensor.Of(new float[,] { { 1, 2, 3 }, { 2, 0, 4 }, { 3, 4, 5 } });
        Assert.All((b == b.T).ToArray(), Assert.True);
        Assert.Equal("tensor([[True, True, True],\n        [True, True, True],\n        [True, True, True]])", (b == b.T).ToString());
    }

    [Fact]
    public void S3_32_a_matrix_that_is_not_symmetric_differs()
    {
        var b = Tensor.Of(new long[,] { { 1, 2, 3 }, { 2, 0, 4 }, { 3, 4, 5 } });
        Assert.All((b == b.T).ToArray(), Assert.True);
        b[0, 2] = 7;
        Assert.Equal([true, true, false, true, true, true, false, true, true], (b == b.T).ToArray());
    }
}
