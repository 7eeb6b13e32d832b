using static D2lDsl.Ops;

namespace D2lDsl.Benchmarks;

/// <summary>A gated recurrent unit over time, whose states are all read.</summary>
[Model]
public sealed partial class Gru
{
    [Parameter, Shape("d", "h")] public partial Tensor<float> Wxz { get; }
    [Parameter, Shape("h", "h")] public partial Tensor<float> Whz { get; }
    [Parameter, Shape("h")] public partial Tensor<float> Bz { get; }
    [Parameter, Shape("d", "h")] public partial Tensor<float> Wxr { get; }
    [Parameter, Shape("h", "h")] public partial Tensor<float> Whr { get; }
    [Parameter, Shape("h")] public partial Tensor<float> Br { get; }
    [Parameter, Shape("d", "h")] public partial Tensor<float> Wxh { get; }
    [Parameter, Shape("h", "h")] public partial Tensor<float> Whh { get; }
    [Parameter, Shape("h")] public partial Tensor<float> Bh { get; }

    /// <summary>The mean square of all states.</summary>
    /// <param name="xs">The inputs, step by step.</param>
    [Model]
    public Tensor<float> Loss([Shape("t", "n", "d")] Tensor<float> xs)
    {
        var state = Tensor.Zeros(xs.Shape[1], Whh.Shape[0]);
        var states = new List<Tensor<float>>();
        for (int t = 0; t < xs.Shape[0]; t++)
        {
            var x = xs[t];
            var z = Sigmoid(MatMul(x, Wxz) + MatMul(state, Whz) + Bz);
            var r = Sigmoid(MatMul(x, Wxr) + MatMul(state, Whr) + Br);
            var candidate = Tanh(MatMul(x, Wxh) + MatMul(r * state, Whh) + Bh);
            state = z * state + (1 - z) * candidate;
            states.Add(state);
        }
        return Mean(Square(Stack(states)));
    }
}
