using System.ComponentModel;

namespace D2lDsl.Runtime;

/// <summary>
/// Where the rows of a tensor of attention lie, all distances in elements: batches are <paramref name="Outer"/> apart in groups of
/// <paramref name="Count"/>, within which they are <paramref name="Inner"/> apart; rows are <paramref name="Row"/> apart. Heads of
/// [n, t, h, d], or of a part of it, are read and written where they lie that way. The default is dense. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct AttentionLayout(int Count, nint Outer, nint Inner, nint Row)
{
    /// <summary>This, or that of a dense tensor.</summary>
    internal AttentionLayout Or(int rows, int width) => Count > 0 ? this : new(1, (nint)rows * width, 0, width);

    /// <summary>How far from the beginning a row is.</summary>
    internal nint At(int batch, int row) => batch / Count * Outer + batch % Count * Inner + row * Row;
}
