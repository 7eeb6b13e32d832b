using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Rules;

/// <summary>Works out what numbers stand for from how they were made, and where nothing else is known from what they are called.</summary>
public static class Meanings
{
    static readonly HashSet<string> Logits = ["logit", "logits", "score", "scores"];

    static readonly HashSet<string> Probabilities = ["p", "prob", "probs", "probability", "probabilities", "phat", "p_hat"];

    /// <summary>By the name of an argument.</summary>
    public static Meaning Of(string name) =>
        name.ToLowerInvariant() is var lower && Logits.Contains(lower) ? Meaning.Logit : Probabilities.Contains(lower) ? Meaning.Probability : Meaning.Any;

    /// <summary>By the op and its operands: what an op moves, picks or weighs by 0 and 1 keeps its meaning.</summary>
    public static Meaning Of(OpCall call) =>
        call.Op.Gives != Meaning.Any ? call.Op.Gives
        : call.Op is MovementOp or GatherOp or SplitOp || ReferenceEquals(call.Op, Selection.Detach) ? call.X.Meaning
        : call.Op is ContractionOp ? Meaning.Logit
        : ReferenceEquals(call.Op, Exponentials.Log) && call.X.Meaning == Meaning.Probability ? Meaning.LogProbability
        : ReferenceEquals(call.Op, Exponentials.Exp) && call.X.Meaning == Meaning.LogProbability ? Meaning.Probability
        : IsComplement(call) || IsSoftmax(call) || IsSigmoid(call) ? Meaning.Probability
        // x W + b is as raw as x W.
        : (ReferenceEquals(call.Op, Arithmetic.Add) || ReferenceEquals(call.Op, Arithmetic.Subtract))
            && call.Operands.Any(o => o.Meaning == Meaning.Logit && o.Shape.Equals(call.Result)) && call.Operands.Any(o => o.Origin is Origin.Parameter or Origin.Data) ? Meaning.Logit
        : Meaning.Any;

    /// <summary>1 − p.</summary>
    public static bool IsComplement(OpCall call) =>
        ReferenceEquals(call.Op, Arithmetic.Subtract) && call.X.Number == 1 && call.Operands[1].Meaning == Meaning.Probability;

    /// <summary>A softmax written by hand: eˣ / Σ eˣ.</summary>
    public static bool IsSoftmax(OpCall call) => ReferenceEquals(call.Op, Arithmetic.Divide)
        && call.X.Maker is { } powers && ReferenceEquals(powers.Op, Exponentials.Exp)
        && call.Operands[1].Source().Maker is { } total && ReferenceEquals(total.Op, Reductions.Sum) && ReferenceEquals(total.X, call.X);

    /// <summary>A sigmoid written by hand: 1 / (1 + e⁻ˣ).</summary>
    static bool IsSigmoid(OpCall call) => ReferenceEquals(call.Op, Arithmetic.Divide) && call.X.Number == 1
        && call.Operands[1].Maker is { } sum && ReferenceEquals(sum.Op, Arithmetic.Add)
        && sum.Operands.Any(o => o.Number == 1) && sum.Operands.Any(o => o.Maker is { } powers && ReferenceEquals(powers.Op, Exponentials.Exp));
}
