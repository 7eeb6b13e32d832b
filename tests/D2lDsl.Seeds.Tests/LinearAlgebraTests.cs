namespace D2lDsl.SeedsTests;

/// <summary>The numbered examples on products of vectors and matrices, and on the linear model: eagerly, in a kernel, and their gradients.</summary>
public class LinearAlgebraTests
{
    static readonly Tensor<float> A = Tensor.Arange<float>(20).Reshape(5, 4), X = Tensor.Arange<float>(4), Ones = Tensor.Ones(4);

    static void Inner()
    {
        var kernel = new Algebra.InnerKernel();
        Expect.Both(6, Dot(X, Ones), kernel.ForwardBackward(X, Ones));
        Expect.Values([1, 1, 1, 1], kernel.Gradients.X);
        Expect.Values([0, 1, 2, 3], kernel.Gradients.Y);
        Assert.Equal("tensor(6.)", Dot(X, Ones).ToString());
    }

    static void Applied()
    {
        var kernel = new Algebra.AppliedKernel();
        Expect.Both([14, 38, 62, 86, 110], Mv(A, X), kernel.ForwardBackward(A, X, Tensor.Ones(5)));
        Expect.Values([5, 4], [.. Enumerable.Repeat(X.ToArray(), 5).SelectMany(row => row)], kernel.Gradients.A);
        Expect.Values([40, 45, 50, 55], kernel.Gradients.X);
        Assert.Equal("tensor([ 14.,  38.,  62.,  86., 110.])", Mv(A, X).ToString());
    }

    static void Product()
    {
        var b = Tensor.Ones(4, 3);
        var kernel = new Algebra.ProductKernel();
        float[] expected = [6, 6, 6, 22, 22, 22, 38, 38, 38, 54, 54, 54, 70, 70, 70];
        Expect.Both([5, 3], expected, Mm(A, b), kernel.ForwardBackward(A, b, Tensor.Ones(5, 3)));
        Assert.All(kernel.Gradients.A.ToArray(), v => Assert.Equal(3, v));
        Expect.Values([4, 3], [40, 40, 40, 45, 45, 45, 50, 50, 50, 55, 55, 55], kernel.Gradients.B);
    }

    [Fact]
    public void S0_18_the_matrix_product()
    {
        var a = Tensor.Arange<float>(16).Reshape(4, 4);
        float[] expected = [168, 186, 204, 222, 456, 522, 588, 654, 744, 858, 972, 1086, 1032, 1194, 1356, 1518];
        var kernel = new Algebra.GeneralKernel();
        Expect.Both([4, 4], expected, MatMul(a, 3 * a), kernel.ForwardBackward(a, 3 * a, Tensor.Ones(4, 4)));
        // The gradient of a sum of products: row sums of the one, column sums of the other.
        Expect.Values([4, 4], MatMul(Tensor.Ones(4, 4), (3 * a).T).ToArray(), kernel.Gradients.A);
        Expect.Values([4, 4], MatMul(a.T, Tensor.Ones(4, 4)).ToArray(), kernel.Gradients.C);
    }

    [Fact]
    public void S0_19_the_cross_product()
    {
        var (a, b) = (Tensor.Of([1f, 2, 3]), Tensor.Of([3f, 4, 5]));
        var kernel = new Algebra.PerpendicularKernel();
        Expect.Both([-2, 4, -2], Cross(a, b), kernel.ForwardBackward(a, b, Tensor.Of([1f, 0, 0])));
        Expect.Values([0, 5, -4], kernel.Gradients.A);
        Expect.Values([0, -3, 2], kernel.Gradients.B);
        Assert.Equal("tensor([-2.,  4., -2.])", Cross(a, b).ToString());
    }

    [Fact]
    public void S1_19_a_dot_product_of_one_element_type()
    {
        // An int64 range has to be cast; without the cast this does not compile.
        Assert.Equal(6, Dot(Tensor.Arange(4).Cast<float>(), Ones).Item());
        Inner();
    }

