namespace D2lDsl.Data;

/// <summary>What the cells of a column hold, apart from missing ones.</summary>
public enum ColumnKind
{
    /// <summary>Numbers only, not all of them whole; or nothing at all (pandas: <c>float64</c>).</summary>
    Number,

    /// <summary>Whole numbers that fit into a long (pandas: <c>int64</c>).</summary>
    Integer,

    /// <summary>True and false, in any case of letters (pandas: <c>bool</c>). As numbers they are 1 and 0.</summary>
    Boolean,

    /// <summary>No number at all (pandas: <c>object</c>).</summary>
    Text,

    /// <summary>Some numbers and some text: usually a column of numbers with a mistake in it.</summary>
    Mixed,
}
