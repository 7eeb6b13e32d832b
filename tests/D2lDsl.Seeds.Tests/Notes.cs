namespace D2lDsl.SeedsTests;

/// <summary>The models of the numbered examples of the course notes on automatic differentiation.</summary>
public static partial class Notes
{
    [Model]
    public static Tensor<float> ScaledMean([Parameter, Shape("n")] Tensor<float> x)
    {
        var y = x * 2;
        return Mean(y);
    }

    [Model]
    public static Tensor<float> ScaledMeanOfData([Shape("n")] Tensor<float> x) => Mean(x * 2);

    [Model(Derivatives = Derivatives.Jacobian | Derivatives.Jvp)]
    public static Tensor<float> Field([Parameter, Shape("n")] Tensor<float> x, [Shape("m", "n")] Tensor<float> a) => MatMul(a, x * x);

    [Model]
    public static Tensor<float> Inner([Parameter, Shape("n")] Tensor<float> x) => Sin(x);

    [Model]
    public static Tensor<float> Outer([Parameter, Shape("n")] Tensor<float> u) => Exp(u);

    [Model]
    public static Tensor<float> Chain([Parameter, Shape("n")] Tensor<float> x) => Outer(Inner(x));

    [Model(Derivatives = Derivatives.Jvp)]
    public static Tensor<float> Square([Parameter, Shape("n")] Tensor<float> x) => x * x;

    [Model]
    public static Tensor<float> Product([Parameter, Shape] Tensor<float> x, [Parameter, Shape] Tensor<float> y) => x * y;

    [Model]
    public static Tensor<float> Line([Parameter, Shape] Tensor<float> x1, [Parameter, Shape] Tensor<float> x2) => x1 + 2 * x2;

    [Model]
    public static Tensor<float> TwiceDot([Parameter, Shape("n")] Tensor<float> x) => 2 * Dot(x, x);

    [Model]
    public static Tensor<float> Total([Parameter, Shape("n")] Tensor<float> x) => Sum(x);

    [Model]
    public static Tensor<float> SquaredTotal([Parameter, Shape("n")] Tensor<float> x) => Sum(x * x);

    [Model]
    public static (Tensor<float> Total, Tensor<float> U) Detached([Parameter, Shape("n")] Tensor<float> x)
    {
        var y = x * x;
        var u = y.Detach();
        var z = u * x;
        return (Sum(z), u.Detach());
    }

    [Model]
    public static Tensor<float> F([Parameter, Shape] Tensor<float> a)
    {
        var b = a * 2;
        while (Norm(b) < 1000)
            b = b * 2;
        return Sum(b) > 0 ? b : 100 * b;
    }

    [Model]
    public static Tensor<float> Batch([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w) => MatMul(x, w * w);
}
