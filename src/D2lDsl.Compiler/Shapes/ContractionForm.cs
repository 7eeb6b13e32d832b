namespace D2lDsl.Compiler.Shapes;

/// <summary>An index string with its <c>...</c> written out for operands of given ranks; one char labels one axis.</summary>
public sealed record ContractionForm(string Left, string Right, string Result)
{
    const char FirstBatch = 'A';

    /// <summary>Batch labels are upper case: only they broadcast.</summary>
    public bool IsBatch(char label) => char.IsUpper(label);

    /// <summary>The form for these ranks, or null where they do not fit.</summary>
    public static ContractionForm? Fit(string form, int leftRank, int rightRank)
    {
        var sides = form.Split(["->"], StringSplitOptions.None);
        var operands = sides[0].Split(',');
        if (Batch(operands[0], leftRank) is not { } left || Batch(operands[1], rightRank) is not { } right)
            return null;
        var batch = Math.Max(left, right);
        return new(Write(operands[0], left), Write(operands[1], right), Write(sides[1], batch));

        // Batch axes align at the last one.
        string Write(string labels, int count) => string.Concat(labels.Split([' '], StringSplitOptions.RemoveEmptyEntries).Select(l =>
            l == "..." ? string.Concat(Enumerable.Range(batch - count, count).Select(i => (char)(FirstBatch + i))) : l));
    }

    /// <summary>How many axes <c>...</c> stands for, or null where the rank does not fit.</summary>
    static int? Batch(string labels, int rank)
    {
        var tokens = labels.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        var rest = rank - tokens.Count(t => t != "...");
        return tokens.Contains("...") ? rest >= 0 ? rest : null : rest == 0 ? 0 : null;
    }
}
