namespace D2lDsl;

/// <summary>
/// What one place of <c>x[i, j]</c> takes: an int (negative counts from the end, as in PyTorch), an <see cref="Index"/> such as <c>^1</c>,
/// a <see cref="Range"/> such as <c>..2</c>, or a range and a step such as <c>(.., 2)</c>. You never name it: all four convert.
/// </summary>
public readonly struct TensorIndex
{
    readonly Range range;

    TensorIndex(Range range, bool keepsAxis, int step = 1)
    {
        this.range = range;
        KeepsAxis = keepsAxis;
        Step = step;
    }

    /// <summary>The distance between picked positions.</summary>
    internal int Step { get; }

    /// <summary>Whether the axis stays, as it does for a range, or goes, as it does for an index.</summary>
    internal bool KeepsAxis { get; }

    /// <summary>Picks one position; the axis goes away.</summary>
    /// <param name="index">The position; −1 is the last.</param>
    public static implicit operator TensorIndex(int index) => new Index(Math.Abs(index), index < 0);

    /// <summary>Picks one position; the axis goes away.</summary>
    /// <param name="index">The position; <c>^1</c> is the last.</param>
    public static implicit operator TensorIndex(Index index) => new(new Range(index, index), keepsAxis: false);

    /// <summary>Keeps a stretch of an axis.</summary>
    /// <param name="range">The stretch, its end excluded.</param>
    public static implicit operator TensorIndex(Range range) => new(range, keepsAxis: true);

    /// <summary>Keeps every step-th position of a stretch of an axis (<c>x[1:8:3]</c> is <c>x[(1..8, 3)]</c>).</summary>
    /// <param name="stretch">The stretch, its end excluded, and the distance between positions, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive.</exception>
    public static implicit operator TensorIndex((Range Range, int Step) stretch) => stretch.Step > 0
        ? new(stretch.Range, keepsAxis: true, stretch.Step)
        : throw new ArgumentOutOfRangeException(null, $"({stretch.Range}, {stretch.Step}): step {stretch.Step} is not positive; steps run forward");

    /// <summary>Where the pick starts and how many positions it has.</summary>
    internal (int Start, int Count) Resolve(int axis, ReadOnlySpan<int> sizes)
    {
        int size = sizes[axis], start = range.Start.GetOffset(size);
        if (!KeepsAxis)
        {
            return (uint)start < (uint)size
                ? (start, 1)
                : throw new ArgumentOutOfRangeException(null,
                    $"Index {range.Start} lies outside axis {axis} of shape {Layout.Text(sizes)}, which has size {size}");
        }

        int end = range.End.GetOffset(size);
        return start >= 0 && start <= end && end <= size
            ? (start, (end - start + Step - 1) / Step)
            : throw new ArgumentOutOfRangeException(null,
                $"Range {range} does not fit axis {axis} of shape {Layout.Text(sizes)}, which has size {size}");
    }
}
