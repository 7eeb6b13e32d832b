using System.ComponentModel;
using System.Runtime.InteropServices;

namespace D2lDsl.Runtime;

/// <summary>What the turns of a loop put aside for the way back: last in, first out. It grows once and is then reused. For generated code.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Tape<T>
    where T : unmanaged
{
    T[] items = [];
    int count;

    /// <summary>Forgets everything, as before the first turn.</summary>
    public void Clear() => count = 0;

    /// <summary>Puts a number on the tape.</summary>
    /// <param name="value">The number.</param>
    public void Push(T value)
    {
        Reserve(1);
        items[count++] = value;
    }

    /// <summary>Puts the elements of a dense tensor on the tape.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="length">How many there are.</param>
    public void Push(ref T first, int length)
    {
        Reserve(length);
        MemoryMarshal.CreateSpan(ref first, length).CopyTo(items.AsSpan(count));
        count += length;
    }

    /// <summary>Takes the last number off the tape.</summary>
    public T Pop() => items[--count];

    /// <summary>Takes the last tensor off the tape.</summary>
    /// <param name="first">Where its first element goes.</param>
    /// <param name="length">How many elements it has.</param>
    public void Pop(ref T first, int length)
    {
        count -= length;
        items.AsSpan(count, length).CopyTo(MemoryMarshal.CreateSpan(ref first, length));
    }

    void Reserve(int more)
    {
        if (count + (long)more > Array.MaxLength)
            throw new InvalidOperationException($"A loop puts more than {Array.MaxLength} elements aside for its gradient; take fewer turns or smaller tensors");
        if (count + more > items.Length)
            Array.Resize(ref items, (int)Math.Min(Array.MaxLength, Math.Max(2L * items.Length, count + (long)more + 16)));
    }
}
