using D2lDsl;
using static D2lDsl.Ops;

// The models are what they are on the CPU. Because this project references ILGPU, each of them also gets a GPU class:
// LinearRegression.LossGpuKernel, Mlp.LossGpuKernel, Mlp.PredictGpuKernel.

public static partial class LinearRegression
{
    /// <summary>Half the mean squared error of the line x·w + b.</summary>
    [Model]
    public static Tensor<float> Loss(
        [Shape("n", "d")] Tensor<float> x,
        [Shape("n", 1)] Tensor<float> y,
        [Parameter, Shape("d", 1)] Tensor<float> w,
        [Parameter, Shape(1)] Tensor<float> b)
        => Mean(Square(MatMul(x, w) + b - y)) / 2;
}

/// <summary>A classifier with one hidden layer.</summary>
[Model]
public sealed partial class Mlp
{
    [Parameter, Shape("d", "h")] public partial Tensor<float> W1 { get; }

    [Parameter, Shape("h")] public partial Tensor<float> B1 { get; }

    [Parameter, Shape("h", "c")] public partial Tensor<float> W2 { get; }

    [Parameter, Shape("c")] public partial Tensor<float> B2 { get; }

    /// <summary>One score a class.</summary>
    [Model]
    public Tensor<float> Predict([Shape("n", "d")] Tensor<float> x) => MatMul(Relu(MatMul(x, W1) + B1), W2) + B2;

    /// <summary>The mean cross entropy of the true classes.</summary>
    [Model]
    public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels) => CrossEntropy(Predict(x), labels);
}

/// <summary>What the benchmark times.</summary>
public static partial class Cases
{
    [Model]
    [return: Shape("n")]
    public static Tensor<float> Line([Shape("n")] Tensor<float> x) => 2 * x + 1;

    [Model]
    [return: Shape("n", "m")]
    public static Tensor<float> Product([Shape("n", "k")] Tensor<float> a, [Shape("k", "m")] Tensor<float> b) => MatMul(a, b);

    [Model]
    public static Tensor<float> Attention([Parameter, Shape("n", "d")] Tensor<float> q, [Parameter, Shape("n", "d")] Tensor<float> k, [Parameter, Shape("n", "d")] Tensor<float> v)
        => Mean(Square(MatMul(Softmax(MatMul(q, k.T) / MathF.Sqrt(q.Shape[1]), axis: 1), v)));

    [Model]
    public static Tensor<float> Normalized([Parameter, Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> scale, [Parameter, Shape("d")] Tensor<float> shift)
        => Mean(Gelu(LayerNorm(x, scale, shift)));
}