    [Fact]
    public void S1_20_a_matrix_times_a_vector() => Applied();

    [Fact]
    public void S1_21_a_matrix_times_a_matrix() => Product();

    [Fact]
    public void S3_41_the_dot_product() => Inner();

    [Fact]
    public void S3_42_matrix_and_vector() => Applied();

    [Fact]
    public void S3_43_matrix_and_matrix() => Product();

    [Fact]
    public void S4_17_products_and_norms()
    {
        Inner();
        Applied();
        Product();
        Assert.Equal(5, new Algebra.LengthKernel().Forward(Tensor.Of([3f, 0, -4])));
    }

    [Fact]
    public void S4_20_a_gradient_has_the_shape_of_what_it_belongs_to()
    {
        var kernel = new Algebra.AppliedKernel();
        kernel.ForwardBackward(A, X, Tensor.Ones(5));
        Assert.Equal(A.Shape, kernel.Gradients.A.Shape);
        Assert.Equal(X.Shape, kernel.Gradients.X.Shape);
        // The derivative along a direction is the inner product with the gradient.
        var (y, dx) = (new Notes.SquaredTotalKernel(), Tensor.Of([0.001f, -0.002f, 0, 0.001f]));
        y.ForwardBackward(X);
        Assert.Equal(Dot(y.Gradients.X, dx).Item(), y.Forward(X + dx) - y.Forward(X), 1e-4);
    }

    [Fact]
    public void S4_21_a_graph_of_steps_is_differentiated_backwards()
    {
        var kernel = new Notes.ChainKernel();
        kernel.ForwardBackward(X, Ones);
        var first = kernel.Gradients.X;
        Expect.Values((Exp(Sin(X)) * Cos(X)).ToArray(), first);
        // The gradient lies in one memory, which the next call overwrites.
        kernel.ForwardBackward(X + 1, Ones);
        Assert.Same(first, kernel.Gradients.X);
        Expect.Values((Exp(Sin(X + 1)) * Cos(X + 1)).ToArray(), first);
    }

    [Fact]
    public void S1_28_the_graph_is_fixed_at_build_time()
    {
        // The plan of both passes is there before anything has run.
        Assert.Contains("ForwardBackward", Notes.ChainKernel.Plan);
        Assert.Contains("Notes.Chain(x [n])", Notes.ChainKernel.Plan);
    }

    [Fact]
    public void S4_23_the_linear_model_with_a_vector_and_with_a_column_of_weights()
    {
        var x = Tensor.Of(new float[,] { { 1, 2 }, { 3, 4 } });
        var (w, b) = (Tensor.Of([2f, -3.4f]), Tensor.Of(4.2f));
        Expect.Both([-0.6f, -3.4f], MatMul(x, w) + b, new Algebra.LinearVectorKernel().ForwardBackward(x, w, b, Tensor.Ones(2)));
        Expect.Both([2, 1], [-0.6f, -3.4f], MatMul(x, w.Reshape(2, 1)) + Tensor.Of([4.2f]), new Algebra.LinearColumnKernel().ForwardBackward(x, w.Reshape(2, 1), Tensor.Of([4.2f]), Tensor.Ones(2, 1)));
    }

    [Fact]
    public void S4_28_the_squared_loss_of_each_sample()
    {
        var (prediction, y) = (Tensor.Of(new[,] { { -0.6f }, { -3.4f } }), Tensor.Zeros(2));
        var kernel = new Algebra.SquaredLossKernel();
        Expect.Both([2, 1], [0.18f, 5.78f], Algebra.SquaredLoss(prediction, y), kernel.ForwardBackward(prediction, y, Tensor.Ones(2, 1)));
        Expect.Values([2, 1], [-0.6f, -3.4f], kernel.Gradients.Prediction);
        Assert.Equal(5.96f, Algebra.SquaredLoss(prediction, y).Sum().Item(), 1e-6f);
    }
}
