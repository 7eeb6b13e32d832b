using static D2lDsl.Ops;

namespace D2lDsl.SeedsTests;

/// <summary>Attention in turns of loops and in branches. A scale that is trained key by key keeps the twin in loops and products.</summary>
public static partial class LoopedModels
{
    [Model]
    public static Tensor<double> Layers([Shape("n", "d")] Tensor<double> x, [Parameter, Shape("l", "d", "h")] Tensor<double> wq, [Parameter, Shape("l", "d", "h")] Tensor<double> wk,
        [Parameter, Shape("l", "d", "d")] Tensor<double> wv)
    {
        for (int i = 0; i < wq.Shape[0]; i++)
        {
            var (q, k, v) = (MatMul(x, wq[i]), MatMul(x, wk[i]), MatMul(x, wv[i]));
            x = x + Tanh(MatMul(Softmax(MatMul(q, k.T) / Math.Sqrt(q.Shape[1]), axis: 1), v));
        }
        return Mean(Square(x));
    }

    [Model]
    public static Tensor<double> LayersApart([Shape("n", "d")] Tensor<double> x, [Parameter, Shape("l", "d", "h")] Tensor<double> wq, [Parameter, Shape("l", "d", "h")] Tensor<double> wk,
        [Parameter, Shape("l", "d", "d")] Tensor<double> wv, [Parameter, Shape(1)] Tensor<double> scale)
    {
        for (int i = 0; i < wq.Shape[0]; i++)
        {
            var (q, k, v) = (MatMul(x, wq[i]), MatMul(x, wk[i]), MatMul(x, wv[i]));
            x = x + Tanh(MatMul(Softmax(MatMul(q, k.T) * (scale * Tensor.Ones<double>(x.Shape[0])) / Math.Sqrt(q.Shape[1]), axis: 1), v));
        }
        return Mean(Square(x));
    }

    /// <summary>One turn pads, the others are causal and drop weights; the causal mask is made before the loop.</summary>
    [Model]
    public static (Tensor<double> Loss, Tensor<double> States) Chosen([Shape("n", "d")] Tensor<double> x, [Parameter, Shape("l", "d", "d")] Tensor<double> w, [Shape("n")] Tensor<bool> there,
        [Shape] Tensor<int> padded, [Shape] Tensor<int> seed)
    {
        var n = x.Shape[0];
        var causal = Tensor.Arange<int>(n).Unsqueeze(1) >= Tensor.Arange<int>(n);
        var states = new List<Tensor<double>>();
        for (int i = 0; i < w.Shape[0]; i++)
        {
            var q = MatMul(x, w[i]) / Math.Sqrt(w.Shape[1]);
            if (padded == i)
                x = x + MatMul(Softmax(Where(there, MatMul(q, x.T), -1e9), axis: 1), x);
            else
                x = x + MatMul(Dropout(Softmax(Where(causal, MatMul(q, x.T), double.NegativeInfinity), axis: 1), 0.2, FoldIn(seed, i)), x);
            states.Add(x);
        }
        return (Mean(Square(x)), Stack(states));
    }

    /// <summary>Heads that are views of products, and whose results are one tensor again.</summary>
    [Model]
    public static Tensor<double> Heads([Shape("n", "t", "e")] Tensor<double> x, [Parameter, Shape("e", "e")] Tensor<double> wq, [Parameter, Shape("e", "e")] Tensor<double> wk,
        [Parameter, Shape("e", "e")] Tensor<double> wv, [Parameter, Shape("e", "e")] Tensor<double> wo)
    {
        var (n, t, e) = x.Shape;
        Tensor<double> Split(Tensor<double> all) => all.Reshape(n, t, 2, e / 2).Transpose(1, 2);
        var scores = MatMul(Split(MatMul(x, wq)), Split(MatMul(x, wk)).Transpose(2, 3)) / Math.Sqrt(e / 2);
        var causal = Tensor.Arange<int>(t).Unsqueeze(1) >= Tensor.Arange<int>(t);
        var y = MatMul(Softmax(Where(causal, scores, -1e9), axis: 3), Split(MatMul(x, wv)));
        return Mean(Square(MatMul(y.Transpose(1, 2).Reshape(n, t, e), wo)));
    }

    /// <summary>Values say how often it turns: nothing is kept.</summary>
    [Model]
    public static Tensor<double> Until([Parameter, Shape("n", "d")] Tensor<double> x)
    {
        var y = x;
        while (Norm(y) < 100)
            y = 1.5 * y + MatMul(Softmax(MatMul(y, x.T), axis: 1), y);
        return Mean(Square(y));
    }

    /// <summary>A product of few multiply-adds beside one of many.</summary>
    [Model]
    public static Tensor<double> Light([Shape("t", "n", 3)] Tensor<double> xs, [Parameter, Shape(3, "h")] Tensor<double> wx, [Parameter, Shape("h", "h")] Tensor<double> wh)
    {
        var state = Tensor.Zeros<double>(xs.Shape[1], wh.Shape[0]);
        for (int t = 0; t < xs.Shape[0]; t++)
            state = Tanh(Square(MatMul(xs[t], wx)) + MatMul(state, wh));
        return Mean(state);
    }
}
