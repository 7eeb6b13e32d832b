namespace D2lDsl.Eager;

/// <summary>What to do with a run of results and up to three operands; positions index their storages, steps may be 0.</summary>
interface IRun
{
    void Run(int to, int a, int aStep, int b, int bStep, int c, int cStep, int count);
}

/// <summary>Walks operands that were brought to one shape, in row-major order of a dense result.</summary>
static class Rows
{
    /// <summary>Calls the run for the longest stretches that one step per operand describes; results lie from <paramref name="to"/> on.</summary>
    public static void Walk<TRun>(
        ReadOnlySpan<int> sizes, ref TRun run, int to,
        int a, ReadOnlySpan<int> aStrides, int b, ReadOnlySpan<int> bStrides, int c, ReadOnlySpan<int> cStrides)
        where TRun : struct, IRun
    {
        if (sizes.Contains(0))
            return;

        // Neighbouring axes that all operands cross with one step become one. Axes are kept innermost first.
        int rank = 0;
        int room = sizes.Length + 1;
        Span<int> size = stackalloc int[room], index = stackalloc int[room];
        Span<int> aStep = stackalloc int[room], bStep = stackalloc int[room], cStep = stackalloc int[room];
        (size[0], aStep[0], bStep[0], cStep[0]) = (1, 0, 0, 0);
        for (int axis = sizes.Length - 1; axis >= 0; axis--)
        {
            if (sizes[axis] == 1)
                continue;
            bool merges = rank > 0 && aStrides[axis] == (long)aStep[rank - 1] * size[rank - 1]
                && bStrides[axis] == (long)bStep[rank - 1] * size[rank - 1] && cStrides[axis] == (long)cStep[rank - 1] * size[rank - 1];
            if (merges)
            {
                size[rank - 1] *= sizes[axis];
                continue;
            }

            (size[rank], aStep[rank], bStep[rank], cStep[rank]) = (sizes[axis], aStrides[axis], bStrides[axis], cStrides[axis]);
            rank++;
        }

        index.Clear();
        while (true)
        {
            run.Run(to, a, aStep[0], b, bStep[0], c, cStep[0], size[0]);
            to += size[0];
            int axis = 1;
            for (; axis < rank; axis++)
            {
                (a, b, c) = (a + aStep[axis], b + bStep[axis], c + cStep[axis]);
                if (++index[axis] < size[axis])
                    break;
                (a, b, c) = (a - size[axis] * aStep[axis], b - size[axis] * bStep[axis], c - size[axis] * cStep[axis]);
                index[axis] = 0;
            }

            if (axis >= rank)
                return;
        }
    }
}
