namespace D2lDsl.Data;

/// <summary>A table with named columns: what <c>pandas.read_csv</c> gives, as far as training needs it. It does not change.</summary>
/// <example>
/// <code>
/// Table cars = Csv.Read("cars.csv");
/// Tensor&lt;float&gt; x = cars.ToTensor("speed");   // [50, 1]
/// Tensor&lt;float&gt; y = cars.ToTensor("dist");    // [50, 1]
/// </code>
/// </example>
public sealed partial class Table
{
    readonly Column[] columns;
    readonly int[] lines;

    internal Table(string name, Column[] columns, int[] lines) => (Name, this.columns, this.lines) = (name, columns, lines);

    /// <summary>Makes a table from columns (<c>pd.DataFrame({…})</c>).</summary>
    /// <param name="name">What error messages call it. They count its lines as those of a file, with the column names in line 1.</param>
    /// <param name="columns">One column or more, with different names and the same number of rows.</param>
    /// <exception cref="ArgumentException">There is no column, two have the same name, or they differ in rows.</exception>
    public Table(string name, params ReadOnlySpan<Column> columns)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (columns.IsEmpty) throw new ArgumentException($"Table {name}: there is no column; give at least one");
        foreach (var column in columns)
        {
            if (column.Count != columns[0].Count)
                throw new ArgumentException($"Table {name}: column {columns[0].Name} has {columns[0].Count} rows and column {column.Name} has {column.Count}; they must have the same");
        }
        Name = name;
        lines = LinesBelowNames(columns[0].Count);
        this.columns = new Column[columns.Length];
        for (var i = 0; i < columns.Length; i++) this.columns[i] = columns[i].In(name, lines);
        if (this.columns.GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Table {name}: {twice.Count()} columns have the name {twice.Key}; rename one");
    }

    /// <summary>The file the table was read from, as it was given: error messages begin with it.</summary>
    public string Name { get; }

    /// <summary>The number of rows, the line of column names not counted.</summary>
    public int RowCount => lines.Length;

    /// <summary>The columns from left to right.</summary>
    public IReadOnlyList<Column> Columns => columns;

    /// <summary>A column by its name, upper and lower case told apart.</summary>
    /// <param name="column">The name.</param>
    /// <exception cref="DataException">No column has that name; the message lists those there are.</exception>
    public Column this[string column]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(column);
            return Array.Find(columns, one => one.Name == column) ?? throw new DataException(Name, null, null,
                $"there is no column \"{column}\"; the columns are {Names}");
        }
    }

    /// <summary>A column by its position (<c>data.iloc[:, 2]</c>): <c>table[2]</c>, or <c>table[^1]</c> for the last.</summary>
    /// <param name="position">The position, from 0.</param>
    /// <exception cref="DataException">There are fewer columns; the message lists them.</exception>
    public Column this[Index position]
    {
        get
        {
            var at = position.GetOffset(columns.Length);
            return at >= 0 && at < columns.Length ? columns[at] : throw new DataException(Name, null, null,
                $"there is no column {position}; the columns 0 to {columns.Length - 1} are {Names}");
        }
    }

    /// <summary>The numbers of some columns as float, the element type to train with.</summary>
    /// <param name="names">The names of the columns in the order wanted; none means all columns.</param>
    /// <returns>A tensor of shape [rows, columns].</returns>
    /// <exception cref="DataException">A column does not exist; a cell is missing, is text, or too large for a float.</exception>
    public Tensor<float> ToTensor(params ReadOnlySpan<string> names) => ToTensor<float>(names);

    /// <summary>The cells of some columns as elements of any type (<c>torch.tensor(data[names].values)</c>).</summary>
    /// <typeparam name="T">
    /// The element type. For an integer type all numbers must be whole and fit; for bool they must be true or false, 1 or 0.
    /// </typeparam>
    /// <param name="names">The names of the columns in the order wanted; none means all columns.</param>
    /// <returns>A tensor of shape [rows, columns].</returns>
    /// <exception cref="DataException">
    /// A column does not exist; a cell is missing, is text, or holds what <typeparamref name="T"/> cannot.
    /// </exception>
    public Tensor<T> ToTensor<T>(params ReadOnlySpan<string> names)
        where T : unmanaged
    {
        var chosen = names.IsEmpty ? columns : Named(names);
        var values = new T[RowCount * chosen.Length];
        for (var row = 0; row < RowCount; row++)
            for (var i = 0; i < chosen.Length; i++)
                values[row * chosen.Length + i] = CellReader<T>.Read(chosen[i], row);
        return Tensor.From(values, RowCount, chosen.Length);
    }

    /// <summary>The lines that rows made in memory would have in a file.</summary>
    internal static int[] LinesBelowNames(int rows) => [.. Enumerable.Range(2, rows)];

    string Names => string.Join(", ", columns.Select(column => column.Name));

    Column[] Named(ReadOnlySpan<string> names)
    {
        var chosen = new Column[names.Length];
        for (var i = 0; i < chosen.Length; i++) chosen[i] = this[names[i]];
        return chosen;
    }
}
