using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>Running products along one axis. Called by generated kernels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RunningProduct
{
    /// <summary>Writes the running products of a row-major [outer, count, inner] along its middle axis.</summary>
    /// <typeparam name="T">The element type; products have its precision, as in PyTorch.</typeparam>
    /// <param name="x">The first element of what is multiplied.</param>
    /// <param name="y">The first element of the result, of the same size; it is not x.</param>
    /// <param name="outer">How many groups of rows.</param>
    /// <param name="count">How many rows are multiplied.</param>
    /// <param name="inner">The elements of a row.</param>
    public static void Along<T>(ref T x, ref T y, nint outer, nint count, nint inner)
        where T : unmanaged, INumber<T>
    {
        if (outer == 0 || count == 0 || inner == 0)
            return;
        for (nint group = 0; group < outer; group++)
        {
            ref T from = ref Unsafe.Add(ref x, group * count * inner);
            ref T to = ref Unsafe.Add(ref y, group * count * inner);
            if (inner == 1)
                Column(ref from, ref to, count);
            else
                Rows(ref from, ref to, count, (int)inner);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Column<T>(ref T x, ref T y, nint count)
        where T : INumber<T>
    {
        T product = x;
        y = product;
        for (nint i = 1; i < count; i++)
            Unsafe.Add(ref y, i) = product *= Unsafe.Add(ref x, i);
    }

    /// <summary>Each row of the result is the one before it times a row of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Rows<T>(ref T x, ref T y, nint count, int width)
        where T : unmanaged, INumber<T>
    {
        MemoryMarshal.CreateReadOnlySpan(ref x, width).CopyTo(MemoryMarshal.CreateSpan(ref y, width));
        for (nint i = 1; i < count; i++)
        {
            ref T before = ref Unsafe.Add(ref y, (i - 1) * width), next = ref Unsafe.Add(ref x, i * width), to = ref Unsafe.Add(ref y, i * width);
            int j = 0;
            for (; j <= width - Eager.ElementLanes.Count<T>(); j += Eager.ElementLanes.Count<T>())
                Vector512.Multiply(Vector512.LoadUnsafe(ref before, (nuint)j), Vector512.LoadUnsafe(ref next, (nuint)j)).StoreUnsafe(ref to, (nuint)j);
            for (; j < width; j++)
                Unsafe.Add(ref to, j) = Unsafe.Add(ref before, j) * Unsafe.Add(ref next, j);
        }
    }
}
