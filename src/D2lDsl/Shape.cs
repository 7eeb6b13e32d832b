using System.Collections;
using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>The sizes of a tensor's axes, from the first to the last (<c>torch.Size</c>). Rank 0, a scalar, prints as <c>[]</c>.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>, IReadOnlyList<int>
{
    readonly int[]? sizes;

    internal Shape(int[] sizes) => this.sizes = sizes;

    /// <summary>Makes a shape of the given sizes.</summary>
    /// <param name="sizes">One size per axis, each 0 or more.</param>
    /// <exception cref="ArgumentException">A size is negative.</exception>
    public static Shape Create(params ReadOnlySpan<int> sizes)
    {
        Layout.Count(sizes);
        return new Shape(sizes.ToArray());
    }

    int[] Sizes => sizes ?? [];

    /// <summary>The number of axes (<c>x.dim()</c>).</summary>
    public int Rank => Sizes.Length;

    /// <summary>The number of axes, so that list patterns work: <c>x.Shape is [var rows, 1]</c>.</summary>
    public int Count => Rank;

    /// <summary>The number of elements: the product of all sizes, 1 for a scalar (<c>x.shape.numel()</c>).</summary>
    /// <remarks>Not named Length: C# takes a property of that name for the number of entries.</remarks>
    public int ElementCount => Layout.Count(Sizes);

    /// <summary>The size of one axis (<c>x.shape[axis]</c>).</summary>
    /// <param name="axis">The axis; −1 is the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int this[int axis] => Sizes[Layout.Axis(axis, Sizes)];

    /// <summary>The size of one axis, counted from either end.</summary>
    /// <param name="axis">The axis; <c>^1</c> is the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int this[Index axis] => this[!axis.IsFromEnd ? axis.Value : axis.Value == 0 ? Rank : -axis.Value];

    /// <summary>The sizes, without a copy.</summary>
    public ReadOnlySpan<int> AsSpan() => Sizes;

    /// <summary>The sizes, without a copy, so that a shape can stand where sizes are asked for: <c>Tensor.Zeros(x.Shape)</c>.</summary>
    /// <param name="shape">The shape.</param>
    public static implicit operator ReadOnlySpan<int>(Shape shape) => shape.Sizes;

    /// <summary>Takes a shape of rank 1 apart.</summary>
    /// <param name="size0">Size of the only axis.</param>
    /// <exception cref="InvalidOperationException">The rank is not 1.</exception>
    public void Deconstruct(out int size0)
    {
        Expect(1);
        size0 = Sizes[0];
    }

    /// <summary>Takes a shape of rank 2 apart: <c>var (rows, columns) = x.Shape</c>.</summary>
    /// <param name="size0">Size of axis 0.</param>
    /// <param name="size1">Size of axis 1.</param>
    /// <exception cref="InvalidOperationException">The rank is not 2.</exception>
    public void Deconstruct(out int size0, out int size1)
    {
        Expect(2);
        (size0, size1) = (Sizes[0], Sizes[1]);
    }

    /// <summary>Takes a shape of rank 3 apart.</summary>
    /// <param name="size0">Size of axis 0.</param>
    /// <param name="size1">Size of axis 1.</param>
    /// <param name="size2">Size of axis 2.</param>
    /// <exception cref="InvalidOperationException">The rank is not 3.</exception>
    public void Deconstruct(out int size0, out int size1, out int size2)
    {
        Expect(3);
        (size0, size1, size2) = (Sizes[0], Sizes[1], Sizes[2]);
    }

    /// <summary>Takes a shape of rank 4 apart.</summary>
    /// <param name="size0">Size of axis 0.</param>
    /// <param name="size1">Size of axis 1.</param>
    /// <param name="size2">Size of axis 2.</param>
    /// <param name="size3">Size of axis 3.</param>
    /// <exception cref="InvalidOperationException">The rank is not 4.</exception>
    public void Deconstruct(out int size0, out int size1, out int size2, out int size3)
    {
        Expect(4);
        (size0, size1, size2, size3) = (Sizes[0], Sizes[1], Sizes[2], Sizes[3]);
    }

    /// <summary>Takes a shape of rank 5 apart.</summary>
    /// <param name="size0">Size of axis 0.</param>
    /// <param name="size1">Size of axis 1.</param>
    /// <param name="size2">Size of axis 2.</param>
    /// <param name="size3">Size of axis 3.</param>
    /// <param name="size4">Size of axis 4.</param>
    /// <exception cref="InvalidOperationException">The rank is not 5.</exception>
    public void Deconstruct(out int size0, out int size1, out int size2, out int size3, out int size4)
    {
        Expect(5);
        (size0, size1, size2, size3, size4) = (Sizes[0], Sizes[1], Sizes[2], Sizes[3], Sizes[4]);
    }

    void Expect(int rank)
    {
        if (Rank != rank)
            throw new InvalidOperationException($"Shape {this} has {Layout.Axes(Rank)} and cannot be taken apart into {rank}");
    }

    /// <summary>Whether two shapes have the same sizes in the same order.</summary>
    /// <param name="other">The other shape.</param>
    public bool Equals(Shape other) => Sizes.AsSpan().SequenceEqual(other.Sizes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int size in Sizes)
            hash.Add(size);
        return hash.ToHashCode();
    }

    /// <summary>Whether two shapes have the same sizes in the same order.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other shape.</param>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes differ in rank or in any size.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other shape.</param>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)Sizes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The sizes as text: <c>[3, 4]</c>.</summary>
    public override string ToString() => Layout.Text(Sizes);
}
