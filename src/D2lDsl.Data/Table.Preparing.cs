namespace D2lDsl.Data;

public sealed partial class Table
{
    /// <summary>Puts each number column's mean where its cells are missing (<c>data.fillna(data.mean())</c>).</summary>
    /// <exception cref="DataException">A number column has nothing but missing cells.</exception>
    public Table FillMissing() => new(Name, [.. columns.Select(FillMean)], lines);

    /// <summary>Puts a number where cells of number columns are missing (<c>data.fillna(0)</c>).</summary>
    /// <param name="number">The number.</param>
    /// <exception cref="ArgumentException">It is NaN or infinite.</exception>
    public Table FillMissing(double number) => double.IsFinite(number)
        ? new(Name, [.. columns.Select(column => column.IsNumeric ? Fill(column, number) : column)], lines)
        : throw new ArgumentException($"Table.FillMissing: {CellText.Of(number)} is no number to fill in");

    /// <summary>
    /// Puts a column of zeros and ones for each value of a text column, in alphabetical order, and one for missing cells
    /// (<c>pd.get_dummies(data, dummy_na=True)</c>): <c>Alley</c> becomes <c>Alley_Pave</c> and <c>Alley_nan</c>.
    /// </summary>
    /// <remarks>Other columns stay as they are and come first. A text column without missing cells gets no <c>_nan</c> column.</remarks>
    /// <exception cref="DataException">A new column would get the name of another one.</exception>
    public Table OneHot()
    {
        Column[] made = [.. columns.Where(column => column.Kind != ColumnKind.Text),
            .. columns.Where(column => column.Kind == ColumnKind.Text).SelectMany(Dummies)];
        if (made.GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new DataException(Name, null, twice.Key, "one-hot coding would give two columns this name; rename a column or a value");
        return new Table(Name, made, lines);
    }

    /// <summary>Puts 1 for true and 0 for false in columns of truth values (<c>data * 1</c>).</summary>
    /// <remarks><see cref="ToTensor{T}"/> does so by itself; this is for looking at the table.</remarks>
    public Table BooleansToNumbers() => new(Name, [.. columns.Select(column => column.Kind == ColumnKind.Boolean
        ? column.With(column.Name, column.Cells.Select(cell => cell is null ? null : CellText.Of(CellText.TruthAsNumber(cell))))
        : column)], lines);

    Column FillMean(Column column)
    {
        if (!column.IsNumeric || column.MissingCount == 0) return column;
        if (column.MissingCount == column.Count)
            throw new DataException(Name, null, column.Name, "all cells are missing, so there is no mean to fill in; leave the column out");
        return Fill(column, column.ToNumbers().Where(number => !double.IsNaN(number)).Average());
    }

    static Column Fill(Column column, double number) => column.MissingCount == 0
        ? column
        : column.With(column.Name, column.Cells.Select(cell => cell ?? CellText.Of(number)));

    static IEnumerable<Column> Dummies(Column column)
    {
        var values = column.Cells.Distinct().OfType<string>().Order(StringComparer.Ordinal).Cast<string?>();
        if (column.MissingCount > 0) values = values.Append(null);
        return values.Select(value => column.With(
            $"{column.Name}_{value ?? "nan"}", column.Cells.Select(cell => cell == value ? "1" : "0")));
    }
}
