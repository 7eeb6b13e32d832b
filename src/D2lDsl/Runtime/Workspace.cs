using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace D2lDsl.Runtime;

/// <summary>A kernel's arena: one pinned array whose first used element lies on a 64-byte boundary. For generated code.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Workspace<T>
    where T : unmanaged
{
    T[] array = [];
    int start;

    /// <summary>How many elements there is room for.</summary>
    public long Capacity { get; private set; }

    /// <summary>Makes room. It only grows; when it does, the contents and all earlier views are stale.</summary>
    /// <param name="elements">How many elements the plan needs.</param>
    /// <exception cref="ArgumentOutOfRangeException">That is more than one array can hold.</exception>
    public unsafe void Reserve(long elements)
    {
        if (elements <= Capacity)
            return;
        if (elements > Array.MaxLength - AlignedArray.Alignment / sizeof(T))
        {
            throw new ArgumentOutOfRangeException(null,
                $"This model needs {elements} elements of working memory at these sizes, and one array holds {Array.MaxLength}; use smaller batches");
        }

        array = AlignedArray.Of<T>((int)elements, isCleared: false, out start);
        Capacity = elements;
    }

    /// <summary>The element at an offset. Not checked: the plan's offsets lie within what it reserved.</summary>
    /// <param name="offset">In elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T At(long offset) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), (nint)(start + offset));

    /// <summary>A row-major tensor over part of the arena. Allocates the tensor, so it is for re-planning only.</summary>
    /// <param name="offset">Of its first element.</param>
    /// <param name="sizes">One size per axis.</param>
    public Tensor<T> View(long offset, params ReadOnlySpan<int> sizes)
    {
        if (offset < 0 || offset + Layout.Count(sizes) > Capacity)
            throw new ArgumentOutOfRangeException(
                null, $"A view of {Layout.Text(sizes)} at {offset} leaves the {Capacity} elements reserved");
        return new Tensor<T>(array, start + (int)offset, sizes.ToArray());
    }
}
