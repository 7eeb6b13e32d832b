using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Api;

/// <summary>Kernels stand where their methods stand: in namespaces, in nested types, as visible as the method.</summary>
public class PlacesTests
{
    static readonly Tensor<float> A = Tensor.Of(new[] { 1f, 2 });

    [Fact]
    public void Nested_types_hold_their_kernels()
    {
        Assert.Equal(6, new IOuter.Middle.Inner.TwiceKernel().ForwardBackward(A));
        Assert.True(typeof(IOuter.Middle.Inner.TwiceKernel).IsNestedAssembly);
    }

    [Fact]
    public void A_private_model_has_a_private_kernel_and_module()
    {
        Assert.Equal(9, Hidden.Run(A));
        Assert.Equal(3, Hidden.RunModule().Length);
        Assert.True(typeof(Hidden).GetNestedType("ThriceKernel", System.Reflection.BindingFlags.NonPublic)!.IsNestedPrivate);
    }

    [Fact]
    public void Equal_names_in_two_namespaces_do_not_meet()
    {
        Assert.Equal(12, new Models.Deeper.Still.LinearRegression.LossKernel().ForwardBackward(A));
        Assert.Equal("[n, d]", LinearRegression.LossKernel.Plan.Split("x ")[1].Split(", y")[0]);
    }

    [Fact]
    public void Public_models_have_public_kernels()
    {
        Assert.True(typeof(LinearRegression.LossKernel).IsNestedPublic);
        Assert.True(typeof(LinearRegression.LossKernel).IsSealed);
    }
}
