using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>Puts together what the chunks of a loop have added up, always in the order of the chunks. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Partials
{
    /// <summary>The number of bytes, rounded up so that the next thing begins on a cache line of its own.</summary>
    /// <param name="bytes">The number of bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Padded(nint bytes) => (bytes + 63) & ~63;

    /// <summary>The sum of one number a chunk; floats are added up as doubles.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="first">The number of the first chunk.</param>
    /// <param name="stride">Bytes from chunk to chunk.</param>
    /// <param name="count">How many chunks.</param>
    public static T Sum<T>(ref byte first, nint stride, int count)
        where T : unmanaged, INumberBase<T>
    {
        if (typeof(T) == typeof(float))
        {
            double wide = 0;
            for (int i = 0; i < count; i++)
                wide += double.CreateTruncating(Of<T>(ref first, stride, i));
            return T.CreateTruncating(wide);
        }

        var sum = T.Zero;
        for (int i = 0; i < count; i++)
            sum += Of<T>(ref first, stride, i);
        return sum;
    }

    /// <summary>The product of one number a chunk; floats are multiplied as doubles.</summary>
    /// <inheritdoc cref="Sum{T}(ref byte, nint, int)"/>
    public static T Prod<T>(ref byte first, nint stride, int count)
        where T : unmanaged, INumberBase<T>
    {
        if (typeof(T) == typeof(float))
        {
            double wide = 1;
            for (int i = 0; i < count; i++)
                wide *= double.CreateTruncating(Of<T>(ref first, stride, i));
            return T.CreateTruncating(wide);
        }

        var product = T.One;
        for (int i = 0; i < count; i++)
            product *= Of<T>(ref first, stride, i);
        return product;
    }

    /// <summary>The largest of one number a chunk; NaN if any is NaN.</summary>
    /// <inheritdoc cref="Sum{T}(ref byte, nint, int)"/>
    public static T Max<T>(ref byte first, nint stride, int count)
        where T : unmanaged, INumber<T>
    {
        var best = Of<T>(ref first, stride, 0);
        for (int i = 1; i < count; i++)
            best = T.Max(best, Of<T>(ref first, stride, i));
        return best;
    }

    /// <summary>The smallest of one number a chunk; NaN if any is NaN.</summary>
    /// <inheritdoc cref="Sum{T}(ref byte, nint, int)"/>
    public static T Min<T>(ref byte first, nint stride, int count)
        where T : unmanaged, INumber<T>
    {
        var best = Of<T>(ref first, stride, 0);
        for (int i = 1; i < count; i++)
            best = T.Min(best, Of<T>(ref first, stride, i));
        return best;
    }

    /// <summary>The sums, element by element, of one tensor a chunk.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="target">Where the sums go.</param>
    /// <param name="length">How many elements a tensor has.</param>
    /// <param name="first">The tensor of the first chunk.</param>
    /// <param name="stride">Bytes from chunk to chunk.</param>
    /// <param name="count">How many chunks.</param>
    public static void Sum<T>(ref T target, nint length, ref byte first, nint stride, int count)
        where T : unmanaged, INumber<T>
    {
        Copy(ref target, length, ref first);
        for (int chunk = 1; chunk < count; chunk++)
            Add(ref target, length, ref Scratch.At<T>(ref first, stride * chunk));
    }

    // TensorPrimitives.Add would do; but the JIT takes five milliseconds for it when a kernel is called for the first time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Add<T>(ref T target, nint length, ref T more)
        where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(float))
        {
            Add(ref Unsafe.As<T, float>(ref target), length, ref Unsafe.As<T, float>(ref more));
            return;
        }

        nint i = 0;
        for (; Vector<T>.IsSupported && i <= length - Vector<T>.Count; i += Vector<T>.Count)
            (Vector.LoadUnsafe(ref target, (nuint)i) + Vector.LoadUnsafe(ref more, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        for (; i < length; i++)
            Unsafe.Add(ref target, i) += Unsafe.Add(ref more, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Add(ref float target, nint length, ref float more)
    {
        nint i = 0;
        for (; i <= length - Vector512<float>.Count; i += Vector512<float>.Count)
            (Vector512.LoadUnsafe(ref target, (nuint)i) + Vector512.LoadUnsafe(ref more, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        for (; i < length; i++)
            Unsafe.Add(ref target, i) += Unsafe.Add(ref more, i);
    }

    /// <summary>The products, place by place, of one tensor a chunk.</summary>
    /// <inheritdoc cref="Sum{T}(ref T, nint, ref byte, nint, int)"/>
    public static void Prod<T>(ref T target, nint length, ref byte first, nint stride, int count)
        where T : unmanaged, INumber<T> => Join(ref target, length, ref first, stride, count, TensorPrimitives.Multiply);

    /// <summary>The largest elements, place by place, of one tensor a chunk.</summary>
    /// <inheritdoc cref="Sum{T}(ref T, nint, ref byte, nint, int)"/>
    public static void Max<T>(ref T target, nint length, ref byte first, nint stride, int count)
        where T : unmanaged, INumber<T> => Join(ref target, length, ref first, stride, count, TensorPrimitives.Max);

    /// <summary>The smallest elements, place by place, of one tensor a chunk.</summary>
    /// <inheritdoc cref="Sum{T}(ref T, nint, ref byte, nint, int)"/>
    public static void Min<T>(ref T target, nint length, ref byte first, nint stride, int count)
        where T : unmanaged, INumber<T> => Join(ref target, length, ref first, stride, count, TensorPrimitives.Min);

    delegate void Pairs<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> target);

    static void Join<T>(ref T target, nint length, ref byte first, nint stride, int count, Pairs<T> join)
        where T : unmanaged
    {
        Copy(ref target, length, ref first);
        var so = MemoryMarshal.CreateSpan(ref target, (int)length);
        for (int chunk = 1; chunk < count; chunk++)
            join(so, Elements<T>(ref first, stride * chunk, length), so);
    }

    static void Copy<T>(ref T target, nint length, ref byte first)
        where T : unmanaged => Elements<T>(ref first, 0, length).CopyTo(MemoryMarshal.CreateSpan(ref target, (int)length));

    static Span<T> Elements<T>(ref byte first, nint offset, nint length)
        where T : unmanaged => MemoryMarshal.CreateSpan(ref Scratch.At<T>(ref first, offset), (int)length);

    static T Of<T>(ref byte first, nint stride, int chunk)
        where T : unmanaged => Scratch.At<T>(ref first, stride * chunk);
}
