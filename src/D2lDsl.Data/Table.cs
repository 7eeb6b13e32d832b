using System.Numerics;

namespace D2lDsl.Data;

/// <summary>A table with named columns: what <c>pandas.read_csv</c> gives, as far as training needs it. It does not change.</summary>
/// <example>
/// <code>
/// Table cars = Csv.Read("cars.csv");
/// Tensor&lt;float&gt; x = cars.ToTensor&lt;float&gt;("speed");   // [50, 1]
/// Tensor&lt;float&gt; y = cars.ToTensor&lt;float&gt;("dist");    // [50, 1]
/// </code>
/// </example>
public sealed partial class Table
{
    readonly Column[] columns;
    readonly int[] lines;

    internal Table(string name, Column[] columns, int[] lines) => (Name, this.columns, this.lines) = (name, columns, lines);

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
                $"there is no column \"{column}\"; the columns are {string.Join(", ", columns.Select(one => one.Name))}");
        }
    }

    /// <summary>The numbers of some columns (<c>torch.tensor(data[names].values)</c>).</summary>
    /// <typeparam name="T">The element type; for an integer type all numbers must be whole and fit.</typeparam>
    /// <param name="names">The names of the columns in the order wanted; none means all columns.</param>
    /// <returns>A tensor of shape [rows, columns].</returns>
    /// <exception cref="DataException">
    /// A column does not exist; a cell is missing, is text, or holds a number that <typeparamref name="T"/> cannot.
    /// </exception>
    public Tensor<T> ToTensor<T>(params ReadOnlySpan<string> names)
        where T : unmanaged, INumber<T>
    {
        var chosen = new Column[names.Length == 0 ? columns.Length : names.Length];
        for (var i = 0; i < chosen.Length; i++) chosen[i] = names.Length == 0 ? columns[i] : this[names[i]];

        var values = new T[RowCount * chosen.Length];
        for (var row = 0; row < RowCount; row++)
            for (var i = 0; i < chosen.Length; i++)
                values[row * chosen.Length + i] = Convert<T>(chosen[i], row);
        return Tensor.From(values, RowCount, chosen.Length);
    }

    static T Convert<T>(Column column, int row) where T : unmanaged, INumber<T>
    {
        var number = column.Number(row);
        var value = T.CreateSaturating(number);
        var isFloating = typeof(T) == typeof(float) || typeof(T) == typeof(double);
        if (isFloating ? T.IsFinite(value) : double.CreateSaturating(value) == number) return value;
        throw column.Error(row, double.IsInteger(number) || isFloating
            ? $"{column[row]} does not fit into {NameOf<T>()}"
            : $"{column[row]} is not a whole number, and {NameOf<T>()} holds no others");
    }

    static string NameOf<T>() => typeof(T).Name switch
    {
        "Single" => "float", "Double" => "double", "Int32" => "int", "Int64" => "long", "SByte" => "sbyte", "Byte" => "byte",
        var other => other,
    };
}
