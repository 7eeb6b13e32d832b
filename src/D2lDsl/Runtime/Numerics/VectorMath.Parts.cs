using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace D2lDsl.Runtime;

/// <summary>The last vector of a row: some of its lanes lie past the end, where memory is neither read nor written.</summary>
public static unsafe partial class VectorMath
{
    /// <summary>The lanes of the elements that are left: all bits of a lane set, or none.</summary>
    /// <param name="left">How many elements are left, more than a vector holds included.</param>
    [MethodImpl(Inline)]
    public static Vector512<float> SinglePart(nint left) =>
        Vector512.LessThan(Vector512<float>.Indices, Vector512.Create((float)left));

    /// <inheritdoc cref="SinglePart"/>
    [MethodImpl(Inline)]
    public static Vector512<double> DoublePart(nint left) =>
        Vector512.LessThan(Vector512<double>.Indices, Vector512.Create((double)left));

    /// <summary>Loads the lanes of a part; the others are 0.</summary>
    [MethodImpl(Inline)]
    public static Vector512<float> LoadPart(ref float source, nuint at, Vector512<float> part)
    {
        if (!Avx512F.IsSupported)
            return LoadEach(ref Unsafe.Add(ref source, at), part);
        fixed (float* first = &source)
            return Avx512F.MaskLoad(first + at, part, Vector512<float>.Zero);
    }

    /// <inheritdoc cref="LoadPart(ref float, nuint, Vector512{float})"/>
    [MethodImpl(Inline)]
    public static Vector512<int> LoadPart(ref int source, nuint at, Vector512<float> part)
    {
        if (!Avx512F.IsSupported)
            return LoadEach(ref Unsafe.Add(ref source, at), part);
        fixed (int* first = &source)
            return Avx512F.MaskLoad(first + at, part.AsInt32(), Vector512<int>.Zero);
    }

    /// <inheritdoc cref="LoadPart(ref float, nuint, Vector512{float})"/>
    [MethodImpl(Inline)]
    public static Vector512<double> LoadPart(ref double source, nuint at, Vector512<double> part)
    {
        if (!Avx512F.IsSupported)
            return LoadEach(ref Unsafe.Add(ref source, at), part);
        fixed (double* first = &source)
            return Avx512F.MaskLoad(first + at, part, Vector512<double>.Zero);
    }

    /// <summary>Truth values in memory as lanes: all bits of a lane set, or none.</summary>
    /// <param name="source">Where they lie.</param>
    /// <param name="at">How many elements on.</param>
    /// <param name="left">How many there are at most; lanes past them are none.</param>
    [MethodImpl(Inline)]
    public static Vector512<float> SingleTruths(ref bool source, nuint at, nint left)
    {
        ref var first = ref Unsafe.As<bool, byte>(ref Unsafe.Add(ref source, at));
        var bytes = left >= Vector128<byte>.Count ? Vector128.LoadUnsafe(ref first) : Few(ref first, left);
        var (low, high) = Vector128.Widen(bytes);
        var lanes = Vector512.Create(Vector256.Create(Vector128.WidenLower(low), Vector128.WidenUpper(low)), Vector256.Create(Vector128.WidenLower(high), Vector128.WidenUpper(high)));
        return ~Vector512.Equals(lanes, Vector512<uint>.Zero).AsSingle();
    }

