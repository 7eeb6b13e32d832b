namespace D2lDsl.Data;

/// <summary>How a CSV file is written down: the keyword arguments of <c>pandas.read_csv</c>, as far as they are needed.</summary>
/// <example>
/// <code>
/// var options = new CsvOptions { Delimiter = ';', Missing = ["?"], Kinds = new() { ["zip"] = ColumnKind.Text } };
/// Table table = Csv.Read("houses.csv", options);
/// </code>
/// </example>
public sealed record CsvOptions
{
    /// <summary>The options of a file with commas and the usual marks of missing cells.</summary>
    internal static CsvOptions Default { get; } = new();

    /// <summary>What stands between two cells (<c>sep</c>).</summary>
    public char Delimiter
    {
        get;
        init => field = value is '"' or '\r' or '\n' or ' '
            ? throw new ArgumentException("CsvOptions.Delimiter: quotes, spaces and line ends cannot stand between two cells")
            : value;
    } = ',';

    /// <summary>
    /// The cells that are missing, upper and lower case told apart; an empty cell always is (<c>na_values</c>). Unless set, they are
    /// those of pandas: <c>NA</c>, <c>N/A</c>, <c>NaN</c>, <c>null</c>, <c>None</c> and their spellings. The first is the one that
    /// <see cref="Csv.Write(string, Table, CsvOptions?)"/> writes.
    /// </summary>
    public IReadOnlyList<string> Missing { get; init; } =
    [
        "NA", "NaN", "nan", "NAN", "-NaN", "-nan", "N/A", "n/a", "NULL", "Null", "null", "None", "<NA>", "#N/A", "#N/A N/A", "#NA",
        "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN",
    ];

    /// <summary>
    /// What columns must hold, by name (<c>dtype</c>). Columns that are not named hold what is found in them. A column of zip codes is
    /// <see cref="ColumnKind.Text"/>; of one that must be <see cref="ColumnKind.Number"/>, the first other cell is an error.
    /// </summary>
    public Dictionary<string, ColumnKind> Kinds { get; init; } = [];
}
