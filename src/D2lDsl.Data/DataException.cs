namespace D2lDsl.Data;

/// <summary>Something in a table is not as it must be. The message is one line that says where it is and what is wrong.</summary>
public sealed class DataException : Exception
{
    /// <summary>Makes the exception; its message is <c>file, line 3, column speed: what is wrong</c>, as far as these are known.</summary>
    /// <param name="source">The file, or the name of the table.</param>
    /// <param name="line">The line in the file, from 1; null where the whole file is meant.</param>
    /// <param name="column">The name of the column; null where the whole line is meant.</param>
    /// <param name="problem">What is wrong, and what to do about it.</param>
    /// <param name="cell">The text of the cell, if one is meant.</param>
    /// <param name="inner">The exception behind this one, if any.</param>
    public DataException(string source, int? line, string? column, string problem, string? cell = null, Exception? inner = null)
        : base(OneLine(source + (line is null ? "" : $", line {line}") + (column is null ? "" : $", column {column}") + ": " + problem), inner)
    {
        (Table, Line, Column, Cell) = (source, line, column, cell);
    }

    /// <summary>The file, or the name of the table.</summary>
    public string Table { get; }

    /// <summary>The line in the file, counted from 1 with the column names; null where the whole file is meant.</summary>
    public int? Line { get; }

    /// <summary>The name of the column; null where the whole line is meant.</summary>
    public string? Column { get; }

    /// <summary>The text of the cell, if one is meant.</summary>
    public string? Cell { get; }

    /// <summary>A cell's text in quotes, cut to a length that fits a line.</summary>
    internal static string Quote(string cell) => cell.Length <= 40 ? $"\"{cell}\"" : $"\"{cell[..40]}…\"";

    static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
