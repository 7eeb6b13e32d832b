using static D2lDsl.Ops;

namespace D2lDsl.SeedsTests;

/// <summary>Attention whose queries, keys and values are parts of one projection, cut in several ways.</summary>
public static partial class ProjectedModels
{
    [Model]
    [return: Shape("n", "d")]
    public static Tensor<double> Columns([Shape("n", "c")] Tensor<double> x, [Parameter, Shape("c", "3*d")] Tensor<double> w)
    {
        var qkv = MatMul(x, w);
        int d = qkv.Shape[1] / 3;
        var (q, k, v) = (qkv[.., ..d], qkv[.., d..(2 * d)], qkv[.., (2 * d)..]);
        return MatMul(Softmax(MatMul(q, k.T) / Math.Sqrt(d), axis: -1), v);
    }

    [Model]
    [return: Shape("b", "t", "d")]
    public static Tensor<double> Chunked([Shape("b", "t", "d")] Tensor<double> x, [Parameter, Shape("d", "3*d")] Tensor<double> w, [Parameter, Shape("3*d")] Tensor<double> bias)
    {
        var (b, t, d) = x.Shape;
        var parts = (MatMul(x, w) + bias).Chunk(3, axis: -1);
        Tensor<double> Heads(Tensor<double> part) => part.Reshape(b, t, 2, d / 2).Transpose(1, 2);
        var scores = MatMul(Heads(parts[0]), Heads(parts[1]).Transpose(-2, -1)) / Math.Sqrt(d / 2);
        var causal = Tensor.Arange<int>(t).Unsqueeze(1) >= Tensor.Arange<int>(t);
        return MatMul(Softmax(Where(causal, scores, -1e9), axis: -1), Heads(parts[2])).Transpose(1, 2).Reshape(b, t, d);
    }

    [Model]
    public static Tensor<double> Picked([Shape("b", "t", "d")] Tensor<double> x, [Parameter, Shape("d", "3*d")] Tensor<double> w, [Parameter, Shape("d", "d")] Tensor<double> wo)
    {
        var (b, t, d) = x.Shape;
        var qkv = MatMul(x, w).Reshape(b, t, 3, 2, d / 2);
        var (q, k, v) = (qkv[.., .., 0].Transpose(1, 2), qkv[.., .., 1].Transpose(1, 2), qkv[.., .., 2].Transpose(1, 2));
        var mixed = MatMul(Softmax(MatMul(q, k.Transpose(-2, -1)), axis: -1), v).Transpose(1, 2).Reshape(b, t, d);
        return Mean(Square(Tanh(MatMul(mixed, wo))));
    }

    [Model]
    public static Tensor<double> Turned([Shape("b", "t", "d")] Tensor<double> x, [Parameter, Shape("d", "3*d")] Tensor<double> w, [Parameter, Shape("d", "d")] Tensor<double> wo)
    {
        var (b, t, d) = x.Shape;
        var qkv = MatMul(x, w).Reshape(b, t, 3, 2, d / 2).Permute(2, 0, 3, 1, 4);
        var mixed = MatMul(Softmax(MatMul(qkv[0], qkv[1].Transpose(-2, -1)), axis: -1), qkv[2]).Transpose(1, 2).Reshape(b, t, d);
        return Mean(Square(Tanh(MatMul(mixed, wo))));
    }

    /// <summary>More queries than keys and values: neighbouring queries share them.</summary>
    [Model]
    public static Tensor<double> Grouped([Shape("t", "c")] Tensor<double> x, [Parameter, Shape("c", "8*e")] Tensor<double> w)
    {
        var all = MatMul(x, w);
        int t = x.Shape[0], e = w.Shape[1] / 8;
        var q = all[.., ..(4 * e)].Reshape(t, 4, e).Transpose(0, 1);
        var k = all[.., (4 * e)..(6 * e)].Reshape(t, 2, e).Transpose(0, 1);
        var v = all[.., (6 * e)..].Reshape(t, 2, e).Transpose(0, 1);
        var (first, second) = (MatMul(Softmax(MatMul(q[..2], k.Transpose(1, 2)), axis: -1), v), MatMul(Softmax(MatMul(q[2..], k.Transpose(1, 2)), axis: -1), v));
        return Mean(Square(first - 2 * second));
    }

    /// <summary>Part of the projection is no attention's, and keys are read by something else.</summary>
    [Model]
    [return: Shape("t", "d")]
    public static Tensor<double> Gated([Shape("t", "c")] Tensor<double> x, [Parameter, Shape("c", "4*d")] Tensor<double> w)
    {
        var all = MatMul(x, w);
        int t = x.Shape[0], d = w.Shape[1] / 4;
        Tensor<double> Heads(int i) => all[.., (i * d)..((i + 1) * d)].Reshape(t, 2, d / 2).Transpose(0, 1);
        var (q, k, v) = (Heads(0), Heads(1), Heads(2));
        var mixed = MatMul(Softmax(MatMul(q, k.Transpose(1, 2)), axis: -1), v) + Square(k);
        return mixed.Transpose(0, 1).Reshape(t, d) * Sigmoid(all[.., (3 * d)..]);
    }

    /// <summary>Every second column is a key's; of the rows every second is a query.</summary>
    [Model]
    [return: Shape("n", "d")]
    public static Tensor<double> Stepped([Parameter, Shape("2*n", "2*d")] Tensor<double> x)
    {
        var (q, k) = (x.Slice(axis: 0, start: 0, stop: x.Shape[0], step: 2)[.., ..(x.Shape[1] / 2)], x.Slice(axis: 1, start: 1, stop: x.Shape[1], step: 2));
        return MatMul(Softmax(MatMul(q, k.T), axis: -1), k);
    }
}
