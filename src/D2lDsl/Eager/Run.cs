using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Eager;

/// <summary>Combines the elements of a run.</summary>
static class Run<T, TWide, TKernel>
    where T : unmanaged, INumber<T>
    where TWide : unmanaged, INumber<TWide>
    where TKernel : struct, IReduction<TWide>
{
    /// <summary>Runs up to this length are combined at once; longer ones by halves, so that the error grows with the logarithm of their length.</summary>
    const int Block = 512;

    /// <param name="first">The first of at least one element.</param>
    /// <param name="length">How many.</param>
    /// <param name="step">From one to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static TWide Total(ref T first, int length, int step)
    {
        if (length > Block)
        {
            int half = length / 2;
            return TKernel.Combine(Total(ref first, half, step), Total(ref Unsafe.Add(ref first, (nint)half * step), length - half, step));
        }

        return step == 1 ? Dense(ref first, length) : Apart(ref first, length, step);
    }

    /// <summary>Elements that lie apart are brought together first, so that a total does not depend on where they lie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]
    static TWide Apart(ref T first, int length, int step)
    {
        Span<T> together = stackalloc T[Block];
        for (int i = 0; i < length; i++)
            together[i] = Unsafe.Add(ref first, (nint)i * step);
        return Dense(ref together[0], length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static TWide Dense(ref T first, int length)
    {
        int lanes = ElementLanes.Count<TWide>(), i = 0;
        var total = default(TWide);
        if (length >= 4 * lanes)
        {
            var (a, b, c, d) = (Mapped(ref first, 0), Mapped(ref first, lanes), Mapped(ref first, 2 * lanes), Mapped(ref first, 3 * lanes));
            for (i = 4 * lanes; i <= length - 4 * lanes; i += 4 * lanes)
            {
                a = TKernel.Combine(a, Mapped(ref first, i));
                b = TKernel.Combine(b, Mapped(ref first, i + lanes));
                c = TKernel.Combine(c, Mapped(ref first, i + 2 * lanes));
                d = TKernel.Combine(d, Mapped(ref first, i + 3 * lanes));
            }

            a = TKernel.Combine(TKernel.Combine(a, b), TKernel.Combine(c, d));
            total = a[0];
            for (int lane = 1; lane < lanes; lane++)
                total = TKernel.Combine(total, a[lane]);
        }
        else
        {
            total = TKernel.Map(TWide.CreateTruncating(first));
            i = 1;
        }

        for (; i < length; i++)
            total = TKernel.Combine(total, TKernel.Map(TWide.CreateTruncating(Unsafe.Add(ref first, i))));
        return total;
    }

    /// <summary>The next elements, as many as a vector of the accumulator's type holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<TWide> Mapped(ref T first, int at) => TKernel.Map(Wide.Load<T, TWide>(ref Unsafe.Add(ref first, at)));
}
