using System.Text;

namespace D2lDsl.Data;

/// <summary>Reads tables from CSV files whose first line has the column names (<c>pandas.read_csv</c>), and writes them.</summary>
/// <remarks>
/// Numbers are written with a decimal point and without group separators, whatever the culture of the machine. Blank lines are passed
/// over; spaces around a cell do not count. A table is read whole or not at all.
/// </remarks>
public static partial class Csv
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, in UTF-8, or in UTF-16 with a byte order mark.</param>
    /// <param name="options">The delimiter, what is missing, what columns must hold; commas and the usual marks unless given.</param>
    /// <exception cref="DataException">
    /// The file is missing, cannot be read, is no text, is empty or has no row; a line has too many or too few cells; a column has no
    /// name or that of another column; quotes do not match; a cell is not what <see cref="CsvOptions.Kinds"/> demands. The message
    /// says which file, line and column.
    /// </exception>
    public static Table Read(string path, CsvOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Directory.Exists(path)) throw new DataException(path, null, null, "this is a folder; give the name of a CSV file in it");
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return Read(reader, path, options);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException(path, null, null, $"there is no such file (looked for {Path.GetFullPath(path)})", inner: error);
        }
        catch (DecoderFallbackException error)
        {
            throw new DataException(path, CsvLine.FirstThatIsNotText(path), null, "a character is not UTF-8; save the file in UTF-8", inner: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException(path, null, null, $"the file cannot be read: {error.Message}", inner: error);
        }
    }

    /// <summary>Reads CSV text from a reader.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">What to call the table in error messages.</param>
    /// <param name="options">As for a file.</param>
    /// <exception cref="DataException">As for a file.</exception>
    public static Table Read(TextReader reader, string name, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= CsvOptions.Default;
        using var found = CsvLine.Of(reader, name, options.Delimiter).GetEnumerator();
        if (!found.MoveNext())
            throw new DataException(name, null, null, "the file is empty; its first line must have the column names");
        var header = Header(found.Current, name);

        // Cells go to their columns at once, packed, so that a large file is in memory once.
        var marks = new MissingMarks(options);
        var (cells, numbers) = (Array.ConvertAll(header, _ => new Cells()), new List<int>());
        while (found.MoveNext())
        {
            if (found.Current.Cells.Length != header.Length)
                throw new DataException(name, found.Current.Number, null,
                    $"there {Count(found.Current.Cells.Length, "cell")} where the first line has {header.Length} column names");
            for (var i = 0; i < header.Length; i++)
                cells[i].Add(marks.Present(found.Current.Cells[i]));
            numbers.Add(found.Current.Number);
        }
        if (numbers.Count == 0)
            throw new DataException(name, null, null, $"there is no row below the column names ({string.Join(", ", header)})");

        int[] lines = [.. numbers];
        var columns = new Column[header.Length];
        for (var i = 0; i < header.Length; i++)
        {
            cells[i].Trim();
            columns[i] = new Column(header[i], cells[i], name, lines);
        }
        var table = new Table(name, columns, lines);
        return options.Kinds.Count == 0 ? table : Demand(table, lines, options);
    }

    static string[] Header(CsvLine first, string name)
    {
        for (var i = 0; i < first.Cells.Length; i++)
        {
            var column = first.Cells[i];
            if (column.Length == 0)
                throw new DataException(name, first.Number, null, $"column {i + 1} has no name; the first line must name every column");
            var twin = Array.IndexOf(first.Cells, column);
            if (twin < i)
                throw new DataException(name, first.Number, column, $"columns {twin + 1} and {i + 1} have the same name; rename one");
        }
        return first.Cells;
    }

    /// <summary>The table with the kinds that were asked for, or the first cell that is not of its kind.</summary>
    static Table Demand(Table table, int[] lines, CsvOptions options)
    {
        foreach (var (name, kind) in options.Kinds)
        {
            var column = table[name];    // says which columns there are
            for (var row = 0; row < column.Count; row++)
            {
                if (column[row] is not { } cell) continue;
                var fits = kind switch
                {
                    ColumnKind.Number => !double.IsNaN(CellText.Number(cell)),
                    ColumnKind.Integer => CellText.IsWhole(cell),
                    ColumnKind.Boolean => bool.TryParse(cell, out _),
                    ColumnKind.Text => true,
                    _ => throw new ArgumentException($"CsvOptions.Kinds: column {name} cannot be asked to be {kind}; take Number, Integer, Boolean or Text"),
                };
                if (!fits) throw column.Error(row, $"{DataException.Quote(cell)} is {Lacks(kind)}, which was asked of this column");
            }
        }
        return new Table(table.Name, [.. table.Columns.Select(column =>
            options.Kinds.TryGetValue(column.Name, out var kind) ? column.With(column.Name, column.Cells, kind) : column)], lines);
    }

    static string Lacks(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "not a number",
        ColumnKind.Integer => "not a whole number of 64 bits",
        _ => "not true or false",
    };

    static string Count(int count, string noun) => count == 1 ? $"is 1 {noun}" : $"are {count} {noun}s";
}
