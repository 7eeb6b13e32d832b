using System.Globalization;

namespace D2lDsl.Data;

/// <summary>One column of a <see cref="Table"/>: a name and one cell for each row.</summary>
public sealed class Column
{
    readonly double[] numbers;    // NaN where missing or not a number
    readonly string table;
    readonly int[] lines;

    internal Column(string name, IEnumerable<string?> cells, string table, int[] lines, ColumnKind? demanded = null)
        : this(name, cells as Cells ?? Cells.Of(cells), table, lines, demanded)
    {
    }

    internal Column(string name, Cells cells, string table, int[] lines, ColumnKind? demanded = null)
    {
        (Name, Cells, this.table, this.lines) = (name, cells, table, lines);
        numbers = new double[cells.Count];
        for (var row = 0; row < numbers.Length; row++)
        {
            numbers[row] = CellText.Number(cells.Text(row));
            if (cells.IsMissing(row)) MissingCount++;
        }
        Kind = demanded ?? Infer(cells, numbers);
        for (var row = 0; Kind == ColumnKind.Boolean && row < numbers.Length; row++) numbers[row] = CellText.TruthAsNumber(cells.Text(row));
    }

    Column(Column same, string table, int[] lines) =>
        (Name, Cells, MissingCount, numbers, Kind, this.table, this.lines) = (same.Name, same.Cells, same.MissingCount, same.numbers, same.Kind, table, lines);

    /// <summary>Makes a column from the text of its cells; it becomes part of a table by <see cref="Table(string, ReadOnlySpan{Column})"/>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cells">The cells from top to bottom; null, empty, <c>NA</c> and the like are missing, as in a file.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static Column Of(string name, params IEnumerable<string?> cells)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(cells);
        var marks = new MissingMarks(CsvOptions.Default);
        var present = Cells.Of(cells.Select(cell => cell is null ? null : marks.Present(cell.Trim())));
        return new Column(name.Trim(), present, "column", Table.LinesBelowNames(present.Count));
    }

    /// <summary>Makes a column from values.</summary>
    /// <typeparam name="T">float, double, int, long, sbyte, byte or bool.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="values">The values from top to bottom; NaN is missing.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static Column Of<T>(string name, IEnumerable<T> values)
        where T : unmanaged, IConvertible
    {
        ArgumentNullException.ThrowIfNull(values);
        return Of(name, values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The name in the first line of the file.</summary>
    public string Name { get; }

    /// <summary>What the cells hold.</summary>
    public ColumnKind Kind { get; }

    /// <summary>The number of rows.</summary>
    public int Count => Cells.Count;

    /// <summary>How many cells are missing: empty, <c>NA</c>, <c>NaN</c> and what <see cref="CsvOptions.Missing"/> lists.</summary>
    public int MissingCount { get; }

    /// <summary>Whether the column counts as numbers: whole ones or any.</summary>
    public bool IsNumeric => Kind is ColumnKind.Number or ColumnKind.Integer;

    /// <summary>The text of a cell without the spaces around it, or null where it is missing.</summary>
    /// <param name="row">The row, from 0.</param>
    public string? this[int row] => Cells[row];

    /// <summary>The numbers of the column, NaN where a cell is missing; true is 1 and false 0.</summary>
    /// <exception cref="DataException">A cell is text.</exception>
    public double[] ToNumbers()
    {
        for (var row = 0; row < Count; row++)
            if (double.IsNaN(numbers[row]) && !Cells.IsMissing(row)) throw NotANumber(row);
        return [.. numbers];
    }

    /// <summary>The column as a vector (<c>torch.tensor(column.values)</c>).</summary>
    /// <typeparam name="T">The element type: read from the text of each cell, so that no large number is rounded on the way.</typeparam>
    /// <returns>A tensor of shape [rows].</returns>
    /// <exception cref="DataException">A cell is missing, is text, or holds what <typeparamref name="T"/> cannot.</exception>
    public Tensor<T> ToTensor<T>()
        where T : unmanaged
    {
        var values = new T[Count];
        for (var row = 0; row < Count; row++) values[row] = CellReader<T>.Read(this, row);
        return Tensor.From(values, Count);
    }

    /// <summary>The cells without the spaces around them, null where missing.</summary>
    internal Cells Cells { get; }

    /// <summary>The number in a row, where there must be one.</summary>
    internal double Number(int row)
    {
        if (!double.IsNaN(numbers[row])) return numbers[row];
        throw Cells.IsMissing(row) ? Missing(row) : NotANumber(row);
    }

    /// <summary>The same column in another table.</summary>
    internal Column In(string table, int[] lines) => new(this, table, lines);

    /// <summary>The column with other cells in the same rows.</summary>
    internal Column With(string name, IEnumerable<string?> cells, ColumnKind? kind = null) => new(name, cells, table, lines, kind);

    internal DataException Error(int row, string problem) => new(table, lines[row], Name, problem, Cells[row]);

    internal DataException Missing(int row) => Error(row, "the cell is missing; fill it in, or leave out the line");

    internal DataException NotANumber(int row) => Error(row, $"{DataException.Quote(Cells[row]!)} is not a number");

    static ColumnKind Infer(Cells cells, double[] numbers)
    {
        int present = 0, whole = 0, numeric = 0, truths = 0;
        for (var row = 0; row < cells.Count; row++)
        {
            if (cells.IsMissing(row)) continue;
            var cell = cells.Text(row);
            present++;
            if (double.IsNaN(numbers[row]))
            {
                if (bool.TryParse(cell, out _)) truths++;
                continue;
            }
            numeric++;
            if (double.IsInteger(numbers[row]) && CellText.IsWhole(cell)) whole++;
        }
        return numeric == present ? present > 0 && whole == present ? ColumnKind.Integer : ColumnKind.Number
            : truths == present ? ColumnKind.Boolean
            : numeric == 0 ? ColumnKind.Text
            : ColumnKind.Mixed;
    }
}
