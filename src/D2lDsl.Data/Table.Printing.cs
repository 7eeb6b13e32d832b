using System.Text;

namespace D2lDsl.Data;

public sealed partial class Table
{
    const int EndsShown = 5, LongestPrinted = 20, WidestCell = 40;

    /// <summary>
    /// The table as lines of text, as <c>print(data)</c> shows it: rows numbered from 0, cells to the right, <c>NaN</c> where one is
    /// missing. Of a table of more than 20 rows, the first and the last five.
    /// </summary>
    public override string ToString()
    {
        int[] rows = RowCount <= LongestPrinted
            ? [.. Enumerable.Range(0, RowCount)]
            : [.. Enumerable.Range(0, EndsShown), -1, .. Enumerable.Range(RowCount - EndsShown, EndsShown)];
        string[] numbers = ["", .. rows.Select(row => row < 0 ? "..." : row.ToString())];
        string[][] grid = [.. columns.Select(column => (string[])[Cut(column.Name), .. rows.Select(row => row < 0 ? "..." : Cut(column[row] ?? "NaN"))])];

        var text = new StringBuilder();
        for (var line = 0; line < numbers.Length; line++)
        {
            text.Append(numbers[line].PadRight(numbers.Max(number => number.Length)));
            foreach (var cells in grid) text.Append("  ").Append(cells[line].PadLeft(cells.Max(cell => cell.Length)));
            if (line < numbers.Length - 1) text.Append('\n');
        }
        return RowCount <= LongestPrinted ? text.ToString() : $"{text}\n[{RowCount} rows x {columns.Length} columns]";
    }

    // A cell may hold line breaks, which would tear the table apart.
    static string Cut(string cell)
    {
        var line = string.Concat(cell.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= WidestCell ? line : line[..(WidestCell - 1)] + "…";
    }
}
