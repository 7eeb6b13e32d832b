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
}
