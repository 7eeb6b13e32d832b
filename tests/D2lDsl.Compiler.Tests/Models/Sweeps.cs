namespace D2lDsl.CompilerTests.Models;

/// <summary>Models whose loops are long enough to be shared among threads.</summary>
public static partial class Sweeps
{
    [Model]
    public static Tensor<float> Chain([Parameter, Shape("n")] Tensor<float> x, [Parameter, Shape(1)] Tensor<float> a, [Parameter, Shape(1)] Tensor<float> b)
        => Sum(Tanh(x * a + b) * Sigmoid(x));

    [Model]
    public static Tensor<float> Scores([Parameter, Shape("n", "c")] Tensor<float> logits, [Shape("n")] Tensor<int> labels) => CrossEntropy(logits, labels);

    [Model] [return: Shape("n", "d")]
    public static Tensor<float> Normalized([Parameter, Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> gamma, [Parameter, Shape("d")] Tensor<float> beta)
    {
        var mean = Mean(x, axis: 1, keepDims: true);
        var variance = Mean(Square(x - mean), axis: 1, keepDims: true);
        var h = (x - mean) / Sqrt(variance + 1e-5f) * gamma + beta;
        return h * (1 + Erf(h / 1.41421356f)) / 2;
    }

    [Model]
    public static (Tensor<double> Columns, Tensor<double> Largest, Tensor<double> Rows) Totals([Shape("n", "d")] Tensor<double> x)
        => (Sum(x, axis: 0), Max(x, axis: 0), Sum(Exp(x), axis: 1));

    [Model]
    public static (Tensor<double> Columns, Tensor<double> Rows, Tensor<double> All) Products([Parameter, Shape("n", "d")] Tensor<double> x)
        => (Prod(x, axis: 0), Prod(x, axis: 1), Prod(x));

    [Model]
    public static (Tensor<float> Columns, Tensor<float> All) ProductsOfFloats([Shape("n", "d")] Tensor<float> x) => (Prod(x, axis: 0), Prod(x));

    /// <summary>Sums over the outermost of three axes and over the middle one.</summary>
    [Model]
    public static (Tensor<float> Outer, Tensor<float> Middle) Cubes([Shape("b", "n", "d")] Tensor<float> x) => (Sum(x, axis: 0), Sum(x * x, axis: 1));

    /// <summary>Whole numbers in quotients: what is rounded down must not be off by one.</summary>
    [Model] [return: Shape("n", "d")]
    public static Tensor<float> Floors([Shape("n", "d")] Tensor<float> x) => Floor(x / Max(x, axis: 1, keepDims: true)) + Floor(x / 49);
}
