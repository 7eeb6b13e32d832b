using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace D2lDsl.Data;

/// <summary>A line that is not blank, as its cells, with the line of the file that it begins on.</summary>
internal sealed record CsvLine(int Number, string[] Cells)
{
    /// <summary>All lines of a text, one after the other.</summary>
    public static IEnumerable<CsvLine> Of(TextReader reader, string name, char delimiter)
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
            var cells = new string[parser.Count];
            for (var i = 0; i < cells.Length; i++) cells[i] = parser[i].Trim();
            // A line without text is blank unless there are quotes or delimiters in it.
            if (Array.Exists(cells, static cell => cell.Length > 0) || !string.IsNullOrWhiteSpace(parser.RawRecord)) yield return new CsvLine(line, cells);
        }
    }

    /// <summary>The line of the first byte of a file that is no UTF-8.</summary>
    public static int FirstThatIsNotText(string path)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        var line = 1;
        while (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done)
        {
            if (rune.Value == '\n') line++;
            bytes = bytes[length..];
        }
        return line;
    }
}
