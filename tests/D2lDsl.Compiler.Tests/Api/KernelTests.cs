using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Api;

/// <summary>What users type against a kernel class; that it compiles is half of the test.</summary>
public class KernelTests
{
    static readonly Tensor<float> A = Tensor.Of(new[] { 1f, -2, 3 });
    static readonly Tensor<float> X = Tensor.Of(new[,] { { 1f, -2, 3 }, { 0, 0.5f, -1 } });

    [Fact]
    public void Gradients_are_overwritten_by_each_call()
    {
        var kernel = new Results.NumberKernel();
        Assert.Equal(14, kernel.ForwardBackward(A));
        var gradient = kernel.Gradients.A;
        Assert.Equal([2f, -4, 6], gradient.ToArray());
        kernel.ForwardBackward(A * 10);
        Assert.Equal([20f, -40, 60], kernel.Gradients.A.ToArray());
        Assert.Same(gradient, kernel.Gradients.A);
    }

    [Fact]
    public void Accumulate_adds_to_the_gradients()
    {
        var kernel = new Results.NumberKernel();
        kernel.ForwardBackward(A);
        var gradient = kernel.Gradients.A;
        kernel.ForwardBackward(A * 10, accumulate: true);
        kernel.ForwardBackward(A, accumulate: true);
        Assert.Equal([24f, -48, 72], kernel.Gradients.A.ToArray());
        Assert.Equal([24f, -48, 72], gradient.ToArray());
        kernel.ForwardBackward(A);
        Assert.Equal([2f, -4, 6], kernel.Gradients.A.ToArray());
    }

    [Fact]
    public void Accumulate_in_the_first_call_starts_from_zero()
    {
        var kernel = new Results.NumberKernel();
        kernel.ForwardBackward(A, accumulate: true);
        Assert.Equal([2f, -4, 6], kernel.Gradients.A.ToArray());
    }

    [Fact]
    public void Forward_leaves_the_gradients_alone()
    {
        var kernel = new Results.NumberKernel();
        kernel.ForwardBackward(A);
        Assert.Equal(1400, kernel.Forward(A * 10));
        Assert.Equal([2f, -4, 6], kernel.Gradients.A.ToArray());
    }

    [Fact]
    public void Gradients_lie_in_one_buffer_in_the_parameters_order()
    {
        var kernel = new Results.ScoresKernel();
        var (weight, bias) = (Tensor.RandN(new Random(1), 3, 2), Tensor.RandN(new Random(2), 2));
        kernel.ForwardBackward(X, weight, bias, seed: Tensor.Ones(2, 2));
        Assert.Equal(["weight", "bias"], kernel.Gradients.Names);
        Assert.Equal([.. kernel.Gradients.Weight.ToArray(), .. kernel.Gradients.Bias.ToArray()], kernel.Gradients.Flat.ToArray());
        Assert.Same(kernel.Gradients.Weight, kernel.Gradients["weight"]);
        kernel.Gradients.Flat.Fill(7);
        Assert.All(kernel.Gradients.Bias.ToArray(), v => Assert.Equal(7, v));
    }

    [Fact]
    public void A_seed_is_the_vector_of_the_vector_Jacobian_product()
    {
        var kernel = new Results.ScoresKernel();
        var (weight, bias) = (Tensor.RandN(new Random(1), 3, 2), Tensor.RandN(new Random(2), 2));
        var seed = Tensor.RandN(new Random(3), 2, 2);
        var scores = kernel.ForwardBackward(X, weight, bias, seed);
        Assert.Equal("[2, 2]", scores.Shape.ToString());
        // d tanh(z) = 1 − tanh(z)².
        var inner = seed * (1 - Square(scores));
        AssertClose(MatMul(X.T, inner), kernel.Gradients.Weight);
        AssertClose(Sum(inner, axis: 0), kernel.Gradients.Bias);
        kernel.ForwardBackward(X, weight, bias, seed, accumulate: true);
        AssertClose(2 * MatMul(X.T, inner), kernel.Gradients.Weight);
    }

    [Fact]
    public void Results_belong_to_the_kernel_and_a_clone_keeps_them()
    {
        var kernel = new Results.NoParameterKernel();
        var first = kernel.Forward(Tensor.Zeros(2));
        var kept = first.Clone();
        var second = kernel.Forward(Tensor.Ones(2));
#pragma warning disable D2L0716    // That it was overwritten is what is tested.
        Assert.Same(first, second);
        Assert.Equal([1f, 1], kept.ToArray());
        Assert.All(first.ToArray(), v => Assert.Equal(MathF.E, v, 5));
#pragma warning restore D2L0716
    }

    [Fact]
    public void Tuples_give_numbers_and_tensors_and_take_a_seed_for_each_float_tensor()
    {
        var kernel = new Results.SeveralKernel();
        var (loss, rows, positive, doubled) = kernel.Forward(X);
        Assert.Equal(15.25f, loss);
        Assert.Equal([2f, -0.5f], rows.ToArray());
        Assert.Equal([true, false, true, false, true, false], positive.ToArray());
        Assert.Equal([2f, -4, 6, 0, 1, -2], doubled.ToArray());
        (float, Tensor<float>, Tensor<bool>, Tensor<float>) result = kernel.ForwardBackward(X, seed1: Tensor.Of(new[] { 10f, 20 }), seed2: 100 * Tensor.Ones(2, 3));
        Assert.Equal(15.25f, result.Item1);
        Assert.Equal([212f, 206, 216, 220, 221, 218], kernel.Gradients.X.ToArray());
        Assert.Equal(15.25f, kernel.ForwardBackward(X, Tensor.Zeros(2), Tensor.Zeros(2, 3)).Loss);
    }

    [Fact]
    public void Integer_results_are_ints_and_kernels_without_parameters_only_go_forward()
    {
        int total = new Results.CountsKernel().Forward(Tensor.Of(new[] { 1, 2, 3 }));
        Assert.Equal(12, total);
        Assert.Null(typeof(Results.CountsKernel).GetMethod("ForwardBackward"));
        Assert.Null(typeof(Results.NoParameterKernel).GetProperty("Gradients"));
    }

    [Fact]
    public void Two_kernels_of_a_model_do_not_share_results()
    {
        var (one, two) = (new Results.NoParameterKernel(), new Results.NoParameterKernel());
        Assert.NotSame(one.Forward(A), two.Forward(A));
    }

    static void AssertClose(Tensor<float> expected, Tensor<float> actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.All(expected.ToArray().Zip(actual.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 4));
    }
}
