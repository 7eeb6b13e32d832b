namespace D2lDsl.SeedsTests;

/// <summary>The numbered examples of the course notes on automatic differentiation; each test carries the number of its example.</summary>
public class AutogradTests
{
    static readonly Tensor<float> X = Tensor.Arange<float>(4);

    [Fact]
    public void S0_28_a_parameter_attribute_marks_what_has_a_gradient()
    {
        Assert.NotNull(typeof(Notes.ScaledMeanKernel).GetProperty("Gradients"));
        Assert.Null(typeof(Notes.ScaledMeanOfDataKernel).GetProperty("Gradients"));
    }

    [Fact]
    public void S0_29_backward_through_a_scale_and_a_mean()
    {
        var kernel = new Notes.ScaledMeanKernel();
        Assert.Equal(7, kernel.ForwardBackward(Tensor.Arange<float>(8)));
        Assert.Equal(Enumerable.Repeat(0.25f, 8), kernel.Gradients.X.ToArray());
    }

    [Fact]
    public void S2_19_the_Jacobian_is_a_matrix_of_results_by_parameters()
    {
        var a = Tensor.Of(new[,] { { 1f, 2, 3 }, { -1, 0, 5 } });
        var x = Tensor.Of(new[] { 1f, -2, 0.5f });
        var jacobian = new Notes.FieldKernel().Jacobian(x, a);
        Assert.Equal("[2, 3]", jacobian.X.Shape.ToString());
        Assert.Equal((a * (2 * x)).ToArray(), jacobian.X.ToArray());
    }

    [Fact]
    public void S2_20_the_chain_rule_multiplies_derivatives()
    {
        var (chain, inner, outer) = (new Notes.ChainKernel(), new Notes.InnerKernel(), new Notes.OuterKernel());
        var ones = Tensor.Ones(4);
        chain.ForwardBackward(X, ones);
        outer.ForwardBackward(inner.ForwardBackward(X, ones), ones);
        var expected = (outer.Gradients.U * inner.Gradients.X).ToArray();
        Assert.All(expected.Zip(chain.Gradients.X.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 5));
    }

    [Fact]
    public void S2_21_a_vector_Jacobian_product()
    {
        var kernel = new Notes.SquareKernel();
        kernel.ForwardBackward(X, seed: Tensor.Ones(4));
        Assert.Equal([0f, 2, 4, 6], kernel.Gradients.X.ToArray());
        kernel.ForwardBackward(X, seed: Tensor.Of(new[] { 1f, 10, 100, 1000 }));
        Assert.Equal([0f, 20, 400, 6000], kernel.Gradients.X.ToArray());
        // A diagonal Jacobian: forward mode gives the same.
        var (value, tangent) = kernel.Jvp(X, Tensor.Of(new[] { 1f, 10, 100, 1000 }));
        Assert.Equal([0f, 1, 4, 9], value.ToArray());
        Assert.Equal([0f, 20, 400, 6000], tangent.ToArray());
    }

    [Fact]
    public void S2_22_the_plan_tells_what_is_differentiated()
    {
        Assert.Contains("ForwardBackward", Notes.ProductKernel.Plan);
        Assert.DoesNotContain("ForwardBackward", Notes.ScaledMeanOfDataKernel.Plan);
        var kernel = new Notes.ProductKernel();
        Assert.Equal(["x", "y"], kernel.Gradients.Names);
        Assert.Equal(6, kernel.ForwardBackward(Tensor.Of(2f), Tensor.Of(3f)));
        Assert.Equal((3f, 2f), (kernel.Gradients.X.Item(), kernel.Gradients.Y.Item()));
    }

    [Fact]
    public void S2_23_S2_24_S2_25_S2_26_S2_27_S2_28_a_line_forward_backward_and_again()
    {
        var kernel = new Notes.LineKernel();
        var (x1, x2) = (Tensor.Of(1f), Tensor.Of(2f));
        Assert.Equal(5, kernel.Forward(x1, x2));
        // S2-24: both are parameters. S2-25: there is nothing to read before the first backward pass.
        Assert.Equal(["x1", "x2"], kernel.Gradients.Names);
        Assert.Contains("x1 has no size yet", Assert.Throws<InvalidOperationException>(() => new Notes.LineKernel().Gradients.X1).Message);
        // S2-26
        kernel.ForwardBackward(x1, x2);
        Assert.Equal((1f, 2f), (kernel.Gradients.X1.Item(), kernel.Gradients.X2.Item()));
        // S2-27
        kernel.ForwardBackward(x1, x2, accumulate: true);
        Assert.Equal((2f, 4f), (kernel.Gradients.X1.Item(), kernel.Gradients.X2.Item()));
        // S2-28: no clearing is needed, a call overwrites.
        kernel.ForwardBackward(x1, x2);
        Assert.Equal((1f, 2f), (kernel.Gradients.X1.Item(), kernel.Gradients.X2.Item()));
    }

