// Sequences: a recurrent network and a gated one learn the beginning of The Time Machine letter by letter, and go on by themselves.
// The program ends with 1 if one of them does not learn.
using D2lDsl;
using SequencesSample;

const int Steps = 29, Places = 16, Hidden = 128;
int letters = TimeMachine.Alphabet.Length;
Console.WriteLine($"{TimeMachine.Text.Length} letters of {letters} kinds; a guess has perplexity {letters}");

var rnn = new CharRnn(v: letters, h: Hidden, seed: 1);
var (rnnLoss, rnnAdam) = (new CharRnn.LossKernel(rnn), new Adam(learningRate: 0.003));
var rnnSpeaks = new CharRnn.ContinueKernel(rnn);
double rnnKnows = Train("RNN", (x, y, state) =>
{
    var (loss, after) = rnnLoss.ForwardBackward(x, y, state);
    rnnLoss.Gradients.ClipNorm(1);
    rnnAdam.Step(rnn.Parameters, rnnLoss.Gradients);
    return (loss, after);
}, (letter, state) => rnnSpeaks.Forward(letter, state));

var gru = new CharGru(v: letters, h: Hidden, seed: 1);
var (gruLoss, gruAdam, gruSpeaks) = (new CharGru.LossKernel(gru), new Adam(learningRate: 0.003), new CharGru.ContinueKernel(gru));
double gruKnows = Train("GRU", (x, y, state) =>
{
    var (loss, after) = gruLoss.ForwardBackward(x, y, state);
    gruLoss.Gradients.ClipNorm(1);
    gruAdam.Step(gru.Parameters, gruLoss.Gradients);
    return (loss, after);
}, (letter, state) => gruSpeaks.Forward(letter, state));

return rnnKnows < 3 && gruKnows < 3 ? 0 : 1;

// An epoch begins anywhere, with nothing remembered; its pieces go on where those before have stopped, and so does the state.
static double Train(string name, Func<Tensor<int>, Tensor<int>, Tensor<float>, (float Loss, Tensor<float> State)> learn,
    Func<Tensor<int>, Tensor<float>, (Tensor<float> Probabilities, Tensor<float> State)> speak)
{
    var (random, perplexity) = (new Random(2), 0.0);
    for (int epoch = 1; epoch <= 150; epoch++)
    {
        var (begin, pieces, total) = (random.Next(TimeMachine.Text.Length), TimeMachine.Text.Length / Places / Steps, 0.0);
        var state = Tensor.Zeros(Places, Hidden);
        for (int piece = 0; piece < pieces; piece++, begin += Steps)
        {
            (float loss, state) = learn(TimeMachine.Letters(begin, Steps, Places), TimeMachine.Letters(begin + 1, Steps, Places), state);
            total += loss;
        }

        perplexity = Math.Exp(total / pieces);
        if (epoch % 30 == 0)
            Console.WriteLine($"{name}, epoch {epoch}: perplexity {perplexity:F2}");
    }

    Console.WriteLine($"  {Say(speak, "the time traveller ", 100, new Random(3))}");
    return perplexity;
}

// After the words that are given, each letter is drawn as likely as the network holds it.
static string Say(Func<Tensor<int>, Tensor<float>, (Tensor<float> Probabilities, Tensor<float> State)> speak, string said, int more, Random random)
{
    var (letter, state) = (Tensor.Zeros<int>(1), Tensor.Zeros(1, Hidden));
    for (int i = 0, end = said.Length + more; i < end; i++)
    {
        letter[0] = TimeMachine.Alphabet.IndexOf(said[i]);
        (var probabilities, state) = speak(letter, state);
        if (i < said.Length - 1)
            continue;
        (double left, int next) = (random.NextDouble(), 0);
        for (; next < TimeMachine.Alphabet.Length - 1 && (left -= probabilities[0, next].Item()) > 0; next++)
        {
        }

        said += TimeMachine.Alphabet[next];
    }

    return said;
}
