using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace D2lDsl.Runtime;

/// <summary>Arrays that stay where they are and have an element on a 64-byte boundary: what kernels write.</summary>
static class AlignedArray
{
    /// <summary>The boundary, in bytes: a cache line, and a vector of 512 bits.</summary>
    public const int Alignment = 64;

    /// <summary>An array with room for so many elements from the returned offset on.</summary>
    /// <param name="length">How many elements.</param>
    /// <param name="isCleared">True for zeros, false for whatever the memory held.</param>
    /// <param name="offset">The first element on a boundary.</param>
    public static unsafe T[] Of<T>(int length, bool isCleared, out int offset)
        where T : unmanaged
    {
        int slack = Alignment / sizeof(T), whole = checked(length + slack);
        var array = isCleared ? GC.AllocateArray<T>(whole, pinned: true) : GC.AllocateUninitializedArray<T>(whole, pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        offset = (int)(-address & (Alignment - 1)) / sizeof(T);
        return LargePages.For(array);
    }

    /// <summary>
    /// An array for a tensor that is made to be kept. A large one has its first element on a boundary and stays there; loops read and
    /// write it a tenth faster than across boundaries. A small one is the array from its beginning.
    /// </summary>
    /// <inheritdoc cref="Of"/>
    public static T[] Kept<T>(int length, bool isCleared, out int offset)
        where T : unmanaged
    {
        if (IsLarge<T>(length))
            return Of<T>(length, isCleared, out offset);
        offset = 0;
        return isCleared ? new T[length] : GC.AllocateUninitializedArray<T>(length);
    }

    /// <summary>
    /// An array for the result of an operation, which mostly lives shortly: it may be moved, so that it can be where young ones are. A large
    /// one begins with its first element on a boundary.
    /// </summary>
    /// <inheritdoc cref="Of"/>
    public static unsafe T[] Passing<T>(int length, out int offset)
        where T : unmanaged
    {
        offset = 0;
        if (!IsLarge<T>(length))
            return GC.AllocateUninitializedArray<T>(length);
        var array = GC.AllocateUninitializedArray<T>(length + Alignment / sizeof(T));
        fixed (T* first = array)
            offset = (int)(-(nint)first & (Alignment - 1)) / sizeof(T);
        return LargePages.For(array);
    }

    static unsafe bool IsLarge<T>(int length)
        where T : unmanaged => (long)length * sizeof(T) >= SmallestAligned && length <= Array.MaxLength - Alignment / sizeof(T);

    /// <summary>Bytes from which on it pays to begin on a boundary.</summary>
    const int SmallestAligned = 1 << 17;
}
