using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>Running sums along one axis. Called by generated kernels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RunningSum
{
    /// <summary>Writes the running sums of a row-major [outer, count, inner] along its middle axis.</summary>
    /// <typeparam name="T">The element type; sums have its precision, as in PyTorch.</typeparam>
    /// <param name="x">The first element of what is summed.</param>
    /// <param name="y">The first element of the result, of the same size; it is not x.</param>
    /// <param name="outer">How many groups of rows.</param>
    /// <param name="count">How many rows are summed up.</param>
    /// <param name="inner">The elements of a row.</param>
    /// <param name="isReversed">Whether sums begin at the last row.</param>
    public static void Along<T>(ref T x, ref T y, nint outer, nint count, nint inner, bool isReversed)
        where T : unmanaged, INumber<T>
    {
        if (outer == 0 || count == 0 || inner == 0)
            return;
        nint step = isReversed ? -inner : inner;
        for (nint group = 0; group < outer; group++)
        {
            nint at = group * count * inner + (isReversed ? (count - 1) * inner : 0);
            if (inner == 1)
                Column(ref Unsafe.Add(ref x, at), ref Unsafe.Add(ref y, at), count, step);
            else
                Rows(ref Unsafe.Add(ref x, at), ref Unsafe.Add(ref y, at), count, (int)inner, step);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Column<T>(ref T x, ref T y, nint count, nint step)
        where T : INumber<T>
    {
        T total = x;
        y = total;
        for (nint i = 1; i < count; i++)
            Unsafe.Add(ref y, i * step) = total += Unsafe.Add(ref x, i * step);
    }

    /// <summary>Each row of the result is the one before it and a row of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rows<T>(ref T x, ref T y, nint count, int width, nint step)
        where T : unmanaged, INumber<T>
    {
        MemoryMarshal.CreateReadOnlySpan(ref x, width).CopyTo(MemoryMarshal.CreateSpan(ref y, width));
        for (nint i = 1; i < count; i++)
        {
            ref T before = ref Unsafe.Add(ref y, (i - 1) * step), next = ref Unsafe.Add(ref x, i * step), to = ref Unsafe.Add(ref y, i * step);
            int j = 0;
            for (; j <= width - Eager.ElementLanes.Count<T>(); j += Eager.ElementLanes.Count<T>())
                Vector512.Add(Vector512.LoadUnsafe(ref before, (nuint)j), Vector512.LoadUnsafe(ref next, (nuint)j)).StoreUnsafe(ref to, (nuint)j);
            for (; j < width; j++)
                Unsafe.Add(ref to, j) = Unsafe.Add(ref before, j) + Unsafe.Add(ref next, j);
        }
    }
}
