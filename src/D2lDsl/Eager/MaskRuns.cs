using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace D2lDsl.Eager;

/// <summary>Compares two operands, a vector at a time; either may stand still.</summary>
readonly struct ComparisonRun<T, TKernel>(bool[] results, T[] left, T[] right) : IRun
    where T : unmanaged
    where TKernel : struct, IComparison<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int to, int a, int aStep, int b, int bStep, int c, int cStep, int count)
    {
        var y = results.AsSpan(to, count);
        int i = 0;
        if (aStep is 0 or 1 && bStep is 0 or 1)
        {
            ref T p = ref MemoryMarshal.GetReference(left.AsSpan(a, aStep == 0 ? 1 : count));
            ref T q = ref MemoryMarshal.GetReference(right.AsSpan(b, bStep == 0 ? 1 : count));
            ref byte target = ref Unsafe.As<bool, byte>(ref MemoryMarshal.GetReference(y));
            Vector512<T> u = Vector512.Create(p), v = Vector512.Create(q);
            for (; i <= count - ElementLanes.Count<T>(); i += ElementLanes.Count<T>())
            {
                if (aStep == 1)
                    u = Vector512.LoadUnsafe(ref p, (nuint)i);
                if (bStep == 1)
                    v = Vector512.LoadUnsafe(ref q, (nuint)i);
                MaskLanes.Store(TKernel.Apply(u, v), ref Unsafe.Add(ref target, i));
            }
        }

        for (; i < count; i++)
            y[i] = TKernel.Apply(left[a + i * aStep], right[b + i * bStep]);
    }
}

/// <summary>Chooses between two operands, a vector at a time; either may stand still.</summary>
readonly struct SelectRun<T, TKernel>(T[] results, bool[] condition, T[] left, T[] right) : IRun
    where T : unmanaged
    where TKernel : struct, ISelect<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int to, int a, int aStep, int b, int bStep, int c, int cStep, int count)
    {
        var y = results.AsSpan(to, count);
        int i = 0;
        // Truth values are chosen one by one: there is no vector of them.
        if (typeof(T) != typeof(bool) && aStep == 1 && bStep is 0 or 1 && cStep is 0 or 1)
        {
            ref byte which = ref Unsafe.As<bool, byte>(ref MemoryMarshal.GetReference(condition.AsSpan(a, count)));
            ref T p = ref MemoryMarshal.GetReference(left.AsSpan(b, bStep == 0 ? 1 : count));
            ref T q = ref MemoryMarshal.GetReference(right.AsSpan(c, cStep == 0 ? 1 : count));
            ref T target = ref MemoryMarshal.GetReference(y);
            Vector512<T> u = Vector512.Create(p), v = Vector512.Create(q);
            for (; i <= count - ElementLanes.Count<T>(); i += ElementLanes.Count<T>())
            {
                if (bStep == 1)
                    u = Vector512.LoadUnsafe(ref p, (nuint)i);
                if (cStep == 1)
                    v = Vector512.LoadUnsafe(ref q, (nuint)i);
                TKernel.Apply(MaskLanes.Load<T>(ref Unsafe.Add(ref which, i)), u, v).StoreUnsafe(ref target, (nuint)i);
            }
        }

        for (; i < count; i++)
            y[i] = TKernel.Apply(condition[a + i * aStep], left[b + i * bStep], right[c + i * cStep]);
    }
}

/// <summary>Truth values in memory, a byte each, and as masks.</summary>
static class MaskLanes
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>A mask as so many bytes of 0 or 1.</summary>
    [MethodImpl(Inline)]
    public static void Store<T>(Vector512<T> mask, ref byte to)
        where T : unmanaged
    {
        ulong bits = mask.ExtractMostSignificantBits();
        for (int lane = 0; lane < ElementLanes.Count<T>(); lane += 8)
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, lane), Spread((byte)(bits >> lane)));
    }

    /// <summary>Eight bits as bytes of 0 or 1, the lowest bit first.</summary>
    [MethodImpl(Inline)]
    static ulong Spread(byte bits)
    {
        const ulong Each = 0x0101010101010101;
        if (Bmi2.X64.IsSupported)
            return Bmi2.X64.ParallelBitDeposit(bits, Each);
        // A copy of all bits in every byte, of which each keeps its own, and moves it to its lowest place.
        ulong own = bits * Each & 0x8040201008040201;
        return (own + 0x7F7F7F7F7F7F7F7F | own) >> 7 & Each;
    }

    /// <summary>As many truth values as a vector has elements, as a mask.</summary>
    [MethodImpl(Inline)]
    public static Vector512<T> Load<T>(ref byte from)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() == 1)
            return ~Vector512.Equals(Vector512.LoadUnsafe(ref from), Vector512<byte>.Zero).As<byte, T>();
        if (Unsafe.SizeOf<T>() == 4)
            return ~Vector512.Equals(Vector512.WidenLower(Vector512.WidenLower(Vector128.LoadUnsafe(ref from).ToVector256Unsafe().ToVector512Unsafe())), Vector512<uint>.Zero).As<uint, T>();
        var bytes = Vector512.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref from)).AsByte();
        return ~Vector512.Equals(Vector512.WidenLower(Vector512.WidenLower(Vector512.WidenLower(bytes))), Vector512<ulong>.Zero).As<ulong, T>();
    }
}
