using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Deriving;

/// <summary>Derivatives that users write are what kernels use, in every mode and wherever the model is called.</summary>
public class WrittenTests
{
    static readonly Tensor<double> A = Tensor.Of(new[] { 0.4, -1.5, 2 });
    static readonly Tensor<double> B = Tensor.Of(new[] { 1.1, 0.7, -0.2 });

    static Curve Loss() => new(new Written.LossKernel(), [A, B], 0, 1);

    [Fact]
    public void A_true_derivative_changes_nothing()
    {
        Loss().ChecksItself();
        Loss().JvpIsTheDifferenceAlong();
        Loss().ForwardAndReverseModeAgree();
        Loss().HessianIsTheDifferenceOfGradients();
    }

    [Fact]
    public void The_models_own_kernel_uses_it()
    {
        var kernel = new Written.SignKernel();
        Assert.Equal([1.0, -1, 1], kernel.ForwardBackward(A, Tensor.Of(new[] { 1.0, 2, 3 })).ToArray());
        Assert.Equal([10.0, 20, 30], kernel.Gradients.X.ToArray());
        Assert.False(kernel.CheckGradients(A).Passed(1e-2));
    }

    [Fact]
    public void Loops_and_branches_use_it()
    {
        // Three turns from 1·2ᵏ to above 10: y = x·s⁴, and each turn's gradient of s counts three times.
        var kernel = new Written.RepeatedKernel();
        Assert.Equal(16, kernel.ForwardBackward(Tensor.Of(new[] { 1.0 }), Tensor.Of(new[] { 2.0 })));
        Assert.Equal([16.0], kernel.Gradients.X.ToArray());
        Assert.Equal([3 * 4 * 8.0], kernel.Gradients.Scale.ToArray());
        var (_, tangent) = kernel.Jvp(Tensor.Of(new[] { 1.0 }), Tensor.Of(new[] { 2.0 }), Tensor.Of(new[] { 1.0 }), Tensor.Of(new[] { 1.0 }));
        Assert.Equal(16 + 3 * 4 * 8.0, tangent);
    }
}
