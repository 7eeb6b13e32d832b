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
}
