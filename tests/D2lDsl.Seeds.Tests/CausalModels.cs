using static D2lDsl.Ops;

namespace D2lDsl.SeedsTests;

/// <summary>Causal attention in double and float, where blocks of keys are left out, and where they must not be.</summary>
public static partial class CausalModels
{
    /// <summary>Keys up to the query's place and one behind it; a scale that is trained key by key keeps the twin in loops and products.</summary>
    [Model]
    [return: Shape("n", "e")]
    public static Tensor<double> Ahead([Parameter, Shape("n", "d")] Tensor<double> q, [Parameter, Shape("n", "d")] Tensor<double> k, [Parameter, Shape("n", "e")] Tensor<double> v)
    {
        var n = q.Shape[0];
        return MatMul(Softmax(Where(Tensor.Arange<int>(n).Unsqueeze(1) + 1 < Tensor.Arange<int>(n).Unsqueeze(0), -1e6, MatMul(q, k.T) * 0.3), axis: 1), v);
    }

    [Model]
    [return: Shape("n", "e")]
    public static Tensor<double> AheadApart([Parameter, Shape("n", "d")] Tensor<double> q, [Parameter, Shape("n", "d")] Tensor<double> k, [Parameter, Shape("n", "e")] Tensor<double> v,
        [Parameter, Shape(1)] Tensor<double> scale)
    {
        var n = q.Shape[0];
        return MatMul(Softmax(Where(Tensor.Arange<int>(n).Unsqueeze(1) + 1 < Tensor.Arange<int>(n).Unsqueeze(0), -1e6, MatMul(q, k.T) * (scale * Tensor.Ones<double>(n))), axis: 1), v);
    }

    /// <summary>The same in float, its result further used, and with padded keys: where a row has no key at all, its weights are NaN, or alike.</summary>
    [Model]
    public static Tensor<float> Decoder([Parameter, Shape("b", "n", "d")] Tensor<float> q, [Parameter, Shape("b", "n", "d")] Tensor<float> k, [Parameter, Shape("b", "n", "e")] Tensor<float> v,
        [Shape("b", "n")] Tensor<bool> padded, [Shape("b", "n", "e")] Tensor<float> y)
    {
        var n = q.Shape[1];
        var scores = MaskedFill(Bmm(q, k.Transpose(1, 2)) * 0.5f, Tril(Tensor.Ones(n, n)) == 0, double.NegativeInfinity);
        return Sum(Bmm(Softmax(MaskedFill(scores, padded.Unsqueeze(1), -1e9), axis: -1), v) * y);
    }

    [Model]
    public static Tensor<float> DecoderApart([Parameter, Shape("b", "n", "d")] Tensor<float> q, [Parameter, Shape("b", "n", "d")] Tensor<float> k, [Parameter, Shape("b", "n", "e")] Tensor<float> v,
        [Shape("b", "n")] Tensor<bool> padded, [Shape("b", "n", "e")] Tensor<float> y, [Parameter, Shape(1)] Tensor<float> scale)
    {
        var n = q.Shape[1];
        var scores = MaskedFill(Bmm(q, k.Transpose(1, 2)) * (scale * Tensor.Ones(n)), Tril(Tensor.Ones(n, n)) == 0, double.NegativeInfinity);
        return Sum(Bmm(Softmax(MaskedFill(scores, padded.Unsqueeze(1), -1e9), axis: -1), v) * y);
    }

    /// <summary>Keys that no query may see, and queries that see none: a distance below a number that is negative.</summary>
    [Model]
    [return: Shape("n", "e")]
    public static Tensor<float> Before([Parameter, Shape("n", "d")] Tensor<float> q, [Parameter, Shape("m", "d")] Tensor<float> k, [Parameter, Shape("m", "e")] Tensor<float> v)
    {
        var (n, m) = (q.Shape[0], k.Shape[0]);
        return MatMul(Softmax(Where(Tensor.Arange<int>(m).Unsqueeze(0) + 40 <= Tensor.Arange<int>(n).Unsqueeze(1), MatMul(q, k.T), float.NegativeInfinity), axis: 1), v);
    }

    [Model]
    [return: Shape("n", "e")]
    public static Tensor<float> BeforeApart([Parameter, Shape("n", "d")] Tensor<float> q, [Parameter, Shape("m", "d")] Tensor<float> k, [Parameter, Shape("m", "e")] Tensor<float> v,
        [Parameter, Shape(1)] Tensor<float> scale)
    {
        var (n, m) = (q.Shape[0], k.Shape[0]);
        return MatMul(Softmax(Where(Tensor.Arange<int>(m).Unsqueeze(0) + 40 <= Tensor.Arange<int>(n).Unsqueeze(1), MatMul(q, k.T) * (scale * Tensor.Ones(m)), float.NegativeInfinity), axis: 1), v);
    }
}
