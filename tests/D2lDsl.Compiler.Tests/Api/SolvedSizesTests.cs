using D2lDsl.CompilerTests.Models;
using D2lDsl.CompilerTests.Running;

namespace D2lDsl.CompilerTests.Api;

/// <summary>A symbol need not stand alone: h is found from an axis declared 2*h.</summary>
public class SolvedSizesTests
{
    static readonly Tensor<float> X = Tensor.RandN(new Random(3), 2, 4, 6);

    [Fact]
    public void A_multiple()
    {
        var kernel = new Solved.PoolKernel();
        Assert.Equal(Solved.Pool(X).ToArray(), kernel.Forward(X).ToArray());
        Assert.Equal("[2, 2, 3]", kernel.Forward(X).Shape.ToString());
        kernel.CheckGradients(X);
    }

    [Fact]
    public void A_sum()
    {
        var kernel = new Solved.DifferencesKernel();
        Assert.Equal([1f, 1, 1], kernel.Forward(Tensor.Arange<float>(4)).ToArray());
        Assert.Empty(kernel.Forward(Tensor.Arange<float>(1)).ToArray());
    }

    [Fact]
    public void A_callee_is_given_what_it_declares() =>
        Assert.Equal(Solved.Called(X).Item(), new Solved.CalledKernel().Forward(X), 4);

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Equal("Solved.Pool: x has shape [2, 3, 6] where [n, 2*h, 2*w] was declared",
            Assert.ThrowsAny<ArgumentException>(() => new Solved.PoolKernel().Forward(Tensor.Ones(2, 3, 6))).Message);
        Assert.Equal("Solved.Differences: x has shape [0] where [t + 1] was declared",
            Assert.ThrowsAny<ArgumentException>(() => new Solved.DifferencesKernel().Forward(Tensor.Ones(0))).Message);
    }

    [Fact]
    public void A_callee_that_cannot_be_given_it_is_reported() =>
        Assert.Equal("Half declares x as [2*h], but receives x [m]: 2*h ≠ m", Assert.Single(Compiled.Read("""
            public static partial class M
            {
                [Model] public static Tensor<float> Half([Shape("2*h")] Tensor<float> x) => Sum(x);

                [Model] public static Tensor<float> F([Shape("m")] Tensor<float> x) => Half(x);
            }
            """).Findings).Message);
}