    /// <inheritdoc cref="SingleTruths"/>
    [MethodImpl(Inline)]
    public static Vector512<double> DoubleTruths(ref bool source, nuint at, nint left)
    {
        ref var first = ref Unsafe.As<bool, byte>(ref Unsafe.Add(ref source, at));
        var bytes = left >= Vector64<byte>.Count ? Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(ref first)).AsByte() : Few(ref first, left);
        var shorts = Vector128.WidenLower(bytes);
        var (low, high) = Vector128.Widen(shorts);
        var lanes = Vector512.Create(Vector256.Create(Vector128.WidenLower(low), Vector128.WidenUpper(low)), Vector256.Create(Vector128.WidenLower(high), Vector128.WidenUpper(high)));
        return ~Vector512.Equals(lanes, Vector512<ulong>.Zero).AsDouble();
    }

    /// <summary>The bytes that are left, fewer than there is room for, and zeros.</summary>
    [MethodImpl(Inline)]
    static Vector128<byte> Few(ref byte source, nint left)
    {
        // Two reads that may meet in the middle: what both have is the same.
        if (left >= 8)
            return Vector128.Create(Unsafe.ReadUnaligned<ulong>(ref source), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, left - 8)) >> (int)(8 * (15 - left)) >> 8).AsByte();
        if (left >= 4)
            return Vector128.CreateScalar(Unsafe.ReadUnaligned<uint>(ref source) | (ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, left - 4)) << (int)(8 * (left - 4))).AsByte();
        if (left <= 0)
            return Vector128<byte>.Zero;
        var (middle, last) = ((int)left / 2, (int)left - 1);
        return Vector128.CreateScalar((ulong)source | (ulong)Unsafe.Add(ref source, middle) << (8 * middle) | (ulong)Unsafe.Add(ref source, last) << (8 * last)).AsByte();
    }

    /// <summary>Stores the lanes of a part and leaves the memory of the others alone.</summary>
    [MethodImpl(Inline)]
    public static void StorePart(this Vector512<float> value, ref float target, nuint at, Vector512<float> part)
    {
        if (!Avx512F.IsSupported)
            StoreEach(value, ref Unsafe.Add(ref target, at), part);
        else
            fixed (float* first = &target)
                Avx512F.MaskStore(first + at, part, value);
    }

    /// <inheritdoc cref="StorePart(Vector512{float}, ref float, nuint, Vector512{float})"/>
    [MethodImpl(Inline)]
    public static void StorePart(this Vector512<double> value, ref double target, nuint at, Vector512<double> part)
    {
        if (!Avx512F.IsSupported)
            StoreEach(value, ref Unsafe.Add(ref target, at), part);
        else
            fixed (double* first = &target)
                Avx512F.MaskStore(first + at, part, value);
    }

    /// <summary>
    /// Whether a result is so large that it leaves the caches before anybody reads it, and lies so that every vector of it can be
    /// written past them. Only for memory that the collector does not move.
    /// </summary>
    /// <param name="target">Where the result begins.</param>
    /// <param name="count">How many elements it has.</param>
    /// <param name="pitch">Elements from row to row.</param>
    public static bool Streams<T>(ref T target, nint count, nint pitch)
        where T : unmanaged => count * sizeof(T) >= LargestCached && ((nint)Unsafe.AsPointer(ref target) | (pitch * sizeof(T))) % 64 == 0;

    /// <summary>Whether a result is so large that it leaves the caches before anybody reads it; <see cref="Head"/> makes up for where it lies.</summary>
    /// <param name="count">How many elements it has.</param>
    public static bool IsLarge<T>(nint count)
        where T : unmanaged => count * sizeof(T) >= LargestCached;

    /// <summary>How many elements of a row come before the first whole vector of memory, where the row is written past the caches.</summary>
    /// <param name="row">Where the row begins.</param>
    /// <param name="length">How many elements it has.</param>
    /// <param name="streams">What <see cref="IsLarge"/> has said.</param>
    [MethodImpl(Inline)]
    public static nint Head<T>(ref T row, nint length, bool streams)
        where T : unmanaged => streams ? Math.Min(length, (-(nint)Unsafe.AsPointer(ref row) & 63) / sizeof(T)) : 0;

    const nint LargestCached = 12 << 20;

    /// <summary>Stores a vector; past the caches where <see cref="Streams"/> has said so.</summary>
    [MethodImpl(Inline)]
    public static void Stream(Vector512<float> value, ref float target, nuint at, bool streams)
    {
        if (streams)
            value.StoreAlignedNonTemporal((float*)Unsafe.AsPointer(ref Unsafe.Add(ref target, at)));
        else
            value.StoreUnsafe(ref target, at);
    }

    /// <inheritdoc cref="Stream(Vector512{float}, ref float, nuint, bool)"/>
    [MethodImpl(Inline)]
    public static void Stream(Vector512<double> value, ref double target, nuint at, bool streams)
    {
        if (streams)
            value.StoreAlignedNonTemporal((double*)Unsafe.AsPointer(ref Unsafe.Add(ref target, at)));
        else
            value.StoreUnsafe(ref target, at);
    }

    /// <summary>Whether a loop reads so much that its memory comes from beyond the nearest caches, so that asking for it early pays.</summary>
    /// <param name="count">How many elements it reads of a tensor.</param>
    public static bool IsFar<T>(nint count)
        where T : unmanaged => count * sizeof(T) >= 2 << 20;

    /// <summary>How many elements ahead a loop over memory that is far asks for: one small page.</summary>
    public const int Ahead = 1024;

    /// <summary>Asks for memory that will be read soon. The place may lie past the end of what there is: nothing is read.</summary>
    /// <param name="row">Where a row begins.</param>
    /// <param name="at">How many elements on.</param>
    [MethodImpl(Inline)]
    public static void Prefetch<T>(ref T row, nint at)
        where T : unmanaged
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref row, at)));
    }

    // Without masked instructions of this width: a whole vector at once if all of it is there, else by halves or lane by lane.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static Vector512<T> LoadEach<T, TMask>(ref T source, Vector512<TMask> part)
        where T : unmanaged where TMask : unmanaged
    {
        if (Vector512.EqualsAll(part.AsByte(), Vector512<byte>.AllBitsSet))
            return Vector512.LoadUnsafe(ref source);
        if (Avx.IsSupported)
            fixed (void* first = &Unsafe.As<T, byte>(ref source))
                return sizeof(T) == sizeof(float)
                    ? Vector512.Create(Avx.MaskLoad((float*)first, part.GetLower().AsSingle()), Avx.MaskLoad((float*)first + 8, part.GetUpper().AsSingle())).As<float, T>()
                    : Vector512.Create(Avx.MaskLoad((double*)first, part.GetLower().AsDouble()), Avx.MaskLoad((double*)first + 4, part.GetUpper().AsDouble())).As<double, T>();
        var result = Vector512<T>.Zero;
        for (var lane = 0; lane < Vector512<T>.Count && part.AsByte()[lane * sizeof(T)] != 0; lane++)
            result = result.WithElement(lane, Unsafe.Add(ref source, lane));
        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void StoreEach<T, TMask>(Vector512<T> value, ref T target, Vector512<TMask> part)
        where T : unmanaged where TMask : unmanaged
    {
        if (Vector512.EqualsAll(part.AsByte(), Vector512<byte>.AllBitsSet))
        {
            value.StoreUnsafe(ref target);
            return;
        }

        if (Avx.IsSupported)
        {
            fixed (void* first = &Unsafe.As<T, byte>(ref target))
                if (sizeof(T) == sizeof(float))
                {
                    Avx.MaskStore((float*)first, part.GetLower().AsSingle(), value.GetLower().AsSingle());
                    Avx.MaskStore((float*)first + 8, part.GetUpper().AsSingle(), value.GetUpper().AsSingle());
                }
                else
                {
                    Avx.MaskStore((double*)first, part.GetLower().AsDouble(), value.GetLower().AsDouble());
                    Avx.MaskStore((double*)first + 4, part.GetUpper().AsDouble(), value.GetUpper().AsDouble());
                }

            return;
        }

        for (var lane = 0; lane < Vector512<T>.Count && part.AsByte()[lane * sizeof(T)] != 0; lane++)
            Unsafe.Add(ref target, lane) = value[lane];
    }
}
