namespace D2lDsl.SeedsTests;

/// <summary>The numbered examples of the course notes on derivatives: by small differences, and by the compiler.</summary>
public static partial class Calculus
{
    [Model]
    public static Tensor<double> Curve([Parameter, Shape] Tensor<double> x) => 0.01 * x * x + 0.1 * x;
}

/// <inheritdoc cref="Calculus"/>
public class CalculusTests
{
    static double F(double x) => Calculus.Curve(Tensor.Of(x)).Item();

    static double Numeric(double x, double h = 1e-4) => (F(x + h) - F(x - h)) / (2 * h);

    [Fact]
    public void S0_24_a_plain_function()
    {
        Assert.Equal(2.0, F(10), 1e-15);
        Assert.Equal(2.0, new Calculus.CurveKernel().Forward(Tensor.Of(10.0)), 1e-15);
    }

    [Fact]
    public void S0_25_the_central_difference_and_the_gradient_check_use_one_rule()
    {
        Assert.Equal(0.29999999999974, Numeric(10), 1e-12);
        var kernel = new Calculus.CurveKernel();
        kernel.ForwardBackward(Tensor.Of(10.0));
        Assert.Equal(0.3, kernel.Gradients.X.Item(), 1e-15);
        var check = kernel.CheckGradients(Tensor.Of(10.0));
        Assert.Equal(Numeric(10, check.Step), check.Numeric, 1e-11);
        Assert.True(check.Passed(1e-6));
    }

    [Fact]
    public void S0_26_the_tangent_is_a_closure()
    {
        Func<double, double> Tangent(double x)
        {
            var slope = Numeric(x);
            var intercept = F(x) - slope * x;
            return t => slope * t + intercept;
        }

        var tangent = Tangent(10);
        Assert.Equal(0.3, tangent(1) - tangent(0), 1e-9);
        Assert.Equal(-1.0, tangent(0), 1e-8);
        Assert.Equal(4.97, tangent(19.9), 1e-8);
    }
}
