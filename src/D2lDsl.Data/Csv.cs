using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace D2lDsl.Data;

/// <summary>Reads tables from CSV files whose first line has the column names (<c>pandas.read_csv</c>).</summary>
/// <remarks>
/// Numbers are written with a decimal point and without group separators. A cell that is empty, <c>NA</c> or <c>NaN</c> is missing.
/// Blank lines are passed over; spaces around a cell do not count.
/// </remarks>
public static class Csv
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="delimiter">What stands between two cells.</param>
    /// <exception cref="DataException">
    /// The file is missing, cannot be read, is empty or has no row; a line has too many or too few cells; a column has no name or
    /// that of another column; quotes do not match.
    /// </exception>
    public static Table Read(string path, char delimiter = ',')
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Directory.Exists(path)) throw new DataException(path, null, null, "this is a folder; give the name of a CSV file in it");
        try
        {
            using var reader = new StreamReader(path);
            return Read(reader, path, delimiter);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException(path, null, null, $"there is no such file (looked for {Path.GetFullPath(path)})", inner: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException(path, null, null, $"the file cannot be read: {error.Message}", inner: error);
        }
    }

    /// <summary>Reads CSV text from a reader.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">What to call the table in error messages.</param>
    /// <param name="delimiter">What stands between two cells.</param>
    /// <exception cref="DataException">As for a file.</exception>
    public static Table Read(TextReader reader, string name, char delimiter = ',')
    {
        ArgumentNullException.ThrowIfNull(reader);
        var records = Records(reader, name, delimiter).GetEnumerator();
        if (!records.MoveNext())
            throw new DataException(name, null, null, "the file is empty; its first line must have the column names");
        var header = Header(records.Current, name);

        var rows = new List<Record>();
        while (records.MoveNext())
        {
            if (records.Current.Cells.Length != header.Length)
                throw new DataException(name, records.Current.Line, null,
                    $"there {Count(records.Current.Cells.Length, "cell")} where the first line has {header.Length} column names");
            rows.Add(records.Current);
        }
        if (rows.Count == 0)
            throw new DataException(name, null, null, $"there is no row below the column names ({string.Join(", ", header)})");

        int[] lines = [.. rows.Select(row => row.Line)];
        return new Table(name, [.. header.Select((column, i) =>
            new Column(column, [.. rows.Select(row => Present(row.Cells[i]))], name, lines))], lines);
    }

    /// <summary>The records that are not blank, with the line each one begins on.</summary>
    static IEnumerable<Record> Records(TextReader reader, string name, char delimiter)
    {
        var line = 1;
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            HasHeaderRecord = false,
            IgnoreBlankLines = false,    // else the lines could not be counted
            BadDataFound = bad => throw new DataException(name, line, null,
                $"the quotes of cell {DataException.Quote(bad.Field.Trim())} do not match; close each one, and double those inside a cell", bad.Field),
        }, leaveOpen: true);
        for (; parser.Read(); line = parser.RawRow + 1)
        {
            string[] cells = [.. Enumerable.Range(0, parser.Count).Select(i => parser[i].Trim())];
            if (!string.IsNullOrWhiteSpace(parser.RawRecord)) yield return new Record(line, cells);
        }
    }

    static string[] Header(Record first, string name)
    {
        for (var i = 0; i < first.Cells.Length; i++)
        {
            var column = first.Cells[i];
            if (column.Length == 0)
                throw new DataException(name, first.Line, null, $"column {i + 1} has no name; the first line must name every column");
            var twin = Array.IndexOf(first.Cells, column);
            if (twin < i)
                throw new DataException(name, first.Line, column, $"columns {twin + 1} and {i + 1} have the same name; rename one");
        }
        return first.Cells;
    }

    static string? Present(string cell) => cell is "" or "NA" || cell.Equals("NaN", StringComparison.OrdinalIgnoreCase) ? null : cell;

    static string Count(int count, string noun) => count == 1 ? $"is 1 {noun}" : $"are {count} {noun}s";

    sealed record Record(int Line, string[] Cells);
}
