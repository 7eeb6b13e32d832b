using D2lDsl;
using static D2lDsl.Ops;

namespace SequencesSample;

/// <summary>The plain recurrent network: what is remembered is a tanh of the letter and of what was remembered before.</summary>
[Model]
public sealed partial class CharRnn
{
    [Parameter, Shape("v", "h")] public partial Tensor<float> Wx { get; }
    [Parameter, Shape("h", "h")] public partial Tensor<float> Wh { get; }
    [Parameter, Shape("h")]      public partial Tensor<float> B { get; }
    [Parameter, Shape("h", "v")] public partial Tensor<float> WOut { get; }
    [Parameter, Shape("v")]      public partial Tensor<float> BOut { get; }

    /// <summary>The state after one more letter of each text; the row of a letter is its one-hot vector times the matrix.</summary>
    [Model]
    [return: Shape("n", "h")]
    public Tensor<float> Step([Shape("n")] Tensor<int> letter, [Shape("n", "h")] Tensor<float> state)
        => Tanh(IndexSelect(Wx, axis: 0, letter) + MatMul(state, Wh) + B);

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
