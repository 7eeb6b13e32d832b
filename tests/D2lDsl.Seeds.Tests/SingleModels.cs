using static D2lDsl.Ops;

namespace D2lDsl.SeedsTests;

/// <summary>One query for each of many keys, as a decoder asks token by token.</summary>
public static partial class SingleModels
{
    [Model]
    [return: Shape("b", "e")]
    public static Tensor<double> Plain([Parameter, Shape("b", "d")] Tensor<double> q, [Parameter, Shape("b", "m", "d")] Tensor<double> k, [Parameter, Shape("b", "m", "e")] Tensor<double> v)
        => MatMul(Softmax(MatMul(q.Unsqueeze(1), k.Transpose(1, 2)) / Math.Sqrt(q.Shape[1]), axis: 2), v).Squeeze(1);

    /// <summary>Heads whose keys and values are a cache, of which so many places are filled; a bias of places.</summary>
    [Model]
    [return: Shape("b", 1, "c")]
    public static Tensor<double> Cached([Parameter, Shape("b", 1, "c")] Tensor<double> x, [Parameter, Shape("c", "c")] Tensor<double> w, [Shape("b", "m", "c")] Tensor<double> keys,
        [Parameter, Shape("b", "m", "c")] Tensor<double> values, [Shape("b")] Tensor<int> filled, [Shape(2, 1, "m")] Tensor<double> bias)
    {
        var (b, m, c) = keys.Shape;
        var q = MatMul(x, w).Reshape(b, 1, 2, c / 2).Transpose(1, 2);
        var k = keys.Reshape(b, m, 2, c / 2).Transpose(1, 2);
        var v = values.Reshape(b, m, 2, c / 2).Transpose(1, 2);
        var there = Tensor.Arange<int>(m) < filled.Reshape(b, 1, 1, 1);
        var weights = Softmax(Where(there, MatMul(q, k.Transpose(2, 3)) + bias, -1e9), axis: -1);
        return MatMul(weights, v).Transpose(1, 2).Reshape(b, 1, c);
    }

    /// <summary>Keys up to a place that a position in the sequence gives, for one query of its own.</summary>
    [Model]
    public static Tensor<double> Far([Parameter, Shape(1, "d")] Tensor<double> q, [Parameter, Shape("m", "d")] Tensor<double> k, [Shape] Tensor<int> seed)
        => Mean(Square(MatMul(Dropout(Softmax(Where(Tensor.Arange<int>(k.Shape[0]) >= 2, MatMul(q, k.T), double.NegativeInfinity), axis: 1), 0.3, seed), k)));
}
