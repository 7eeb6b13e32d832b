using System.Globalization;

namespace D2lDsl.Data;

public sealed partial class Table
{
    /// <summary>Some columns by name, in the order wanted (<c>data[["NumRooms", "Alley"]]</c>).</summary>
    /// <param name="names">The names.</param>
    /// <exception cref="DataException">No column has that name.</exception>
    public Table Select(params ReadOnlySpan<string> names)
    {
        var chosen = new Column[names.Length];
        for (var i = 0; i < chosen.Length; i++) chosen[i] = this[names[i]];
        return new Table(Name, chosen, lines);
    }

    /// <summary>Some columns by position (<c>data.iloc[:, 0:2]</c>): <c>table.Select(0..2)</c>.</summary>
    /// <param name="positions">The positions, from 0.</param>
    public Table Select(Range positions) => new(Name, columns[positions], lines);

    /// <summary>The columns of two tables of the same rows side by side (<c>pd.concat((a, b), axis=1)</c>).</summary>
    /// <param name="right">The table whose columns come after this one's.</param>
    /// <exception cref="ArgumentException">The tables differ in rows, or share a column name.</exception>
    public Table Join(Table right)
    {
        ArgumentNullException.ThrowIfNull(right);
        if (right.RowCount != RowCount)
            throw new ArgumentException($"Table.Join: {Name} has {RowCount} rows and {right.Name} has {right.RowCount}; they must have the same rows");
        if (columns.FirstOrDefault(left => right.columns.Any(other => other.Name == left.Name)) is { } twice)
            throw new ArgumentException($"Table.Join: both tables have a column \"{twice.Name}\"; select the columns first");
        return new Table(Name, [.. columns, .. right.columns], lines);
    }

    /// <summary>Puts each number column's mean where its cells are missing (<c>data.fillna(data.mean())</c>).</summary>
    /// <exception cref="DataException">A number column has nothing but missing cells.</exception>
    public Table FillMissing() => new(Name, [.. columns.Select(FillMissing)], lines);

    /// <summary>
    /// Puts a column of zeros and ones for each value of a text column, in alphabetical order, and one for missing cells
    /// (<c>pd.get_dummies(data, dummy_na=True)</c>): <c>Alley</c> becomes <c>Alley_Pave</c> and <c>Alley_nan</c>.
    /// </summary>
    /// <remarks>Number columns stay as they are and come first. A text column without missing cells gets no <c>_nan</c> column.</remarks>
    public Table OneHot() => new(Name,
        [.. columns.Where(column => column.Kind != ColumnKind.Text), .. columns.Where(column => column.Kind == ColumnKind.Text).SelectMany(Dummies)],
        lines);

    Column FillMissing(Column column)
    {
        if (column.Kind != ColumnKind.Number || column.MissingCount == 0) return column;
        if (column.MissingCount == column.Count)
            throw new DataException(Name, null, column.Name, "all cells are missing, so there is no mean to fill in; leave the column out");
        var mean = column.ToNumbers().Where(number => !double.IsNaN(number)).Average().ToString("R", CultureInfo.InvariantCulture);
        return new Column(column.Name, Array.ConvertAll(column.Cells, cell => cell ?? mean), Name, lines);
    }

    IEnumerable<Column> Dummies(Column column)
    {
        var values = column.Cells.Distinct().OfType<string>().Order(StringComparer.Ordinal).Cast<string?>();
        if (column.MissingCount > 0) values = values.Append(null);
        return values.Select(value => new Column(
            $"{column.Name}_{value ?? "nan"}", Array.ConvertAll(column.Cells, string? (cell) => cell == value ? "1" : "0"), Name, lines));
    }
}
