using static D2lDsl.Ops;

namespace D2lDsl.SeedsTests;

/// <summary>Attention whose scores have a scale that is trained.</summary>
public static partial class TemperedModels
{
    [Model]
    [return: Shape("n", "e")]
    public static Tensor<double> One([Parameter, Shape("n", "d")] Tensor<double> q, [Parameter, Shape("m", "d")] Tensor<double> k, [Parameter, Shape("m", "e")] Tensor<double> v,
        [Parameter, Shape(1)] Tensor<double> temperature)
        => MatMul(Softmax(MatMul(q, k.T) / temperature / Math.Sqrt(q.Shape[1]), axis: 1), v);

    /// <summary>A scale for each head, from its logarithm, under a causal mask, with a bias that is given, and dropout.</summary>
    [Model]
    [return: Shape("b", "h", "n", "e")]
    public static Tensor<double> Heads([Parameter, Shape("b", "h", "n", "d")] Tensor<double> q, [Parameter, Shape("b", "h", "n", "d")] Tensor<double> k, [Parameter, Shape("b", "h", "n", "e")] Tensor<double> v,
        [Parameter, Shape("h", 1, 1)] Tensor<double> logScale, [Shape("n", "n")] Tensor<double> bias, [Shape] Tensor<int> seed)
    {
        var n = q.Shape[2];
        var scores = MatMul(q, k.Transpose(2, 3)) * 0.5 * Exp(logScale) + bias;
        var causal = Tensor.Arange<int>(n).Unsqueeze(1) >= Tensor.Arange<int>(n);
        return MatMul(Dropout(Softmax(Where(causal, scores, double.NegativeInfinity), axis: -1), 0.25, seed), v);
    }

    /// <summary>A scale for each query that is made of it, in what follows a projection, layer by layer.</summary>
    [Model]
    public static Tensor<double> Layers([Shape("n", "d")] Tensor<double> x, [Parameter, Shape("l", "d", "3*d")] Tensor<double> w, [Parameter, Shape("d", 1)] Tensor<double> gate)
    {
        int d = x.Shape[1];
        for (int i = 0; i < w.Shape[0]; i++)
        {
            var qkv = MatMul(x, w[i]);
            x = x + MatMul(Softmax(Softplus(MatMul(x, gate)) * MatMul(qkv[.., ..d], qkv[.., d..(2 * d)].T), axis: 1), qkv[.., (2 * d)..]);
        }
        return Mean(Square(x));
    }
}
