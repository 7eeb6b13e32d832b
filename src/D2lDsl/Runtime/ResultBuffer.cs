using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>
/// The tensors a kernel hands out as one of its results: one array, and one tensor for each shape asked for lately, so that full
/// and short batches in turn allocate nothing. For generated code.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ResultBuffer<T>
    where T : unmanaged
{
    const int Remembered = 8;

    readonly List<Tensor<T>> views = [];
    T[] array = [];
    int start, capacity = -1;

    /// <summary>True where a tensor lies in this memory.</summary>
    /// <param name="tensor">Any tensor.</param>
    public bool Holds(Tensor<T> tensor) => ReferenceEquals(tensor.Storage, array);

    /// <summary>A dense tensor whose shape begins with an argument's leading axes.</summary>
    /// <param name="leading">The sizes of those axes.</param>
    /// <param name="rest">The sizes that follow.</param>
    public Tensor<T> Take(ReadOnlySpan<int> leading, ReadOnlySpan<int> rest)
    {
        Span<int> sizes = stackalloc int[leading.Length + rest.Length];
        leading.CopyTo(sizes);
        rest.CopyTo(sizes[leading.Length..]);
        return Take(sizes);
    }

    /// <summary>A dense tensor of this shape; its elements are whatever the last call left.</summary>
    /// <param name="sizes">One size per axis.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Tensor<T> Take(params ReadOnlySpan<int> sizes)
    {
        foreach (var view in views)
            if (Layout.AreSame(view.Sizes, sizes))
                return view;
        return Fresh(sizes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    Tensor<T> Fresh(ReadOnlySpan<int> sizes)
    {
        int length = Layout.Count(sizes);
        if (length > capacity)
        {
            array = AlignedArray.Of<T>(length, isCleared: true, out start);
            capacity = length;
            views.Clear();
        }
        if (views.Count == Remembered)
            views.RemoveAt(0);
        var fresh = new Tensor<T>(array, start, sizes.ToArray());
        views.Add(fresh);
        return fresh;
    }
}
