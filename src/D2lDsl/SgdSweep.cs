using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace D2lDsl;

/// <summary>The one pass over parameters, gradients and velocities.</summary>
static class SgdSweep
{
    public static void Run<T>(
        ref T parameter, ref T gradient, T[]? velocity, bool isFirst, int count, T learningRate, T momentum, T weightDecay)
        where T : unmanaged, IFloatingPoint<T>
    {
        // Without momentum the velocity is never read; the parameter stands in for the reference.
        ref T v = ref velocity is null ? ref parameter : ref MemoryMarshal.GetArrayDataReference(velocity);
        bool reads = velocity is not null && !isFirst;
        int i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            var (rate, keep, decay) = (new Vector<T>(learningRate), new Vector<T>(momentum), new Vector<T>(weightDecay));
            for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            {
                var p = Vector.LoadUnsafe(ref parameter, (nuint)i);
                var step = Vector.LoadUnsafe(ref gradient, (nuint)i);
                if (weightDecay != T.Zero)
                    step += decay * p;
                if (reads)
                    step += keep * Vector.LoadUnsafe(ref v, (nuint)i);
                if (velocity is not null)
                    step.StoreUnsafe(ref v, (nuint)i);
                (p - rate * step).StoreUnsafe(ref parameter, (nuint)i);
            }
        }

        for (; i < count; i++)
        {
            ref T p = ref Unsafe.Add(ref parameter, i);
            T step = Unsafe.Add(ref gradient, i);
            if (weightDecay != T.Zero)
                step += weightDecay * p;
            if (reads)
                step += momentum * Unsafe.Add(ref v, i);
            if (velocity is not null)
                Unsafe.Add(ref v, i) = step;
            p -= learningRate * step;
        }
    }
}
