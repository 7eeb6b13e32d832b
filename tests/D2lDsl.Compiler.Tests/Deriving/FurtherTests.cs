using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Deriving;

/// <summary>The members for further derivatives as users type them.</summary>
public class FurtherTests
{
    static readonly Tensor<double> W = Tensor.Of(new[,] { { 0.5, -1 }, { 2, 0.3 } });
    static readonly Tensor<double> V = Tensor.Of(new[] { 1.5, -0.7 });

    [Fact]
    public void A_Hessian_has_a_matrix_and_a_block_per_pair_of_parameters()
    {
        var kernel = new Curved.ReductionsKernel();
        var hessian = kernel.Hessian(W, V);
        Assert.Equal("[6, 6]", hessian.Matrix.Shape.ToString());
        Assert.Equal("[2, 2, 2, 2]", hessian.W.Shape.ToString());
        Assert.Equal("[2, 2]", hessian.V.Shape.ToString());
        Assert.Equal("[2, 2, 2]", hessian["w", "v"].Shape.ToString());
        Assert.Equal(hessian.Matrix[3, 5].Item(), hessian["w", "v"][1, 1, 1].Item());
        Assert.Equal(hessian.Matrix[4, 5].Item(), hessian.V[0, 1].Item());
        Assert.Throws<KeyNotFoundException>(() => hessian["w", "u"]);
    }

    [Fact]
    public void Products_come_as_one_tensor_per_parameter()
    {
        var kernel = new Curved.ReductionsKernel();
        var product = kernel.HessianVectorProduct(W, V, Tensor.Ones<double>(2, 2), Tensor.Ones<double>(2));
        Assert.Equal(W.Shape, product.W.Shape);
        Assert.Equal(V.Shape, product.V.Shape);
        Assert.NotSame(kernel.Gradients, product);
    }

    [Fact]
    public void Directions_must_have_the_shapes_of_the_parameters()
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => new Curved.ReductionsKernel().Jvp(W, V, Tensor.Ones<double>(2, 3), V));
        Assert.Contains("Curved.Reductions: tangentW has shape [2, 3] where [n, d] was declared", error.Message);
    }

    [Fact]
    public void Further_derivatives_leave_the_gradients_alone()
    {
        var kernel = new Curved.ReductionsKernel();
        kernel.ForwardBackward(W, V);
        var before = kernel.Gradients.Flat.ToArray();
        kernel.Hessian(W * 2, V);
        kernel.Jacobian(W * 2, V);
        kernel.Jvp(W * 2, V, W, V);
        kernel.CheckGradients(W * 2, V);
        Assert.Equal(before, kernel.Gradients.Flat.ToArray());
    }

    [Fact]
    public void After_the_first_call_nothing_is_allocated()
    {
        var kernel = new Curved.NestedKernel();
        var (a, k) = (Tensor.Of(new[] { 0.4, 0.9, 1.1 }), Tensor.Of(new[] { 0.6, 0.5, 1.2 }));
        Assert.Equal(0, Allocated(() => kernel.Jvp(a, k, k, a)));
        Assert.Equal(0, Allocated(() => kernel.Hessian(a, k)));
        Assert.Equal(0, Allocated(() => kernel.HessianVectorProduct(a, k, k, a)));
        Assert.Equal(0, Allocated(() => kernel.Jacobian(a, k)));
    }

    static long Allocated(Action call)
    {
        call();
        call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void The_plan_tells_all_programs()
    {
        Assert.Contains("\nJvp: ", Curved.MapsKernel.Plan);
        Assert.Contains("\nHessianVectorProduct: ", Curved.MapsKernel.Plan);
        Assert.DoesNotContain("\nJvp: ", LinearRegression.LossKernel.Plan);
        Assert.Null(typeof(LinearRegression.LossKernel).GetMethod("Jvp"));
    }

    [Fact]
    public void A_module_checks_its_gradients_on_copies_of_its_parameters()
    {
        var net = new DoubleMlp(d: 3, h: 4, c: 2, seed: 1);
        var before = net.Parameters.Flat.ToArray();
        var kernel = new DoubleMlp.LossKernel(net);
        var check = kernel.CheckGradients(Tensor.RandN<double>(new Random(2), 5, 3), Tensor.Of(new[] { 0, 1, 1, 0, 1 }));
        Assert.True(check.Passed(1e-6), check.ToString());
        Assert.Equal(net.Parameters.Flat.Length, check.Count);
        Assert.Equal(before, net.Parameters.Flat.ToArray());
        Assert.StartsWith("DoubleMlp.Loss: of ", check.ToString());
    }

    [Fact]
    public void Float_gradients_and_tuples_are_checked_too()
    {
        var x = Tensor.RandN(new Random(4), 3, 2);
        Assert.True(new Results.SeveralKernel().CheckGradients(x).Passed(1e-2));
        Assert.True(new Results.ScoresKernel().CheckGradients(x, Tensor.RandN(new Random(5), 2, 2), Tensor.RandN(new Random(6), 2)).Passed(1e-2));
    }

    [Fact]
    public void A_kink_shows_in_the_check()
    {
        // The branch turns exactly at Σa = 1.
        var check = new Curved.BranchesKernel().CheckGradients(Tensor.Of(new[] { 0.5, 0.5 }), Tensor.Of(new[] { 1.0, 2 }));
        Assert.False(check.Passed(1e-3));
        Assert.Equal("a", check.Parameter);
        Assert.Contains("relative error", check.ToString());
    }
}
