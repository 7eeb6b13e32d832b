namespace D2lDsl.Data;

/// <summary>Tells cells that are missing from others, fast: most begin as no mark does.</summary>
internal sealed class MissingMarks
{
    readonly HashSet<string> marks;
    readonly bool[] first = new bool[128];

    public MissingMarks(CsvOptions options)
    {
        marks = [.. options.Missing];
        foreach (var mark in options.Missing)
            if (mark.Length > 0 && mark[0] < first.Length) first[mark[0]] = true;
    }

    /// <summary>The text of a cell, or null where it is missing.</summary>
    public string? Present(string cell) =>
        cell.Length == 0 || ((cell[0] >= first.Length || first[cell[0]]) && marks.Contains(cell)) ? null : cell;
}
