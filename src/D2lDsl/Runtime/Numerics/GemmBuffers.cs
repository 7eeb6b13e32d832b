using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>The calling thread's room for packed blocks of a and b. It grows to the largest product seen and is then reused.</summary>
static unsafe class GemmBuffers
{
    const int Alignment = 64;

    [ThreadStatic]
    static byte[]? left;

    [ThreadStatic]
    static byte[]? right;

    [ThreadStatic]
    static byte[]? turned;

    [ThreadStatic]
    static byte[]? windows;

    [ThreadStatic]
    static byte[]? places;

    [ThreadStatic]
    static byte[]? vectors;

    [ThreadStatic]
    static byte[]? sums;

    [ThreadStatic]
    static byte[]? attention;

    [ThreadStatic]
    static byte[]? parts;

    /// <summary>What attention keeps of a block of queries.</summary>
    public static T* Attention<T>(long elements) where T : unmanaged => (T*)Reserve(ref attention, elements * sizeof(T));

    /// <summary>What several threads write, or read: sums of attention's chunks, the operand that all windows share.</summary>
    public static T* Parts<T>(long elements) where T : unmanaged => (T*)Reserve(ref parts, elements * sizeof(T));

    public static T* Left<T>(long elements) where T : unmanaged => (T*)Reserve(ref left, elements * sizeof(T));

    public static T* Right<T>(long elements) where T : unmanaged => (T*)Reserve(ref right, elements * sizeof(T));

    /// <summary>The transpose of a narrow result.</summary>
    public static T* Turned<T>(long elements) where T : unmanaged => (T*)Reserve(ref turned, elements * sizeof(T));

    /// <summary>Part of a product with windows, before it goes where it belongs.</summary>
    public static T* Windows<T>(long elements) where T : unmanaged => (T*)Reserve(ref windows, elements * sizeof(T));

    /// <summary>Where the rows and columns of a matrix of windows lie; there is room for one even where there is none.</summary>
    public static nint* Places(long count) => (nint*)Reserve(ref places, (count + 2) * sizeof(nint));

    /// <summary>Where vectors of columns begin, and what of them are columns.</summary>
    public static nint* Vectors(long bytes) => (nint*)Reserve(ref vectors, bytes);

    /// <summary>Where the elements of a sum lie.</summary>
    public static nint* Sums(long count) => (nint*)Reserve(ref sums, count * sizeof(nint));

    /// <summary>Planes to which windows are added, of which only a part is wanted.</summary>
    public static T* Planes<T>(long elements) where T : unmanaged => (T*)Reserve(ref sums, elements * sizeof(T));

    // Pinned for as long as it lives, so a pointer into it stays good while the field or a product holds it.
    static byte* Reserve(ref byte[]? buffer, long bytes)
    {
        if (buffer is null || buffer.LongLength < bytes + Alignment)
            buffer = LargePages.For(GC.AllocateUninitializedArray<byte>(checked((int)(bytes + Alignment)), pinned: true));
        var address = (nuint)Unsafe.AsPointer(ref buffer[0]);
        return (byte*)((address + Alignment - 1) & ~(nuint)(Alignment - 1));
    }
}