    [Fact]
    public void S3_46_gradients_have_no_value_before_the_first_call() =>
        Assert.Throws<InvalidOperationException>(() => new Notes.TwiceDotKernel().Gradients.X);

    [Fact]
    public void S3_47_twice_a_dot_product()
    {
        var kernel = new Notes.TwiceDotKernel();
        Assert.Equal(28, kernel.ForwardBackward(X));
        Assert.Equal([0f, 4, 8, 12], kernel.Gradients.X.ToArray());
        Assert.All((kernel.Gradients.X == 4 * X).ToArray(), Assert.True);
    }

    [Fact]
    public void S3_48_another_function_starts_afresh()
    {
        var kernel = new Notes.TotalKernel();
        Assert.Equal(6, kernel.ForwardBackward(X));
        Assert.Equal([1f, 1, 1, 1], kernel.Gradients.X.ToArray());
    }

    [Fact]
    public void S3_49_a_sum_is_a_seed_of_ones()
    {
        var (sum, vector) = (new Notes.SquaredTotalKernel(), new Notes.SquareKernel());
        sum.ForwardBackward(X);
        vector.ForwardBackward(X, Tensor.Ones(4));
        Assert.Equal([0f, 2, 4, 6], sum.Gradients.X.ToArray());
        Assert.Equal([0f, 2, 4, 6], vector.Gradients.X.ToArray());
    }

    [Fact]
    public void S3_50_a_detached_value_is_a_constant()
    {
        var kernel = new Notes.DetachedKernel();
        var (_, u) = kernel.ForwardBackward(X, Tensor.Ones(4));
        Assert.Equal([0f, 1, 4, 9], u.ToArray());
        Assert.Equal([0f, 1, 4, 9], kernel.Gradients.X.ToArray());
    }

    [Fact]
    public void S3_51_without_detach_the_gradient_is_back()
    {
        var kernel = new Notes.SquaredTotalKernel();
        kernel.ForwardBackward(X);
        Assert.Equal((2 * X).ToArray(), kernel.Gradients.X.ToArray());
    }

    [Theory]
    [InlineData(1f, 1024f, 1024f)]
    [InlineData(-1f, -102400f, 102400f)]
    [InlineData(0.3f, 1228.8f, 4096f)]
    [InlineData(-0.3f, -122880f, 409600f)]
    [InlineData(500f, 1000f, 2f)]
    [InlineData(499.9f, 1999.6f, 4f)]
    [InlineData(1e-3f, 1048.576f, 1048576f)]
    [InlineData(float.NaN, float.NaN, 200f)]
    public void S3_52_control_flow_decided_by_values(float a, float expected, float gradient)
    {
        var kernel = new Notes.FKernel();
        Close(expected, kernel.Forward(Tensor.Of(a)));
        Close(expected, kernel.ForwardBackward(Tensor.Of(a)));
        Close(gradient, kernel.Gradients.A.Item());
        Close(expected, Notes.F(Tensor.Of(a)).Item());

        static void Close(float expected, float actual) => Assert.True(expected.Equals(actual) || MathF.Abs(expected - actual) <= 1e-6f * MathF.Abs(expected), $"{actual} where {expected} was expected");
    }

    [Fact]
    public void S3_53_a_loop_that_never_ends_is_stopped()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Notes.FKernel().Forward(Tensor.Of(0f)));
        Assert.Contains("Notes.F: the loop 'while (Norm(b) < 1000)' took 1000000 turns", error.Message);
    }

    [Fact]
    public void S3_54_gradients_are_cleared_unless_asked_to_accumulate()
    {
        var kernel = new Notes.TotalKernel();
        kernel.ForwardBackward(X);
        kernel.ForwardBackward(X);
        Assert.Equal([1f, 1, 1, 1], kernel.Gradients.X.ToArray());
        kernel.ForwardBackward(X, accumulate: true);
        Assert.Equal([2f, 2, 2, 2], kernel.Gradients.X.ToArray());
    }

    [Fact]
    public void S3_55_a_seed_of_ones_sums_the_gradients_of_a_batch()
    {
        var x = Tensor.Of(new[,] { { 1f, 2 }, { 3, 4 }, { 5, 6 } });
        var w = Tensor.Of(new[] { 0.5f, -1 });
        var kernel = new Notes.BatchKernel();
        kernel.ForwardBackward(x, w, Tensor.Ones(3));
        var (whole, sum) = (kernel.Gradients.W.ToArray(), new float[2]);
        for (var i = 0; i < 3; i++)
        {
            kernel.ForwardBackward(x[i..(i + 1)], w, Tensor.Ones(1));
            for (var j = 0; j < 2; j++)
                sum[j] += kernel.Gradients.W.ToArray()[j];
        }
        Assert.Equal(sum, whole);
        Assert.Equal([9f, -24], whole);
    }
}
