namespace D2lDsl.Compiler.Fuse;

/// <summary>What a backend knows beside single loops and plain products.</summary>
public enum Joining
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Attention as one step, and products with a loop over rows that are done as a whole.</summary>
    Rows,

    /// <summary>Attention as one step, and products with a loop over the elements of a tile, which knows nothing of the rest of its rows.</summary>
    Tiles,
}
