using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace D2lDsl.Data;

public static partial class Csv
{
    /// <summary>
    /// Writes a table to a file, making its folder where there is none (<c>os.makedirs(…, exist_ok=True)</c> and <c>data.to_csv</c>).
    /// An older file is replaced in one move, never half written.
    /// </summary>
    /// <param name="path">The file; it is written in UTF-8.</param>
    /// <param name="table">The table. Reading the file gives the same cells again.</param>
    /// <param name="options">The delimiter, and the mark of a missing cell (the first of <see cref="CsvOptions.Missing"/>).</param>
    /// <exception cref="DataException">A cell would be read back as missing.</exception>
    /// <exception cref="IOException">The folder or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file may not be written.</exception>
    public static void Write(string path, Table table, CsvOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var target = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(target) ?? throw new IOException($"{target} is a folder; give the name of a file in it");
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}");
        try
        {
            using (var writer = new StreamWriter(draft)) Write(writer, table, options);
            File.Move(draft, target, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Writes a table as CSV text.</summary>
    /// <param name="writer">Where the text goes.</param>
    /// <param name="table">The table.</param>
    /// <param name="options">As for a file.</param>
    /// <exception cref="DataException">A cell would be read back as missing.</exception>
    public static void Write(TextWriter writer, Table table, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(table);
        options ??= CsvOptions.Default;
        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = options.Delimiter.ToString(),
            NewLine = "\n",
            // A line of nothing but an empty cell would be passed over as blank.
            ShouldQuote = cell => cell.Field?.Length == 0 || ConfigurationFunctions.ShouldQuote(cell),
        }, leaveOpen: true);

        var marks = new MissingMarks(options);
        foreach (var column in table.Columns) csv.WriteField(column.Name);
        csv.NextRecord();
        for (var row = 0; row < table.RowCount; row++)
        {
            foreach (var column in table.Columns) csv.WriteField(Written(column, row, options, marks));
            csv.NextRecord();
        }
    }

    static string Written(Column column, int row, CsvOptions options, MissingMarks marks)
    {
        if (column[row] is not { } cell) return options.Missing.Count > 0 ? options.Missing[0] : "";
        if (marks.Present(cell) is null)
            throw column.Error(row, $"{DataException.Quote(cell)} would be read back as missing; give CsvOptions.Missing without it");
        return cell;
    }
}
