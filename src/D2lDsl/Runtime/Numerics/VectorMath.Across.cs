using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace D2lDsl.Runtime;

/// <summary>Rows side by side: each lane of a vector is a row, and a short row is a few vectors.</summary>
public static unsafe partial class VectorMath
{
    /// <summary>Rows of one or two elements as columns; lanes past the last row are 0.</summary>
    /// <param name="source">The first row; the others follow without gaps.</param>
    /// <param name="both">Whether there is a second column; it is 0 where there is none.</param>
    /// <param name="rows">How many rows are left, more than a vector holds included.</param>
    /// <param name="second">The second column.</param>
    [MethodImpl(Inline)]
    public static Vector512<float> LoadPair(ref float source, bool both, nint rows, out Vector512<float> second)
    {
        if (!both)
        {
            second = default;
            return LoadPart(ref source, 0, SinglePart(rows));
        }

        var (low, high) = (LoadPart(ref source, 0, SinglePart(2 * rows)), LoadPart(ref source, 16, SinglePart(2 * rows - 16)));
        if (!Avx512F.IsSupported)
            return Apart(low, high, out second);
        second = Avx512F.PermuteVar16x32x2(low, Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31), high);
        return Avx512F.PermuteVar16x32x2(low, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), high);
    }

    /// <inheritdoc cref="LoadPair(ref float, bool, nint, out Vector512{float})"/>
    [MethodImpl(Inline)]
    public static Vector512<double> LoadPair(ref double source, bool both, nint rows, out Vector512<double> second)
    {
        if (!both)
        {
            second = default;
            return LoadPart(ref source, 0, DoublePart(rows));
        }

        var (low, high) = (LoadPart(ref source, 0, DoublePart(2 * rows)), LoadPart(ref source, 8, DoublePart(2 * rows - 8)));
        if (!Avx512F.IsSupported)
            return Apart(low, high, out second);
        second = Avx512F.PermuteVar8x64x2(low, Vector512.Create(1L, 3, 5, 7, 9, 11, 13, 15), high);
        return Avx512F.PermuteVar8x64x2(low, Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14), high);
    }

    /// <summary>Columns as rows of one or two elements; nothing is written past the last row.</summary>
    /// <param name="first">The first column.</param>
    /// <param name="second">The second column.</param>
    /// <param name="target">The first row; the others follow without gaps.</param>
    /// <param name="both">Whether there is a second column.</param>
    /// <param name="rows">How many rows are left, more than a vector holds included.</param>
    [MethodImpl(Inline)]
    public static void StorePair(Vector512<float> first, Vector512<float> second, ref float target, bool both, nint rows)
    {
        if (!both)
        {
            first.StorePart(ref target, 0, SinglePart(rows));
            return;
        }

        var (low, high) = !Avx512F.IsSupported ? Joined(first, second)
            : (Avx512F.PermuteVar16x32x2(first, Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), second),
                Avx512F.PermuteVar16x32x2(first, Vector512.Create(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), second));
        low.StorePart(ref target, 0, SinglePart(2 * rows));
        high.StorePart(ref target, 16, SinglePart(2 * rows - 16));
    }

    /// <inheritdoc cref="StorePair(Vector512{float}, Vector512{float}, ref float, bool, nint)"/>
    [MethodImpl(Inline)]
    public static void StorePair(Vector512<double> first, Vector512<double> second, ref double target, bool both, nint rows)
    {
        if (!both)
        {
            first.StorePart(ref target, 0, DoublePart(rows));
            return;
        }

        var (low, high) = !Avx512F.IsSupported ? Joined(first, second)
            : (Avx512F.PermuteVar8x64x2(first, Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), second),
                Avx512F.PermuteVar8x64x2(first, Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15), second));
        low.StorePart(ref target, 0, DoublePart(2 * rows));
        high.StorePart(ref target, 8, DoublePart(2 * rows - 8));
    }

    /// <summary>The even and the odd elements of two vectors.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static Vector512<T> Apart<T>(Vector512<T> low, Vector512<T> high, out Vector512<T> odd)
        where T : unmanaged
    {
        var count = Vector512<T>.Count;
        Span<T> pairs = stackalloc T[2 * count], columns = stackalloc T[2 * count];
        low.CopyTo(pairs);
        high.CopyTo(pairs[count..]);
        for (var i = 0; i < count; i++)
            (columns[i], columns[count + i]) = (pairs[2 * i], pairs[2 * i + 1]);
        odd = Vector512.Create<T>(columns[count..]);
        return Vector512.Create<T>(columns);
    }

    /// <summary>Two vectors of which one has the even and one the odd elements.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static (Vector512<T> Low, Vector512<T> High) Joined<T>(Vector512<T> even, Vector512<T> odd)
        where T : unmanaged
    {
        var count = Vector512<T>.Count;
        Span<T> pairs = stackalloc T[2 * count];
        for (var i = 0; i < count; i++)
            (pairs[2 * i], pairs[2 * i + 1]) = (even[i], odd[i]);
        return (Vector512.Create<T>(pairs), Vector512.Create<T>(pairs[count..]));
    }

    /// <summary>The elements at these places; lanes that are left out are 0, whatever their place.</summary>
    /// <param name="source">What the places are counted from.</param>
    /// <param name="at">The places.</param>
    /// <param name="part">The lanes that count: as many as there are, from the first on.</param>
    // One by one: the instruction that gathers is hardly faster, and its class takes the JIT longer than all the rest of a kernel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining), SkipLocalsInit]
    public static Vector512<float> Gather(ref float source, Vector512<int> at, Vector512<float> part)
    {
        if (part == Vector512<float>.Zero)
            return default;
        Span<int> memory = stackalloc int[16];
        ref var p = ref MemoryMarshal.GetReference(memory);
        // Lanes that are left out read the first place, so that none is outside.
        Vector512.ConditionalSelect(part.AsInt32(), at, Vector512.Create(at.ToScalar())).StoreUnsafe(ref p);
        ref var s = ref source;
        return part & Vector512.Create(
            Unsafe.Add(ref s, p), Unsafe.Add(ref s, Unsafe.Add(ref p, 1)), Unsafe.Add(ref s, Unsafe.Add(ref p, 2)), Unsafe.Add(ref s, Unsafe.Add(ref p, 3)),
            Unsafe.Add(ref s, Unsafe.Add(ref p, 4)), Unsafe.Add(ref s, Unsafe.Add(ref p, 5)), Unsafe.Add(ref s, Unsafe.Add(ref p, 6)), Unsafe.Add(ref s, Unsafe.Add(ref p, 7)),
            Unsafe.Add(ref s, Unsafe.Add(ref p, 8)), Unsafe.Add(ref s, Unsafe.Add(ref p, 9)), Unsafe.Add(ref s, Unsafe.Add(ref p, 10)), Unsafe.Add(ref s, Unsafe.Add(ref p, 11)),
            Unsafe.Add(ref s, Unsafe.Add(ref p, 12)), Unsafe.Add(ref s, Unsafe.Add(ref p, 13)), Unsafe.Add(ref s, Unsafe.Add(ref p, 14)), Unsafe.Add(ref s, Unsafe.Add(ref p, 15)));
    }

    /// <summary>Turns up to 16 rows of up to 16 elements: what was a row is a column.</summary>
    /// <param name="source">The first row.</param>
    /// <param name="pitch">Elements from row to row.</param>
    /// <param name="rows">How many rows are left, more than 16 included.</param>
    /// <param name="columns">How many elements a row has.</param>
    /// <param name="target">Where the first column goes.</param>
    /// <param name="distance">Elements from column to column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]
    public static void Turn(ref float source, nint pitch, nint rows, nint columns, ref float target, nint distance)
    {
        rows = Math.Min(rows, 16);
        if (!Avx512F.IsSupported)
        {
            for (nint row = 0; row < rows; row++)
                for (nint column = 0; column < columns; column++)
                    Unsafe.Add(ref target, column * distance + row) = Unsafe.Add(ref source, row * pitch + column);
            return;
        }

        // First within quarters of a vector, four rows at a time; then quarters change places. Loops, and memory between them, because
        // written out it would take the JIT longer than many kernels run.
        var (wide, tall) = (SinglePart(columns), SinglePart(rows));
        var between = stackalloc Vector512<float>[16];
        for (nint group = 0; group < 4; group++)
            Four(ref Unsafe.Add(ref source, 4 * group * pitch), pitch, rows - 4 * group, wide, out between[group], out between[4 + group], out between[8 + group], out between[12 + group]);
        for (nint i = 0; i < Math.Min(columns, 4); i++)
            Quarters(between[4 * i], between[4 * i + 1], between[4 * i + 2], between[4 * i + 3], ref target, i, distance, columns, tall);
    }

    /// <summary>Four rows; the quarters of vector i are their columns i, i + 4, i + 8 and i + 12.</summary>
    [MethodImpl(Inline)]
    static void Four(ref float source, nint pitch, nint rows, Vector512<float> wide, out Vector512<float> i0, out Vector512<float> i1, out Vector512<float> i2, out Vector512<float> i3)
    {
        var r0 = rows > 0 ? LoadPart(ref source, 0, wide) : default;
        var r1 = rows > 1 ? LoadPart(ref Unsafe.Add(ref source, pitch), 0, wide) : default;
        var r2 = rows > 2 ? LoadPart(ref Unsafe.Add(ref source, 2 * pitch), 0, wide) : default;
        var r3 = rows > 3 ? LoadPart(ref Unsafe.Add(ref source, 3 * pitch), 0, wide) : default;
        var (low, high) = (Avx512F.UnpackLow(r0, r1), Avx512F.UnpackHigh(r0, r1));
        var (lower, higher) = (Avx512F.UnpackLow(r2, r3), Avx512F.UnpackHigh(r2, r3));
        (i0, i1) = (Avx512F.Shuffle(low, lower, 0x44), Avx512F.Shuffle(low, lower, 0xee));
        (i2, i3) = (Avx512F.Shuffle(high, higher, 0x44), Avx512F.Shuffle(high, higher, 0xee));
    }

    /// <summary>Columns i, i + 4, i + 8 and i + 12, as far as there are any.</summary>
    [MethodImpl(Inline)]
    static void Quarters(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, ref float target, nint i, nint distance, nint columns, Vector512<float> tall)
    {
        var (ab, cd) = (Avx512F.Shuffle4x128(a, b, 0x88), Avx512F.Shuffle4x128(c, d, 0x88));
        if (i < columns)
            Avx512F.Shuffle4x128(ab, cd, 0x88).StorePart(ref Unsafe.Add(ref target, i * distance), 0, tall);
        if (i + 8 < columns)
            Avx512F.Shuffle4x128(ab, cd, 0xdd).StorePart(ref Unsafe.Add(ref target, (i + 8) * distance), 0, tall);
        if (i + 4 >= columns)
            return;
        (ab, cd) = (Avx512F.Shuffle4x128(a, b, 0xdd), Avx512F.Shuffle4x128(c, d, 0xdd));
        Avx512F.Shuffle4x128(ab, cd, 0x88).StorePart(ref Unsafe.Add(ref target, (i + 4) * distance), 0, tall);
        if (i + 12 < columns)
            Avx512F.Shuffle4x128(ab, cd, 0xdd).StorePart(ref Unsafe.Add(ref target, (i + 12) * distance), 0, tall);
    }
}
