using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Ir;

/// <summary>
/// Where the rows of a tensor [… n d] lie, in elements: batches are <paramref name="Outer"/> apart in groups of <paramref name="Count"/>,
/// within which they are <paramref name="Inner"/> apart; rows are <paramref name="Row"/> apart, and their elements neighbours.
/// </summary>
public sealed record RowsLayout(Dim Count, Dim Outer, Dim Inner, Dim Row)
{
    /// <summary>Where the first row begins.</summary>
    public Dim Offset { get; init; } = 0;

    /// <summary>The layout of a walk; null where it is none of this kind.</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="stride">For an axis of more than one element how far these are apart.</param>
    public static RowsLayout? Of(Shape shape, Func<int, Dim> stride)
    {
        var (row, last) = (shape.Rank - 2, shape.Rank - 1);
        if (row < 0 || shape[last].IsOne || !stride(last).IsOne)
            return null;
        var apart = shape[row].IsOne ? shape[last] : stride(row);
        // Axes that are one behind the other count as one.
        var batches = new List<(Dim Size, Dim Stride)>();
        foreach (var axis in Enumerable.Range(0, row).Where(axis => !shape[axis].IsOne))
        {
            var (size, step) = (shape[axis], stride(axis));
            if (batches.Count > 0 && batches[batches.Count - 1] is var before && before.Stride.Equals(size * step))
                batches[batches.Count - 1] = (before.Size * size, step);
            else
                batches.Add((size, step));
        }
        return batches.Count switch
        {
            0 => new(1, 0, 0, apart),
            1 => new(1, batches[0].Stride, 0, apart),
            2 => new(batches[1].Size, batches[0].Stride, batches[1].Stride, apart),
            _ => null,
        };
    }

    /// <summary>True for a row-major tensor.</summary>
    public bool IsDense(Shape shape) => Equals(Of(shape, axis => shape.Strides()[axis]));
}
