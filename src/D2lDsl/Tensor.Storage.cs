using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>
/// A tensor: an array of any rank, rank 0 included, whose elements are float, double, int, long, sbyte, byte or bool
/// (<c>torch.Tensor</c>). Views made by indexing, reshaping or transposing share the elements of the tensor they were made from.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <remarks>
/// <c>==</c> compares element by element, so ask <c>x is null</c>, never <c>x == null</c>. Tensors do not synchronise: one that is
/// written must not be used by another thread at the same time.
/// </remarks>
public sealed partial class Tensor<T>
    where T : unmanaged
{
    /// <summary>The elements, possibly shared with other tensors.</summary>
    internal readonly T[] Storage;

    /// <summary>Where element [0, …, 0] lies in <see cref="Storage"/>.</summary>
    internal readonly int Offset;

    internal readonly int[] Sizes;

    /// <summary>Distance in elements between neighbours along each axis; 0 where a view repeats.</summary>
    internal readonly int[] Strides;

    internal Tensor(T[] storage, int offset, int[] sizes, int[] strides)
    {
        Storage = storage;
        Offset = offset;
        Sizes = sizes;
        Strides = strides;
        Length = Layout.Count(sizes);
        IsContiguous = Layout.IsRowMajor(sizes, strides);
    }

    /// <summary>A row-major tensor over part of an array.</summary>
    internal Tensor(T[] storage, int offset, int[] sizes)
    {
        Storage = storage;
        Offset = offset;
        Sizes = sizes;
        Strides = Layout.RowMajor(sizes);
        Length = Layout.Count(sizes);
        IsContiguous = true;
    }

    /// <summary>A row-major tensor with elements of its own.</summary>
    internal Tensor(int[] sizes)
        : this(Runtime.AlignedArray.Kept<T>(Layout.Count(sizes), isCleared: true, out int offset), offset, sizes)
    {
    }

    /// <summary>The sizes of the axes (<c>x.shape</c>).</summary>
    public Shape Shape => new(Sizes);

    /// <summary>The number of axes, 0 for a scalar (<c>x.dim()</c>).</summary>
    public int Rank => Sizes.Length;

    /// <summary>The number of elements (<c>x.numel()</c>).</summary>
    public int Length { get; }

    /// <summary>Whether the elements lie row by row without gaps (<c>x.is_contiguous()</c>).</summary>
    public bool IsContiguous { get; }

    /// <summary>Element [0, …, 0]; of an empty tensor, where it would be.</summary>
    internal ref T Origin => ref Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(Storage), Offset);

    /// <summary>The value of a tensor with exactly one element (<c>x.item()</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor has no or several elements.</exception>
    public T Item() => Length == 1
        ? Origin
        : throw new InvalidOperationException(
            $"Item: shape {Shape} has {Layout.Elements(Length)}, and only a tensor of 1 element has an item; index one, as in x[0]");

    /// <summary>Whether this is the same object; for values use <c>==</c>, which compares element by element.</summary>
    /// <param name="obj">Another object.</param>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <summary>A hash of the object's identity.</summary>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>Whether the two tensors may have elements in common.</summary>
    internal bool Overlaps(Tensor<T> other)
    {
        if (!ReferenceEquals(Storage, other.Storage) || Length == 0 || other.Length == 0)
            return false;
        return Offset <= other.Last() && other.Offset <= Last();
    }

    /// <summary>Whether the two tensors are the same elements in the same order.</summary>
    internal bool IsSameView(Tensor<T> other) =>
        ReferenceEquals(Storage, other.Storage) && Offset == other.Offset
        && Sizes.AsSpan().SequenceEqual(other.Sizes) && Strides.AsSpan().SequenceEqual(other.Strides);

    /// <summary>The storage index of the last element; strides are never negative.</summary>
    int Last()
    {
        int last = Offset;
        for (int axis = 0; axis < Sizes.Length; axis++)
            last += (Sizes[axis] - 1) * Strides[axis];
        return last;
    }
}
