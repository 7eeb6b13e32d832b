using System.Runtime.CompilerServices;

namespace D2lDsl;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// A view of part of the tensor: <c>x[1, 2]</c> (rank 0), <c>x[^1]</c>, <c>x[..2, 1]</c>, <c>x[(.., 3), (.., 2)]</c> with steps. Positions
    /// count from 0, axes without an index stay whole. Assigning writes into the tensor and broadcasts: <c>x[..2] = 12</c>.
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

    /// <summary>
    /// The elements where a mask is true, in row-major order, as a new tensor (<c>x[mask]</c>); a mask of fewer axes picks whole rows.
    /// Assigning writes them: one number or tensor for all of them, <c>x[x &lt; 0] = 0</c>, or one for each.
    /// </summary>
    /// <param name="mask">A bool tensor whose sizes are those of the first axes.</param>
    /// <exception cref="ArgumentException">The mask's sizes are others, or an assigned tensor does not fit.</exception>
    [IndexerName("At")]
    public Tensor<T> this[Tensor<bool> mask]
    {
        get => Masks.Take(this, mask);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Masks.Put(this, mask, value);
        }
    }
}
