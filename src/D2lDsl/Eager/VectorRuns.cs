using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Eager;

/// <summary>
/// One operand, a vector at a time. The rest of a run and elements that lie apart go through a vector as well, so that a value
/// never depends on where it lies.
/// </summary>
readonly struct VectorUnaryRun<T, TKernel>(T[] results, T[] x) : IRun
    where T : unmanaged
    where TKernel : struct, IUnary<T>
{
    public void Run(int to, int a, int aStep, int b, int bStep, int c, int cStep, int count)
    {
        var y = results.AsSpan(to, count);
        int i = 0;
        if (aStep == 1)
        {
            ref T source = ref MemoryMarshal.GetReference(x.AsSpan(a, count));
            ref T target = ref MemoryMarshal.GetReference(y);
            for (; i <= count - Vector512<T>.Count; i += Vector512<T>.Count)
                TKernel.Apply(Vector512.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        }

        while (i < count)
        {
            int taken = Math.Min(Vector512<T>.Count, count - i);
            ElementLanes.Store(TKernel.Apply(ElementLanes.Gather(x, a + i * aStep, aStep, taken)), y.Slice(i, taken));
            i += taken;
        }
    }
}

/// <summary>Two operands, a vector at a time; either may stand still.</summary>
readonly struct VectorBinaryRun<T, TKernel>(T[] results, T[] left, T[] right) : IRun
    where T : unmanaged
    where TKernel : struct, IBinary<T>
{
    public void Run(int to, int a, int aStep, int b, int bStep, int c, int cStep, int count)
    {
        var y = results.AsSpan(to, count);
        int i = 0;
        if (aStep is 0 or 1 && bStep is 0 or 1)
        {
            ref T p = ref MemoryMarshal.GetReference(left.AsSpan(a, aStep == 0 ? 1 : count));
            ref T q = ref MemoryMarshal.GetReference(right.AsSpan(b, bStep == 0 ? 1 : count));
            ref T target = ref MemoryMarshal.GetReference(y);
            Vector512<T> u = Vector512.Create(p), v = Vector512.Create(q);
            for (; i <= count - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                if (aStep == 1)
                    u = Vector512.LoadUnsafe(ref p, (nuint)i);
                if (bStep == 1)
                    v = Vector512.LoadUnsafe(ref q, (nuint)i);
                TKernel.Apply(u, v).StoreUnsafe(ref target, (nuint)i);
            }
        }

        while (i < count)
        {
            int taken = Math.Min(Vector512<T>.Count, count - i);
            var u = ElementLanes.Gather(left, a + i * aStep, aStep, taken);
            var v = ElementLanes.Gather(right, b + i * bStep, bStep, taken);
            ElementLanes.Store(TKernel.Apply(u, v), y.Slice(i, taken));
            i += taken;
        }
    }
}

/// <summary>Some elements as a vector, which may have room for more.</summary>
static class ElementLanes
{
    public static Vector512<T> Gather<T>(T[] x, int at, int step, int count)
        where T : unmanaged
    {
        // ElementLanes that no element fills repeat the first, so they do nothing that it does not.
        var vector = Vector512.Create(x[at]);
        var lanes = MemoryMarshal.CreateSpan(ref Unsafe.As<Vector512<T>, T>(ref vector), Vector512<T>.Count);
        for (int lane = 1; lane < count; lane++)
            lanes[lane] = x[at += step];
        return vector;
    }

    public static void Store<T>(Vector512<T> vector, Span<T> to)
        where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<Vector512<T>, T>(ref vector), Vector512<T>.Count)[..to.Length].CopyTo(to);
}
