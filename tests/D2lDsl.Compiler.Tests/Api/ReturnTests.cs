using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Api;

/// <summary>A return inside of loops: both ways out, by value and by gradient.</summary>
public class ReturnTests
{
    [Fact]
    public void From_a_while_loop()
    {
        var kernel = new Returning.FromWhileKernel();
        Agrees(Returning.FromWhile, x => kernel.ForwardBackward(x), () => kernel.Gradients.X);
    }

    [Fact]
    public void From_a_for_loop()
    {
        var kernel = new Returning.FromForKernel();
        Agrees(Returning.FromFor, x => kernel.ForwardBackward(x), () => kernel.Gradients.X);
    }

    [Fact]
    public void From_a_loop_in_a_loop()
    {
        var kernel = new Returning.FromNestedKernel();
        Agrees(Returning.FromNested, x => kernel.ForwardBackward(x), () => kernel.Gradients.X);
    }

    static void Agrees(Func<Tensor<double>, Tensor<double>> eager, Func<Tensor<double>, double> kernel, Func<Tensor<double>> gradient)
    {
        const double step = 1e-6;
        for (var seed = 1; seed <= 8; seed++)
        {
            var x = Tensor.RandN<double>(new Random(seed), 5);
            Assert.Equal(eager(x).Item(), kernel(x), 1e-10);
            for (var i = 0; i < x.Length; i++)
            {
                double At(double by)
                {
                    var moved = x.Clone();
                    moved.AsSpan()[i] += by;
                    return eager(moved).Item();
                }
                Assert.Equal((At(step) - At(-step)) / (2 * step), gradient().AsSpan()[i], 1e-6);
            }
        }
    }
}
