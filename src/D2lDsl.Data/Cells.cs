using System.Collections;

namespace D2lDsl.Data;

/// <summary>The texts of a column, one behind the other in one array: an object for each would take several times their room.</summary>
internal sealed class Cells : IReadOnlyList<string?>
{
    char[] text = new char[64];
    int[] ends = new int[16];    // one's complement where missing

    /// <summary>The cells of a sequence, null where missing.</summary>
    public static Cells Of(IEnumerable<string?> cells)
    {
        var packed = new Cells();
        foreach (var cell in cells) packed.Add(cell);
        packed.Trim();
        return packed;
    }

    public int Count { get; private set; }

    /// <summary>The text of a cell, a new string each time; null where it is missing.</summary>
    public string? this[int row] => IsMissing(row) ? null : new string(Text(row));

    public bool IsMissing(int row) => ends.AsSpan(0, Count)[row] < 0;

    /// <summary>The text of a cell, empty where it is missing.</summary>
    public ReadOnlySpan<char> Text(int row)
    {
        var start = row == 0 ? 0 : End(row - 1);
        return text.AsSpan(start, End(row) - start);
    }

    int End(int row) => ends[row] < 0 ? ~ends[row] : ends[row];

    public void Add(string? cell)
    {
        var start = Count == 0 ? 0 : End(Count - 1);
        var end = checked(start + (cell?.Length ?? 0));
        if (end > text.Length) Array.Resize(ref text, Grown(text.Length, end));
        if (Count == ends.Length) Array.Resize(ref ends, Grown(ends.Length, Count + 1));
        cell?.CopyTo(text.AsSpan(start));
        ends[Count++] = cell is null ? ~end : end;
    }

    /// <summary>Gives back what was taken for cells that did not come.</summary>
    public void Trim()
    {
        Array.Resize(ref text, Count == 0 ? 0 : End(Count - 1));
        Array.Resize(ref ends, Count);
    }

    static int Grown(int length, int needed) => Math.Max(needed, (int)Math.Min(2L * length, Array.MaxLength));

    public IEnumerator<string?> GetEnumerator()
    {
        for (var row = 0; row < Count; row++) yield return this[row];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
