namespace D2lDsl.CompilerTests.Models;

/// <summary>A network over time whose states are collected.</summary>
public static partial class Recurrent
{
    [Model]
    [return: Shape("t", "n", "h")]
    public static Tensor<double> States([Parameter, Shape("t", "n", "d")] Tensor<double> xs, [Parameter, Shape("n", "h")] Tensor<double> state,
        [Parameter, Shape("d", "h")] Tensor<double> wx, [Parameter, Shape("h", "h")] Tensor<double> wh)
    {
        var outputs = new List<Tensor<double>>();
        for (int t = 0; t < xs.Shape[0]; t++)
        {
            state = Tanh(MatMul(xs[t], wx) + MatMul(state, wh));
            outputs.Add(state);
        }
        return Stack(outputs);
    }

    /// <summary>Two variables that end each turn as one, which is collected too.</summary>
    [Model]
    public static Tensor<double> Lasting([Parameter, Shape("t", "n", "h")] Tensor<double> xs, [Parameter, Shape("n", "h")] Tensor<double> state, [Parameter, Shape("h", "h")] Tensor<double> wh)
    {
        var (last, outputs) = (state, new List<Tensor<double>>());
        for (int t = 0; t < xs.Shape[0]; t++)
        {
            state = Tanh(xs[t] + MatMul(state, wh) + last / 4);
            last = state;
            outputs.Add(state);
        }
        return Mean(Square(Stack(outputs))) + Sum(last * state);
    }

    /// <summary>The same with all turns' results in a variable, whose every turn writes all of it.</summary>
    [Model]
    public static Tensor<double> Written([Parameter, Shape("t", "n", "d")] Tensor<double> xs, [Parameter, Shape("n", "h")] Tensor<double> state,
        [Parameter, Shape("d", "h")] Tensor<double> wx, [Parameter, Shape("h", "h")] Tensor<double> wh)
    {
        var outputs = Tensor.Zeros<double>(xs.Shape[0], xs.Shape[1], wh.Shape[0]);
        var step = Tensor.Arange<int>(xs.Shape[0]).Reshape(-1, 1, 1);
        for (int t = 0; t < xs.Shape[0]; t++)
        {
            state = Tanh(MatMul(xs[t], wx) + MatMul(state, wh));
            outputs = Where(step == t, state, outputs);
        }
        return outputs;
    }

    /// <summary>All but the first step: there are none of t = 0.</summary>
    [Model]
    public static Tensor<double> Later([Parameter, Shape("t", "n")] Tensor<double> xs)
    {
        var (sum, outputs) = (xs[0], new List<Tensor<double>>());
        for (int t = 1; t < xs.Shape[0]; t++)
        {
            sum = sum + xs[t];
            outputs.Add(sum);
        }
        return Concat(outputs);
    }
}
