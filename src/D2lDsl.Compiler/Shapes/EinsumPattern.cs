namespace D2lDsl.Compiler.Shapes;

/// <summary>
/// An index string of Einsum, taken apart for operands of given ranks. The library compiles this file too, so that a string means the
/// same eagerly and in a model.
/// </summary>
sealed class EinsumPattern
{
    EinsumPattern(string[] operands, string result) => (Operands, Result) = (operands, result);

    /// <summary>The labels of each operand, one char an axis: letters as written, digits for the axes of an ellipsis, which broadcast.</summary>
    public string[] Operands { get; }

    /// <summary>The labels of the result.</summary>
    public string Result { get; }

    /// <summary>True for a label that an ellipsis stands for.</summary>
    public static bool IsBatch(char label) => char.IsDigit(label);

    /// <summary>The labels that are still needed after the first operands up to <paramref name="done"/>.</summary>
    public string NeededAfter(int done) => Result + string.Concat(Operands.Skip(done + 1));

    /// <summary>
    /// A product of two operands as of two matrices: labels of both that stay, labels of the left alone, of the right alone, and those
    /// summed over, all in the order of the left one.
    /// </summary>
    public static (string Both, string Left, string Right, string Summed) Product(string left, string right, string needed) => (
        Where(left, l => right.Contains(l) && needed.Contains(l)), Where(left, l => !right.Contains(l)),
        Where(right, l => !left.Contains(l)), Where(left, l => right.Contains(l) && !needed.Contains(l)));

    /// <summary>The labels of an operand that neither the result nor another operand has: they are summed over at once.</summary>
    public string Alone(int operand) => Where(Operands[operand], l => !Result.Contains(l) && Operands.Where((_, i) => i != operand).All(o => !o.Contains(l)));

    /// <summary>The parts, or what is wrong and what to do.</summary>
    public static (EinsumPattern? Pattern, string Problem, string Remedy) Parse(string text, IReadOnlyList<int> ranks)
    {
        var sides = text.Replace(" ", "").Split(["->"], StringSplitOptions.None);
        var operands = sides[0].Split(',');
        if (sides.Length > 2)
            return Wrong("it has more than one arrow", "write one '->' before the labels of the result");
        if (operands.Length != ranks.Count)
            return Wrong($"it names {Count(operands.Length, "operand")} where {Count(ranks.Count, "tensor")} {(ranks.Count == 1 ? "is" : "are")} given", "separate one list of labels for each tensor by commas");
        foreach (var side in operands.Concat(sides.Skip(1)))
            if (side.Replace("...", "").FirstOrDefault(c => !IsLetter(c)) is var stray and not '\0')
                return Wrong($"'{stray}' is no label", "label axes by letters, and leading axes by '...'");
            else if (side.Split(["..."], StringSplitOptions.None).Length > 2)
                return Wrong($"'{side}' has more than one '...'", "leave one, for all axes without a label");
        for (var i = 0; i < operands.Length; i++)
        {
            var labels = operands[i].Replace("...", "").Length;
            if (operands[i].Contains("...") ? ranks[i] < labels : ranks[i] != labels)
                return Wrong($"'{operands[i]}' labels {Count(labels, "axis", "axes")} of a tensor of rank {ranks[i]}", "give every axis one label");
        }
        var batch = operands.Select((o, i) => o.Contains("...") ? ranks[i] - (o.Length - 3) : 0).Max();
        if (batch > 9)
            return Wrong($"'...' stands for {batch} axes", "reshape them to 9 at most");
        string[] written = [.. operands.Select((o, i) => Expand(o, ranks[i] - (o.Length - 3)))];
        var result = sides.Length == 2 ? Expand(sides[1], batch) : Implicit(written, operands.Any(o => o.Contains("...")) ? batch : 0);
        if (result.FirstOrDefault(l => written.All(o => !o.Contains(l))) is var unknown and not '\0')
            return Wrong($"the result has the label '{unknown}', which no operand has", "take it out, or label an axis of an operand by it");
        if (result.GroupBy(l => l).FirstOrDefault(g => g.Count() > 1) is { Key: var twice })
            return Wrong($"the result has the label '{twice}' twice", "name every axis of the result once");
        return (new(written, result), "", "");

        // The axes of an ellipsis align at the last one.
        string Expand(string labels, int count) => labels.Replace("...", string.Concat(Enumerable.Range(Math.Max(0, batch - count), Math.Max(0, count)).Select(i => (char)('0' + i))));
    }

    static (EinsumPattern?, string, string) Wrong(string problem, string remedy) => (null, problem, remedy);

    /// <summary>Without an arrow: the axes of the ellipsis, then every label that occurs once.</summary>
    static string Implicit(string[] operands, int batch) => string.Concat(Enumerable.Range(0, batch).Select(i => (char)('0' + i)))
        + string.Concat(operands.SelectMany(o => o).Where(l => !IsBatch(l)).GroupBy(l => l).Where(g => g.Count() == 1).Select(g => g.Key).OrderBy(l => l));

    static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    static string Where(string labels, Func<char, bool> where) => string.Concat(labels.Where(where));

    static string Count(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count} {many ?? one + "s"}";
}
