using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace D2lDsl;

public sealed partial class Tensor<T>
{
    /// <summary>The elements in row-major order, without a copy: writing the span writes the tensor.</summary>
    /// <exception cref="InvalidOperationException">The tensor is a view with gaps or in another order.</exception>
    public Span<T> AsSpan() => IsContiguous
        ? MemoryMarshal.CreateSpan(ref Origin, Length)
        : throw new InvalidOperationException(
            $"AsSpan: this view of shape {Shape} with strides {Layout.Text(Strides)} is not contiguous; take .Clone().AsSpan() or .ToArray()");

    /// <summary>The tensor as a <see cref="TensorSpan{T}"/> over the same elements, views included.</summary>
    public TensorSpan<T> AsTensorSpan() => new(Storage, Offset, Widen(Sizes), WidenStrides());

    /// <summary>The tensor as a <see cref="ReadOnlyTensorSpan{T}"/> over the same elements, views included.</summary>
    public ReadOnlyTensorSpan<T> AsReadOnlyTensorSpan() => new(Storage, Offset, Widen(Sizes), WidenStrides());

    /// <summary>A new array of the elements in row-major order (<c>x.flatten().numpy().copy()</c>).</summary>
    public T[] ToArray()
    {
        var array = new T[Length];
        CopyTo(array);
        return array;
    }

    /// <summary>A row-major tensor with elements of its own (<c>x.clone()</c>).</summary>
    public Tensor<T> Clone()
    {
        var clone = Eager.Map.Fresh<T>(Sizes);
        CopyTo(clone.AsSpan());
        return clone;
    }

    /// <summary>Copies the elements in row-major order.</summary>
    /// <param name="destination">Where they go; the rest of a longer span is left alone.</param>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public void CopyTo(Span<T> destination)
    {
        if (destination.Length < Length)
            throw new ArgumentException($"CopyTo: shape {Shape} has {Layout.Elements(Length)}, the destination only {destination.Length}");
        Span<int> dense = stackalloc int[Rank];
        Layout.RowMajor(Sizes, dense);
        Strided.Walk<T, T, CopyRow<T, T>>(Sizes, ref MemoryMarshal.GetReference(destination), dense, ref Origin, Strides);
    }

    /// <summary>Writes another tensor's elements into this one, broadcasting it (<c>x.copy_(source)</c>).</summary>
    /// <param name="source">A tensor whose shape broadcasts to this one's. It may overlap with this tensor.</param>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public void CopyFrom(Tensor<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Assign("CopyFrom", source);
    }

    /// <summary>Writes elements in row-major order.</summary>
    /// <param name="source">As many elements as the tensor has.</param>
    /// <exception cref="ArgumentException">Their number differs.</exception>
    public void CopyFrom(ReadOnlySpan<T> source)
    {
        if (source.Length != Length)
            throw new ArgumentException($"CopyFrom: shape {Shape} has {Layout.Elements(Length)}, the source {source.Length}");
        RequireWritable("CopyFrom");
        Span<int> dense = stackalloc int[Rank];
        Layout.RowMajor(Sizes, dense);
        Strided.Walk<T, T, CopyRow<T, T>>(Sizes, ref Origin, Strides, ref MemoryMarshal.GetReference(source), dense);
    }

    /// <summary>Writes one value into every element (<c>x.fill_(value)</c>).</summary>
    /// <param name="value">The value.</param>
    public void Fill(T value)
    {
        Span<int> still = stackalloc int[Rank];
        still.Clear();
        Strided.Walk<T, T, CopyRow<T, T>>(Sizes, ref Origin, Strides, ref value, still);
    }

    /// <summary>The tensor with elements of another type: fractions are cut off, bool becomes 0 or 1, and anything but 0 becomes true
    /// (<c>x.to(dtype)</c>). Always a copy.</summary>
    /// <typeparam name="TResult">The new element type.</typeparam>
    public Tensor<TResult> Cast<TResult>()
        where TResult : unmanaged
    {
        var result = new Tensor<TResult>(Sizes);
        Strided.Walk<TResult, T, CopyRow<TResult, T>>(Sizes, ref result.Origin, result.Strides, ref Origin, Strides);
        return result;
    }

    /// <summary>Writes the source into this tensor, on behalf of an operation that is named in errors.</summary>
    internal void Assign(string operation, Tensor<T> source)
    {
        if (IsSameView(source))
            return;
        Span<int> strides = stackalloc int[Rank];
        source = Prepare(operation, source, strides);
        Strided.Walk<T, T, CopyRow<T, T>>(Sizes, ref Origin, Strides, ref source.Origin, strides);
    }

    /// <summary>Checks that the operand broadcasts into this tensor, gives its strides, and copies it where it overlaps.</summary>
    Tensor<T> Prepare(string operation, Tensor<T> operand, Span<int> strides)
    {
        RequireWritable(operation);
        if (!IsSameView(operand) && Overlaps(operand))
            operand = operand.Clone();
        if (Layout.TryBroadcast(operand.Sizes, operand.Strides, Sizes, strides))
            return operand;
        throw new ArgumentException(Layout.Broadcast(Sizes, operand.Sizes) is { } grown
            ? $"{operation}: {Shape} cannot hold the broadcast result {Layout.Text(grown)}"
            : $"{operation}: {operand.Shape} does not broadcast to {Shape}");
    }

    /// <summary>A view that repeats elements has no well-defined result of a write.</summary>
    void RequireWritable(string operation)
    {
        for (int axis = 0; axis < Sizes.Length; axis++)
        {
            if (Strides[axis] == 0 && Sizes[axis] > 1)
                throw new InvalidOperationException(
                    $"{operation}: this view of shape {Shape} repeats its elements along axis {axis}; Clone() it before writing");
        }
    }

    static nint[] Widen(int[] values) => Array.ConvertAll(values, value => (nint)value);

    /// <summary>The strides, with 0 for axes of size 1 as System.Numerics.Tensors wants them.</summary>
    nint[] WidenStrides()
    {
        var strides = new nint[Rank];
        for (int axis = 0; axis < strides.Length; axis++)
            strides[axis] = Sizes[axis] <= 1 ? 0 : Strides[axis];
        return strides;
    }
}
