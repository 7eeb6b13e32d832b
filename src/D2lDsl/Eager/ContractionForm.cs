namespace D2lDsl.Eager;

/// <summary>
/// One index string of a contraction, taken apart: <c>... m k, ... k n -> ... m n</c>. Labels name axes; a label in both operands
/// but not in the result is summed over; <c>...</c>, first where it is used, is any number of leading axes, which broadcast.
/// </summary>
sealed class ContractionForm
{
    const string Ellipsis = "...";

    ContractionForm(string text)
    {
        string[] parts = text.Replace("->", ",").Split(',');
        (HasBatchA, A) = Labels(parts[0]);
        (HasBatchB, B) = Labels(parts[1]);
        (_, Result) = Labels(parts[2]);
        Shared = [.. A.Intersect(B).Except(Result)];
    }

    /// <summary>The labels of the operands' last axes.</summary>
    public string[] A { get; }

    public string[] B { get; }

    public string[] Result { get; }

    /// <summary>The labels summed over.</summary>
    public string[] Shared { get; }

    public bool HasBatchA { get; }

    public bool HasBatchB { get; }

    public static ContractionForm[] Parse(params string[] forms) => Array.ConvertAll(forms, text => new ContractionForm(text));

    public bool Fits(int rankA, int rankB) => Fits(rankA, A.Length, HasBatchA) && Fits(rankB, B.Length, HasBatchB);

    /// <summary>Both operands' shapes in labels, for errors: <c>[m, k] with [k]</c>.</summary>
    public override string ToString() => $"{Text(HasBatchA, A)} with {Text(HasBatchB, B)}";

    static bool Fits(int rank, int labels, bool hasBatch) => hasBatch ? rank >= labels : rank == labels;

    static (bool HasBatch, string[] Labels) Labels(string part)
    {
        string[] labels = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return labels is [Ellipsis, .. var rest] ? (true, rest) : (false, labels);
    }

    static string Text(bool hasBatch, string[] labels) => $"[{string.Join(", ", hasBatch ? labels.Prepend("…") : labels)}]";
}
