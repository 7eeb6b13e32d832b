using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>What to do with one row of two operands; steps count elements and may be 0.</summary>
interface IRow<TA, TB>
{
    static abstract void Run(ref TA a, nint aStep, ref TB b, nint bStep, int count);
}

/// <summary>Walks two strided operands of equal sizes in row-major order of their elements.</summary>
static class Strided
{
    /// <summary>Calls the row for the longest runs of elements that one step describes. Allocates nothing.</summary>
    public static void Walk<TA, TB, TRow>(
        ReadOnlySpan<int> sizes, ref TA a, ReadOnlySpan<int> aStrides, ref TB b, ReadOnlySpan<int> bStrides)
        where TRow : IRow<TA, TB>
    {
        // Neighbouring axes that both operands cross with one step become one axis, so a dense pair is a single row.
        Span<int> size = stackalloc int[sizes.Length + 1];
        Span<int> aStep = stackalloc int[sizes.Length + 1], bStep = stackalloc int[sizes.Length + 1];
        int first = sizes.Length;
        (size[first], aStep[first], bStep[first]) = (1, 1, 1);
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
        {
            if (sizes[axis] == 0)
                return;
            if (sizes[axis] == 1)
                continue;
            if (size[first] == 1)
                (size[first], aStep[first], bStep[first]) = (sizes[axis], aStrides[axis], bStrides[axis]);
            else if (aStrides[axis] == (long)aStep[first] * size[first] && bStrides[axis] == (long)bStep[first] * size[first])
                size[first] *= sizes[axis];
            else
            {
                first--;
                (size[first], aStep[first], bStep[first]) = (sizes[axis], aStrides[axis], bStrides[axis]);
            }
        }

        Descend<TA, TB, TRow>(size[first..], ref a, aStep[first..], ref b, bStep[first..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Descend<TA, TB, TRow>(
        ReadOnlySpan<int> sizes, ref TA a, ReadOnlySpan<int> aSteps, ref TB b, ReadOnlySpan<int> bSteps)
        where TRow : IRow<TA, TB>
    {
        if (sizes.Length == 1)
        {
            TRow.Run(ref a, aSteps[0], ref b, bSteps[0], sizes[0]);
            return;
        }

        for (int i = 0; i < sizes[0]; i++)
        {
            Descend<TA, TB, TRow>(
                sizes[1..],
                ref Unsafe.Add(ref a, (nint)i * aSteps[0]), aSteps[1..],
                ref Unsafe.Add(ref b, (nint)i * bSteps[0]), bSteps[1..]);
        }
    }
}
