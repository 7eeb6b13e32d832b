namespace D2lDsl.Data;

public sealed partial class Table
{
    /// <summary>Some columns by name, in the order wanted (<c>data[["NumRooms", "Alley"]]</c>).</summary>
    /// <param name="names">The names.</param>
    /// <exception cref="DataException">No column has that name.</exception>
    public Table Select(params ReadOnlySpan<string> names) => new(Name, Named(names), lines);

    /// <summary>Some columns by position (<c>data.iloc[:, 0:2]</c>): <c>table.Select(0..2)</c>, or <c>table.Select(..^1)</c> for all but the last.</summary>
    /// <param name="positions">The positions, from 0; the last one is not taken.</param>
    /// <exception cref="DataException">There are fewer columns; the message lists them.</exception>
    public Table Select(Range positions)
    {
        var (from, to) = Resolve(positions, columns.Length);
        return from <= to && to <= columns.Length && from >= 0
            ? new Table(Name, columns[from..to], lines)
            : throw new DataException(Name, null, null, $"there are no columns {positions}; the columns 0 to {columns.Length - 1} are {Names}");
    }

    /// <summary>Some rows by position (<c>data.iloc[0:2]</c>): <c>table.Rows(..5)</c> are the first five.</summary>
    /// <param name="positions">The positions, from 0; the last one is not taken.</param>
    /// <exception cref="DataException">There are fewer rows.</exception>
    public Table Rows(Range positions)
    {
        var (from, to) = Resolve(positions, RowCount);
        return from <= to && to <= RowCount && from >= 0
            ? Rows([.. Enumerable.Range(from, to - from)])
            : throw new DataException(Name, null, null, $"there are no rows {positions}; there are {RowCount}, from 0");
    }

    /// <summary>The rows without a missing cell (<c>data.dropna()</c>).</summary>
    public Table DropMissing() => Rows([.. Enumerable.Range(0, RowCount).Where(row => columns.All(column => !column.Cells.IsMissing(row)))]);

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

    Table Rows(int[] chosen)
    {
        int[] kept = [.. chosen.Select(row => lines[row])];
        return new Table(Name, [.. columns.Select(column =>
            new Column(column.Name, chosen.Select(row => column[row]), Name, kept, column.Kind))], kept);
    }

    // Range.GetOffsetAndLength would throw without a word on what there is.
    static (int From, int To) Resolve(Range range, int count) => (range.Start.GetOffset(count), range.End.GetOffset(count));
}
