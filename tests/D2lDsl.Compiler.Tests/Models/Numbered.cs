namespace D2lDsl.CompilerTests.Models;

/// <summary>Numbers that no sum of few powers of two is.</summary>
static partial class Numbered
{
    [Model]
    public static Tensor<float> F([Parameter, Shape("n")] Tensor<float> x) => Sum(Tanh(x * 0.001f) + 1e-5f);

    [Model]
    public static Tensor<double> G([Parameter, Shape("n")] Tensor<double> x) => Sum(x * 0.1);
}
