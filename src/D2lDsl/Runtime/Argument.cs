using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>How kernels reach the elements of their arguments. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Argument
{
    /// <summary>Element [0, …, 0]; of an empty tensor a reference that must not be read.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tensor">The tensor.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Origin<T>(Tensor<T> tensor)
        where T : unmanaged => ref tensor.Origin;

    /// <summary>What <see cref="IsLike"/> knows a tensor's shape by.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tensor">The tensor.</param>
    public static object SizesOf<T>(Tensor<T> tensor)
        where T : unmanaged => tensor.Sizes;

    /// <summary>Whether a tensor certainly has the shape of another: it is the same object or a view made like it. Shapes never change.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tensor">The tensor; null is like none.</param>
    /// <param name="sizes">What <see cref="SizesOf"/> gave for the other.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLike<T>(Tensor<T>? tensor, object? sizes)
        where T : unmanaged => tensor is not null && ReferenceEquals(tensor.Sizes, sizes);

    /// <summary>The sizes of a tensor's axes but the last ones: what <c>...</c> stands for.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tensor">The tensor.</param>
    /// <param name="counted">How many of the last axes are declared one by one.</param>
    public static ReadOnlySpan<int> Leading<T>(Tensor<T> tensor, int counted)
        where T : unmanaged => tensor.Sizes.AsSpan(0, tensor.Sizes.Length - counted);

    /// <summary>How many elements axes of these sizes have.</summary>
    /// <param name="sizes">The sizes.</param>
    public static int Count(ReadOnlySpan<int> sizes) => Layout.Count(sizes);

    /// <summary>The tensor itself if it is row-major without gaps, otherwise a copy that is.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tensor">The argument.</param>
    /// <param name="copies">Where copies are kept from call to call.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Tensor<T> Dense<T>(Tensor<T> tensor, ref ResultBuffer<T>? copies)
        where T : unmanaged => tensor.IsContiguous ? tensor : Copy(tensor, ref copies);

    /// <summary>The same for a kernel that writes results: an argument that lies in one of them, as a state does that goes round, is copied too.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tensor">The argument.</param>
    /// <param name="copies">Where copies are kept.</param>
    /// <param name="results">What the call is going to overwrite.</param>
    public static Tensor<T> Dense<T>(Tensor<T> tensor, ref ResultBuffer<T>? copies, params ReadOnlySpan<ResultBuffer<T>> results)
        where T : unmanaged
    {
        foreach (var result in results)
            if (result.Holds(tensor))
                return Copy(tensor, ref copies);
        return Dense(tensor, ref copies);
    }

    /// <summary>The memory that gradients lie in, by which an argument among them is known.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="gradients">Where a call is going to write gradients.</param>
    public static T[] MemoryOf<T>(NamedTensors<T> gradients)
        where T : unmanaged => gradients.Flat.Storage;

    /// <summary>The same for a kernel that writes gradients: an argument that lies among them is copied too.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tensor">The argument.</param>
    /// <param name="copies">Where copies are kept.</param>
    /// <param name="written">What <see cref="MemoryOf"/> gave for the gradients.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Tensor<T> Dense<T>(Tensor<T> tensor, ref ResultBuffer<T>? copies, T[] written)
        where T : unmanaged => tensor.IsContiguous && !ReferenceEquals(tensor.Storage, written) ? tensor : Copy(tensor, ref copies);

    /// <summary>The same for a kernel that writes both.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tensor">The argument.</param>
    /// <param name="copies">Where copies are kept.</param>
    /// <param name="written">What <see cref="MemoryOf"/> gave for the gradients.</param>
    /// <param name="results">What else it is going to overwrite.</param>
    public static Tensor<T> Dense<T>(Tensor<T> tensor, ref ResultBuffer<T>? copies, T[] written, params ReadOnlySpan<ResultBuffer<T>> results)
        where T : unmanaged => ReferenceEquals(tensor.Storage, written) ? Copy(tensor, ref copies) : Dense(tensor, ref copies, results);

    static Tensor<T> Copy<T>(Tensor<T> tensor, ref ResultBuffer<T>? copies)
        where T : unmanaged
    {
        var copy = (copies ??= new()).Take(tensor.Sizes);
        tensor.CopyTo(copy.AsSpan());
        return copy;
    }
}
