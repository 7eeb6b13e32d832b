using System.Runtime.CompilerServices;

namespace D2lDsl;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// A view of part of the tensor: <c>x[1, 2]</c> (rank 0), <c>x[^1]</c>, <c>x[..2, 1]</c>. Axes without an index stay whole. Assigning
    /// writes into the tensor and broadcasts: <c>x[..2] = 12</c>.
    /// </summary>
    /// <param name="indices">At most one index or range per axis.</param>
    /// <exception cref="ArgumentException">There are more indices than axes, or an assigned tensor does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index or a range leaves its axis.</exception>
    [IndexerName("At")]
    public Tensor<T> this[params ReadOnlySpan<TensorIndex> indices]
    {
        get => Views.Index(this, indices);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Views.Index(this, indices).Assign("Assignment", value);
        }
    }

    /// <summary>A view of every <paramref name="step"/>-th position of one axis (<c>x[start:stop:step]</c>).</summary>
    /// <param name="axis">The axis; −1 is the last.</param>
    /// <param name="start">The first position; negative counts from the end.</param>
    /// <param name="stop">The position after the last; negative counts from the end.</param>
    /// <param name="step">The distance between positions, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, the stretch leaves it, or the step is not positive.</exception>
    public Tensor<T> Slice(int axis, int start, int stop, int step = 1) => Views.Slice(this, axis, start, stop, step);
}
