using System.Globalization;

namespace D2lDsl.Data;

/// <summary>One column of a <see cref="Table"/>: a name and one cell for each row.</summary>
public sealed class Column
{
    readonly double[] numbers;    // NaN where missing or not a number
    readonly string table;
    readonly int[] lines;

    internal Column(string name, string?[] cells, string table, int[] lines)
    {
        (Name, Cells, this.table, this.lines) = (name, cells, table, lines);
        numbers = Array.ConvertAll(cells, Parse);
        var present = cells.Count(cell => cell is not null);
        var numeric = numbers.Count(number => !double.IsNaN(number));
        MissingCount = cells.Length - present;
        Kind = numeric == present ? ColumnKind.Number : numeric == 0 ? ColumnKind.Text : ColumnKind.Mixed;
    }

    /// <summary>The name in the first line of the file.</summary>
    public string Name { get; }

    /// <summary>What the cells hold.</summary>
    public ColumnKind Kind { get; }

    /// <summary>The number of rows.</summary>
    public int Count => Cells.Length;

    /// <summary>How many cells are missing: empty, <c>NA</c> or <c>NaN</c>.</summary>
    public int MissingCount { get; }

    /// <summary>The text of a cell without the spaces around it, or null where it is missing.</summary>
    /// <param name="row">The row, from 0.</param>
    public string? this[int row] => Cells[row];

    /// <summary>The numbers of the column, NaN where a cell is missing.</summary>
    /// <exception cref="DataException">A cell is text.</exception>
    public double[] ToNumbers()
    {
        for (var row = 0; row < Count; row++)
            if (double.IsNaN(numbers[row]) && Cells[row] is not null) throw NotANumber(row);
        return [.. numbers];
    }

    /// <summary>The number in a row, where there must be one.</summary>
    internal double Number(int row)
    {
        if (!double.IsNaN(numbers[row])) return numbers[row];
        throw Cells[row] is null
            ? Error(row, "the cell is missing; fill it in, or leave out the line")
            : NotANumber(row);
    }

    internal DataException Error(int row, string problem) => new(table, lines[row], Name, problem, Cells[row]);

    /// <summary>The cells without the spaces around them, null where missing.</summary>
    internal string?[] Cells { get; }

    DataException NotANumber(int row) => Error(row, $"{DataException.Quote(Cells[row]!)} is not a number");

    /// <summary>Infinities are refused like text: they come from overflow or from a broken export, and no training survives one.</summary>
    static double Parse(string? cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : double.NaN;
}
