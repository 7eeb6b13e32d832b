using D2lDsl;
using static D2lDsl.Ops;

namespace SequencesSample;

/// <summary>The gated recurrent unit: one gate says how much of the state stays, another how much of it the new one hears of.</summary>
[Model]
public sealed partial class CharGru
{
    [Parameter, Shape("v", "h")] public partial Tensor<float> Wxz { get; }
    [Parameter, Shape("h", "h")] public partial Tensor<float> Whz { get; }
    [Parameter, Shape("h")]      public partial Tensor<float> Bz { get; }
    [Parameter, Shape("v", "h")] public partial Tensor<float> Wxr { get; }
    [Parameter, Shape("h", "h")] public partial Tensor<float> Whr { get; }
    [Parameter, Shape("h")]      public partial Tensor<float> Br { get; }
    [Parameter, Shape("v", "h")] public partial Tensor<float> Wx { get; }
    [Parameter, Shape("h", "h")] public partial Tensor<float> Wh { get; }
    [Parameter, Shape("h")]      public partial Tensor<float> B { get; }
    [Parameter, Shape("h", "v")] public partial Tensor<float> WOut { get; }
    [Parameter, Shape("v")]      public partial Tensor<float> BOut { get; }

    /// <summary>The state after one more letter of each text.</summary>
    [Model]
    [return: Shape("n", "h")]
    public Tensor<float> Step([Shape("n")] Tensor<int> letter, [Shape("n", "h")] Tensor<float> state)
    {
        var keep = Sigmoid(IndexSelect(Wxz, axis: 0, letter) + MatMul(state, Whz) + Bz);
        var reset = Sigmoid(IndexSelect(Wxr, axis: 0, letter) + MatMul(state, Whr) + Br);
        var candidate = Tanh(IndexSelect(Wx, axis: 0, letter) + MatMul(reset * state, Wh) + B);
        return keep * state + (1 - keep) * candidate;
    }

    /// <summary>The mean loss over the letters of n texts, and the state behind them, from which the texts go on.</summary>
    [Model]
    public (Tensor<float> Loss, Tensor<float> State) Loss([Shape("t", "n")] Tensor<int> letters, [Shape("t", "n")] Tensor<int> next, [Shape("n", "h")] Tensor<float> state)
    {
        var states = new List<Tensor<float>>();
        for (int t = 0; t < letters.Shape[0]; t++)
        {
            state = Step(letters[t], state);
            states.Add(state);
        }

        return (CrossEntropy(MatMul(Concat(states), WOut) + BOut, next.Flatten()), Detach(state));
    }

    /// <summary>How likely each letter is to come after one more, likely ones more so than they are, and the state that knows of it.</summary>
    [Model]
    public (Tensor<float> Probabilities, Tensor<float> State) Continue([Shape(1)] Tensor<int> letter, [Shape(1, "h")] Tensor<float> state)
    {
        state = Step(letter, state);
        return (Softmax(2 * (MatMul(state, WOut) + BOut), axis: 1), state);
    }
}
