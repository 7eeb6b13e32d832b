using System.ComponentModel;

namespace D2lDsl.Runtime;

/// <summary>Places temporaries in an arena so that those alive at the same time do not overlap. For generated code, once for new sizes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ArenaPlan
{
    /// <summary>Finds an offset for each temporary: the largest first, each into the smallest gap that holds it.</summary>
    /// <param name="lives">For each temporary the first and the last step that touch it.</param>
    /// <param name="counts">How many elements each has.</param>
    /// <param name="alignment">Offsets are multiples of so many elements.</param>
    /// <param name="offsets">Where each begins, in elements.</param>
    /// <returns>The elements the arena needs.</returns>
    public static long Place(ReadOnlySpan<int> lives, ReadOnlySpan<long> counts, int alignment, Span<long> offsets)
    {
        int count = counts.Length;
        Span<long> sizes = count <= 64 ? stackalloc long[64] : new long[count];
        Span<int> order = count <= 64 ? stackalloc int[64] : new int[count];
        return Place(lives, counts, alignment, offsets, sizes[..count], order[..count]);
    }

    // On its own: a method that makes room on the stack is optimised by the JIT at once, which takes longer than it runs.
    static long Place(ReadOnlySpan<int> lives, ReadOnlySpan<long> counts, int alignment, Span<long> offsets, Span<long> sizes, Span<int> order)
    {
        int count = counts.Length;
        for (int i = 0; i < count; i++)
            (sizes[i], order[i]) = ((counts[i] + alignment - 1) / alignment * alignment, i);
        for (int i = 1; i < count; i++)
            for (int j = i; j > 0 && sizes[order[j]] > sizes[order[j - 1]]; j--)
                (order[j], order[j - 1]) = (order[j - 1], order[j]);

        long needed = 0;
        for (int placed = 0; placed < count; placed++)
        {
            int item = order[placed];
            offsets[item] = Gap(lives, sizes, offsets, order[..placed], item);
            needed = Math.Max(needed, offsets[item] + sizes[item]);
        }

        return needed;
    }

    /// <summary>The smallest gap between the temporaries alive with this one; where none is large enough, the place behind them.</summary>
    static long Gap(ReadOnlySpan<int> lives, ReadOnlySpan<long> sizes, ReadOnlySpan<long> offsets, ReadOnlySpan<int> placed, int item)
    {
        long at = 0, best = -1, smallest = long.MaxValue;
        while (true)
        {
            // The next of them at or after this place; several may overlap each other, alive at different times.
            long next = long.MaxValue, end = 0;
            foreach (int other in placed)
            {
                if (sizes[other] == 0 || lives[2 * other + 1] < lives[2 * item] || lives[2 * item + 1] < lives[2 * other] || offsets[other] + sizes[other] <= at)
                    continue;
                if (offsets[other] < next)
                    (next, end) = (offsets[other], offsets[other] + sizes[other]);
            }

            if (next == long.MaxValue)
                return best >= 0 ? best : at;
            if (next - at >= sizes[item] && next - at < smallest)
                (best, smallest) = (at, next - at);
            at = Math.Max(at, end);
        }
    }
}
