using static D2lDsl.Ops;

namespace D2lDsl.SeedsTests;

/// <summary>Attention in several spellings. A scale that is trained key by key keeps a model from being one step: its twin to compare with.</summary>
public static partial class AttentionModels
{
    [Model]
    [return: Shape("n", "e")]
    public static Tensor<float> Plain([Parameter, Shape("n", "d")] Tensor<float> q, [Parameter, Shape("m", "d")] Tensor<float> k, [Parameter, Shape("m", "e")] Tensor<float> v)
        => MatMul(Softmax(MatMul(q, k.T) / MathF.Sqrt(q.Shape[1]), axis: 1), v);

    [Model]
    [return: Shape("n", "e")]
    public static Tensor<float> PlainApart([Parameter, Shape("n", "d")] Tensor<float> q, [Parameter, Shape("m", "d")] Tensor<float> k, [Parameter, Shape("m", "e")] Tensor<float> v,
        [Parameter, Shape(1)] Tensor<float> scale)
        => MatMul(Softmax(MatMul(q, k.T) * (scale * Tensor.Ones(k.Shape[0])), axis: 1), v);

    [Model]
    public static Tensor<float> Loss([Parameter, Shape("b", "n", "d")] Tensor<float> q, [Parameter, Shape("b", "n", "d")] Tensor<float> k,
        [Parameter, Shape("b", "n", "d")] Tensor<float> v, [Shape("b", "n", "d")] Tensor<float> y)
    {
        var powers = Exp(MatMul(q, k.Transpose(1, 2)) * 0.25f);
        return Mean(Square(MatMul(powers / Sum(powers, axis: 2, keepDims: true), v) - y));
    }

    [Model]
    public static Tensor<float> LossApart([Parameter, Shape("b", "n", "d")] Tensor<float> q, [Parameter, Shape("b", "n", "d")] Tensor<float> k,
        [Parameter, Shape("b", "n", "d")] Tensor<float> v, [Shape("b", "n", "d")] Tensor<float> y, [Parameter, Shape(1)] Tensor<float> scale)
    {
        var powers = Exp(MatMul(q, k.Transpose(1, 2)) * (scale * Tensor.Ones(k.Shape[1])));
        return Mean(Square(MatMul(powers / Sum(powers, axis: 2, keepDims: true), v) - y));
    }

    [Model]
    [return: Shape("n", "h")]
    public static Tensor<float> OfItself([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "h")] Tensor<float> wq, [Parameter, Shape("d", "h")] Tensor<float> wk,
        [Parameter, Shape("d", "h")] Tensor<float> wv)
    {
        var (q, k, v) = (MatMul(x, wq), MatMul(x, wk), MatMul(x, wv));
        return Tanh(MatMul(Softmax(MatMul(q, k.T), axis: -1), v));
    }

    [Model]
    public static (Tensor<float> Y, Tensor<float> Weights) WithWeights([Parameter, Shape("n", "d")] Tensor<float> x)
    {
        var weights = Softmax(MatMul(x, x.T), axis: 1);
        return (MatMul(weights, x), weights);
    }
}
