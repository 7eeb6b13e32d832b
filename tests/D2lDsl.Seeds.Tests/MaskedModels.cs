using static D2lDsl.Ops;

namespace D2lDsl.SeedsTests;

/// <summary>Attention with masks and other changes of scores, as books and libraries write them. A scale that is trained key by key keeps the twin in loops and products.</summary>
public static partial class MaskedModels
{
    /// <summary>No key behind the query's own place.</summary>
    [Model]
    public static Tensor<float> Causal([Shape("n", "m")] Tensor<float> scores, [Shape] Tensor<int> seed)
    {
        var (n, m) = scores.Shape;
        return Softmax(Where(Tensor.Arange<int>(n).Unsqueeze(1) >= Tensor.Arange<int>(m), scores, float.NegativeInfinity), axis: 1);
    }

    [Model]
    [return: Shape("n", "e")]
    public static Tensor<float> One([Parameter, Shape("n", "d")] Tensor<float> q, [Parameter, Shape("m", "d")] Tensor<float> k, [Parameter, Shape("m", "e")] Tensor<float> v, [Shape] Tensor<int> seed)
        => MatMul(Causal(MatMul(q, k.T) / MathF.Sqrt(q.Shape[1]), seed), v);

    [Model]
    [return: Shape("n", "e")]
    public static Tensor<float> OneApart([Parameter, Shape("n", "d")] Tensor<float> q, [Parameter, Shape("m", "d")] Tensor<float> k, [Parameter, Shape("m", "e")] Tensor<float> v, [Shape] Tensor<int> seed,
        [Parameter, Shape(1)] Tensor<float> scale)
        => MatMul(Causal(MatMul(q, k.T) * (scale * Tensor.Ones(k.Shape[0])) / MathF.Sqrt(q.Shape[1]), seed), v);

    /// <summary>The book's masked softmax: the axes but the last are flattened, and each row has a number of keys that count.</summary>
    [Model]
    [return: Shape("b", "n", "m")]
    public static Tensor<float> Lengths([Shape("b", "n", "m")] Tensor<float> scores, [Shape("b")] Tensor<int> lengths)
    {
        var (b, n, m) = scores.Shape;
        var keys = Tensor.Arange<int>(m).Unsqueeze(0) < RepeatInterleave(lengths, n, 0).Unsqueeze(1);
        return Softmax(Where(keys, scores.Reshape(-1, m), -1e6f).Reshape(b, n, m), axis: -1);
    }

    [Model]
    public static Tensor<float> Padded([Parameter, Shape("b", "n", "d")] Tensor<float> q, [Parameter, Shape("b", "m", "d")] Tensor<float> k, [Parameter, Shape("b", "m", "e")] Tensor<float> v,
        [Shape("b")] Tensor<int> lengths, [Shape("b", "n", "e")] Tensor<float> y)
        => Mean(Square(Tanh(Bmm(Lengths(Bmm(q, k.Transpose(1, 2)) / MathF.Sqrt(q.Shape[2]), lengths), v)) - y));

    [Model]
    public static Tensor<float> PaddedApart([Parameter, Shape("b", "n", "d")] Tensor<float> q, [Parameter, Shape("b", "m", "d")] Tensor<float> k, [Parameter, Shape("b", "m", "e")] Tensor<float> v,
        [Shape("b")] Tensor<int> lengths, [Shape("b", "n", "e")] Tensor<float> y, [Parameter, Shape(1)] Tensor<float> scale)
        => Mean(Square(Tanh(Bmm(Lengths(Bmm(q, k.Transpose(1, 2)) * (scale * Tensor.Ones(k.Shape[1])) / MathF.Sqrt(q.Shape[2]), lengths), v)) - y));

    /// <summary>Heads with a mask of keys for each sample, a bias of places, and dropout.</summary>
    [Model]
    [return: Shape("b", "h", "n", "m")]
    public static Tensor<float> Weights([Shape("b", "h", "n", "m")] Tensor<float> scores, [Shape("b", "m")] Tensor<bool> visible, [Shape("h", "n", "m")] Tensor<float> bias, [Shape] Tensor<int> seed)
        => Dropout(Softmax(MaskedFill(scores + bias, !visible.Unsqueeze(1).Unsqueeze(1), -1e9), axis: -1), 0.3, FoldIn(seed, 7));

    [Model]
    [return: Shape("b", "h", "n", "e")]
    public static Tensor<float> Dropped([Parameter, Shape("b", "h", "n", "d")] Tensor<float> q, [Parameter, Shape("b", "h", "m", "d")] Tensor<float> k, [Parameter, Shape("b", "h", "m", "e")] Tensor<float> v,
        [Shape("b", "m")] Tensor<bool> visible, [Shape("h", "n", "m")] Tensor<float> bias, [Shape] Tensor<int> seed)
        => MatMul(Weights(MatMul(q, k.Transpose(2, 3)) * 0.4f, visible, bias, seed), v);

    [Model]
    [return: Shape("b", "h", "n", "e")]
    public static Tensor<float> DroppedApart([Parameter, Shape("b", "h", "n", "d")] Tensor<float> q, [Parameter, Shape("b", "h", "m", "d")] Tensor<float> k, [Parameter, Shape("b", "h", "m", "e")] Tensor<float> v,
        [Shape("b", "m")] Tensor<bool> visible, [Shape("h", "n", "m")] Tensor<float> bias, [Shape] Tensor<int> seed, [Parameter, Shape(1)] Tensor<float> scale)
        => MatMul(Weights(MatMul(q, k.Transpose(2, 3)) * (scale * Tensor.Ones(k.Shape[2])), visible, bias, seed), v);
}
