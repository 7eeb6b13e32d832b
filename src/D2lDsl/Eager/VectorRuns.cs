using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Eager;

/// <summary>
/// One operand, a vector at a time. The rest of a run and elements that lie apart go through a vector as well, so that a value
/// never depends on where it lies.
/// </summary>
readonly unsafe struct VectorUnaryRun<T, TKernel>(T[] results, T[] x) : IRun
    where T : unmanaged
    where TKernel : struct, IUnary<T>
{
    public void Run(int to, int a, int aStep, int b, int bStep, int c, int cStep, int count) =>
        ElementLanes.Unary(results.AsSpan(to, count), x, a, aStep, &Vectors);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Vectors(ref T source, ref T target, int count)
    {
        for (int i = 0; i < count; i += ElementLanes.Count<T>())
            TKernel.Apply(Vector512.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
    }
}

/// <summary>Two operands, a vector at a time; either may stand still.</summary>
readonly unsafe struct VectorBinaryRun<T, TKernel>(T[] results, T[] left, T[] right) : IRun
    where T : unmanaged
    where TKernel : struct, IBinary<T>
{
    public void Run(int to, int a, int aStep, int b, int bStep, int c, int cStep, int count) =>
        ElementLanes.Binary(results.AsSpan(to, count), left, a, aStep, right, b, bStep, &Vectors);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Vectors(ref T p, int aStep, ref T q, int bStep, ref T target, int count)
    {
        Vector512<T> u = Vector512.Create(p), v = Vector512.Create(q);
        for (int i = 0; i < count; i += ElementLanes.Count<T>())
        {
            if (aStep == 1)
                u = Vector512.LoadUnsafe(ref p, (nuint)i);
            if (bStep == 1)
                v = Vector512.LoadUnsafe(ref q, (nuint)i);
            TKernel.Apply(u, v).StoreUnsafe(ref target, (nuint)i);
        }
    }
}

/// <summary>Hands whole vectors to a function: elements that are none, for they are too few or lie apart, are brought together before.</summary>
/// <remarks>What is done with vectors is a function, so that all this is compiled once for all operations.</remarks>
static unsafe class ElementLanes
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    // So many elements are brought together at a time, in whole vectors of any type.
    const int Most = 128;

    /// <summary>How many elements a vector has. <c>Vector512&lt;T&gt;.Count</c> takes the JIT a millisecond in each class that asks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count<T>()
        where T : unmanaged => 64 / sizeof(T);

    [MethodImpl(Hot), SkipLocalsInit]
    public static void Unary<T>(Span<T> results, T[] x, int a, int aStep, delegate*<ref T, ref T, int, void> vectors)
        where T : unmanaged
    {
        int i = 0;
        if (aStep == 1)
        {
            i = results.Length & -Count<T>();
            vectors(ref MemoryMarshal.GetReference(x.AsSpan(a, results.Length)), ref MemoryMarshal.GetReference(results), i);
        }

        T* some = stackalloc T[Most];
        while (i < results.Length)
        {
            int taken = Math.Min(Most, results.Length - i);
            int whole = Gather(x, a + i * aStep, aStep, taken, some);
            vectors(ref *some, ref *some, whole);
            new Span<T>(some, taken).CopyTo(results[i..]);
            i += taken;
        }
    }

    [MethodImpl(Hot), SkipLocalsInit]
    public static void Binary<T>(Span<T> results, T[] left, int a, int aStep, T[] right, int b, int bStep, delegate*<ref T, int, ref T, int, ref T, int, void> vectors)
        where T : unmanaged
    {
        int i = 0;
        if (aStep is 0 or 1 && bStep is 0 or 1)
        {
            i = results.Length & -Count<T>();
            ref T p = ref MemoryMarshal.GetReference(left.AsSpan(a, aStep == 0 ? 1 : results.Length));
            ref T q = ref MemoryMarshal.GetReference(right.AsSpan(b, bStep == 0 ? 1 : results.Length));
            vectors(ref p, aStep, ref q, bStep, ref MemoryMarshal.GetReference(results), i);
        }

        T* u = stackalloc T[Most], v = stackalloc T[Most];
        while (i < results.Length)
        {
            int taken = Math.Min(Most, results.Length - i);
            int whole = Gather(left, a + i * aStep, aStep, taken, u);
            Gather(right, b + i * bStep, bStep, taken, v);
            vectors(ref *u, 1, ref *v, 1, ref *u, whole);
            new Span<T>(u, taken).CopyTo(results[i..]);
            i += taken;
        }
    }

    /// <summary>Elements in whole vectors; what no element fills repeats the first, so that it does nothing that the first does not.</summary>
    [MethodImpl(Hot)]
    static int Gather<T>(T[] x, int at, int step, int count, T* to)
        where T : unmanaged
    {
        ref T from = ref x[at];
        int whole = (count + Count<T>() - 1) & -Count<T>();
        for (nint i = 0; i < count; i++)
            to[i] = Unsafe.Add(ref from, i * step);
        for (int i = count; i < whole; i++)
            to[i] = from;
        return whole;
    }
}
