using static D2lDsl.Ops;

namespace D2lDsl.Benchmarks;

/// <summary>The models of the table, in the book's own words.</summary>
public static partial class TableModels
{
    [Model]
    public static Tensor<float> LinearRegression([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y,
        [Parameter, Shape("d", 1)] Tensor<float> w, [Parameter, Shape(1)] Tensor<float> b)
        => Mean(Square(MatMul(x, w) + b - y) / 2);

    [Model]
    public static Tensor<float> Chain([Parameter, Shape("n")] Tensor<float> x, [Parameter, Shape(1)] Tensor<float> a, [Parameter, Shape(1)] Tensor<float> b)
        => Sum(Tanh(x * a + b) * Sigmoid(x));

    [Model]
    public static Tensor<float> SoftmaxCrossEntropy([Parameter, Shape("n", "c")] Tensor<float> logits, [Shape("n")] Tensor<int> labels)
        => CrossEntropy(logits, labels);

    [Model]
    [return: Shape("n", "d")]
    public static Tensor<float> LayerNormGelu([Parameter, Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> scale, [Parameter, Shape("d")] Tensor<float> shift)
        => Gelu(LayerNorm(x, scale, shift));

    [Model]
    [return: Shape("n", "d")]
    public static Tensor<float> Attention([Parameter, Shape("n", "d")] Tensor<float> q, [Parameter, Shape("n", "d")] Tensor<float> k, [Parameter, Shape("n", "d")] Tensor<float> v)
        => MatMul(Softmax(MatMul(q, k.T) / MathF.Sqrt(q.Shape[1]), axis: 1), v);

    [Model]
    [return: Shape("n", "d")]
    public static Tensor<float> CausalAttention([Parameter, Shape("n", "d")] Tensor<float> q, [Parameter, Shape("n", "d")] Tensor<float> k, [Parameter, Shape("n", "d")] Tensor<float> v)
    {
        var places = Tensor.Arange<int>(q.Shape[0]);
        return MatMul(Softmax(Where(places.Unsqueeze(1) >= places.Unsqueeze(0), MatMul(q, k.T) / MathF.Sqrt(q.Shape[1]), float.NegativeInfinity), axis: 1), v);
    }

    [Model]
    [return: Shape("d")]
    public static Tensor<float> SumOfRows([Shape("n", "d")] Tensor<float> x) => Sum(x, axis: 0);

    [Model]
    [return: Shape("n")]
    public static Tensor<float> SumOfColumns([Shape("n", "d")] Tensor<float> x) => Sum(x, axis: 1);

    [Model]
    [return: Shape("n")]
    public static Tensor<float> TanhOf([Shape("n")] Tensor<float> x) => Tanh(x);

    [Model]
    [return: Shape("n", "o", "h", "w")]
    public static Tensor<float> FiveByFive([Parameter, Shape("n", "c", "h", "w")] Tensor<float> x, [Parameter, Shape("o", "c", 5, 5)] Tensor<float> weight)
        => Conv2d(x, weight, padding: 2);

    [Model]
    [return: Shape("n", "o", "h", "w")]
    public static Tensor<float> ThreeByThree([Parameter, Shape("n", "c", "h", "w")] Tensor<float> x, [Parameter, Shape("o", "c", 3, 3)] Tensor<float> weight)
        => Conv2d(x, weight, padding: 1);

    [Model]
    [return: Shape("m", "n")]
    public static Tensor<float> Product([Shape("m", "k")] Tensor<float> a, [Shape("k", "n")] Tensor<float> b) => MatMul(a, b);
}
