using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace D2lDsl.Runtime;

/// <summary>Memory that a loop needs while it runs: rows that are kept, and what each chunk adds up. It only grows. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Scratch
{
    readonly Workspace<byte> memory = new();

    /// <summary>Room for so many bytes, beginning on a 64-byte boundary; what lay there before is gone.</summary>
    /// <param name="bytes">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte Take(long bytes)
    {
        if (bytes > memory.Capacity)
            memory.Reserve(bytes);
        return ref memory.At(0);
    }

    /// <summary>A place in scratch memory, as elements of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="scratch">Where the memory begins.</param>
    /// <param name="offset">In bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T At<T>(ref byte scratch, nint offset)
        where T : unmanaged => ref Unsafe.As<byte, T>(ref Unsafe.Add(ref scratch, offset));
}
