using D2lDsl.Compiler.Ir;
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
        : IsLogSoftmax(call) ? Meaning.LogProbability
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

    /// <summary>A log-softmax written by hand: x − log Σ eˣ.</summary>
    static bool IsLogSoftmax(OpCall call) => ReferenceEquals(call.Op, Arithmetic.Subtract) && call.Operands[1].Source().Maker is { } total
        && ((ReferenceEquals(total.Op, Statistics.LogSumExp) && ReferenceEquals(total.X, call.X))
            || (ReferenceEquals(total.Op, Exponentials.Log) && total.X.Source().Maker is { } sum && ReferenceEquals(sum.Op, Reductions.Sum) && sum.X.Maker is { } powers && ReferenceEquals(powers.Op, Exponentials.Exp)));

    /// <summary>Of a model's result: the raw scores that a product is, moved and with a bias.</summary>
    public static Meaning Of(Graph graph, int node) => graph[node] switch
    {
        ContractNode => Meaning.Logit,
        ReshapeNode or PermuteNode => Of(graph, graph[node].Inputs[0]),
        MapNode { Op: BinaryOp op } map when (ReferenceEquals(op, Arithmetic.Add) || ReferenceEquals(op, Arithmetic.Subtract)) && map.Inputs.Any(i => Unmoved(graph, i) is InputNode) =>
            map.Inputs.Any(i => Of(graph, i) == Meaning.Logit) ? Meaning.Logit : Meaning.Any,
        _ => Meaning.Any,
    };

    static Node Unmoved(Graph graph, int node)
    {
        while (graph[node] is ReshapeNode or PermuteNode or ExpandNode)
            node = graph[node].Inputs[0];
        return graph[node];
    }

    /// <summary>A sigmoid written by hand: 1 / (1 + e⁻ˣ).</summary>
    static bool IsSigmoid(OpCall call) => ReferenceEquals(call.Op, Arithmetic.Divide) && call.X.Number == 1
        && call.Operands[1].Maker is { } sum && ReferenceEquals(sum.Op, Arithmetic.Add)
        && sum.Operands.Any(o => o.Number == 1) && sum.Operands.Any(o => o.Maker is { } powers && ReferenceEquals(powers.Op, Exponentials.Exp));
}
