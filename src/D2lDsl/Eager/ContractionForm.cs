namespace D2lDsl.Eager;

/// <summary>
/// One index string of a contraction, taken apart: <c>... m k, ... k n -> ... m n</c>. Labels name axes; a label in both operands
/// but not in the result is summed over; <c>...</c>, first where it is used, is any number of leading axes, which broadcast.
/// </summary>
sealed class ContractionForm
{
    const string Ellipsis = "...";

    readonly string[] a, b;
    readonly bool hasBatchA, hasBatchB;

    ContractionForm(string text)
    {
        string[] parts = text.Replace("->", ",").Split(',');
        (hasBatchA, a) = Labels(parts[0]);
        (hasBatchB, b) = Labels(parts[1]);
        var (_, result) = Labels(parts[2]);
        string[] joined = Array.FindAll(a, label => Array.IndexOf(b, label) >= 0);
        Result = Places(result);
        Shared = Places(Array.FindAll(joined, label => Array.IndexOf(result, label) < 0));
        Joined = Places(joined);
    }

    /// <summary>Where a label's axis is in each operand, counted from the end, 1 being the last; 0 where the operand has none.</summary>
    internal readonly record struct Label(int FromEndA, int FromEndB);

    /// <summary>The number of labels of each operand: its axes without batches.</summary>
    public int LabelsA => a.Length;

    public int LabelsB => b.Length;

    /// <summary>The axes of the result, after the batches.</summary>
    public Label[] Result { get; }

    /// <summary>The axes summed over.</summary>
    public Label[] Shared { get; }

    /// <summary>The axes that both operands have and whose sizes must agree.</summary>
    public Label[] Joined { get; }

    public static ContractionForm[] Parse(params string[] forms) => Array.ConvertAll(forms, text => new ContractionForm(text));

    public bool Fits(int rankA, int rankB) => Fits(rankA, a.Length, hasBatchA) && Fits(rankB, b.Length, hasBatchB);

    /// <summary>Both operands' shapes in labels, for errors: <c>[m, k] with [k]</c>.</summary>
    public override string ToString() => $"{Text(hasBatchA, a)} with {Text(hasBatchB, b)}";

    static bool Fits(int rank, int labels, bool hasBatch) => hasBatch ? rank >= labels : rank == labels;

    static (bool HasBatch, string[] Labels) Labels(string part)
    {
        string[] labels = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return labels is [Ellipsis, .. var rest] ? (true, rest) : (false, labels);
    }

    // Loops, because the JIT takes milliseconds for LINQ over structs, in a program's first product.
    Label[] Places(string[] labels)
    {
        var places = new Label[labels.Length];
        for (int i = 0; i < places.Length; i++)
            places[i] = new(FromEnd(a, labels[i]), FromEnd(b, labels[i]));
        return places;
    }

    static int FromEnd(string[] labels, string label)
    {
        int at = Array.IndexOf(labels, label);
        return at < 0 ? 0 : labels.Length - at;
    }

    static string Text(bool hasBatch, string[] labels) => $"[{string.Join(", ", hasBatch ? labels.Prepend("…") : labels)}]";
}
