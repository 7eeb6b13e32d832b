namespace D2lDsl;

/// <summary>A size for rows and one for columns, as strides, paddings and windows of images have: <c>(2, 1)</c>, or <c>2</c> for both.</summary>
/// <param name="Rows">The size along rows, the last axis but one.</param>
/// <param name="Columns">The size along columns, the last axis.</param>
/// <remarks>PyTorch: an int or a tuple of two.</remarks>
public readonly record struct RowsAndColumns(int Rows, int Columns)
{
    /// <summary>One size for rows and columns.</summary>
    /// <param name="both">The size.</param>
    public static implicit operator RowsAndColumns(int both) => new(both, both);

    /// <summary>A size for rows and one for columns.</summary>
    /// <param name="sizes">Rows first.</param>
    public static implicit operator RowsAndColumns((int Rows, int Columns) sizes) => new(sizes.Rows, sizes.Columns);

    /// <summary>As it is written: <c>2</c> or <c>(2, 1)</c>.</summary>
    public override string ToString() => Rows == Columns ? $"{Rows}" : $"({Rows}, {Columns})";
}
