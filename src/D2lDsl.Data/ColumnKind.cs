namespace D2lDsl.Data;

/// <summary>What the cells of a column hold, apart from missing ones.</summary>
public enum ColumnKind
{
    /// <summary>Numbers only (or nothing at all).</summary>
    Number,

    /// <summary>No number at all.</summary>
    Text,

    /// <summary>Some numbers and some text: usually a column of numbers with a mistake in it.</summary>
    Mixed,
}
