using System.Numerics;
using System.Runtime.Intrinsics;
using D2lDsl.Runtime;

namespace D2lDsl.Eager;

/// <summary>Reductions: elements are combined in a wide accumulator, pairwise along a run, so that sums stay accurate.</summary>
/// <remarks>How the work is cut depends on sizes and strides alone, so any number of threads gives the same bits.</remarks>
static class Reduce
{
    /// <summary>About how many elements a chunk reads.</summary>
    internal const int ChunkElements = 1 << 16;

    /// <summary>An element takes as long as so many operations of a kernel.</summary>
    const long OperationsEach = 4;

    public static Tensor<T> Along<T, TWide, TKernel>(string op, Tensor<T> x, bool[] reduced, bool keepDims, bool takesEmpty = false)
        where T : unmanaged, INumber<T>
        where TWide : unmanaged, INumber<TWide>
        where TKernel : struct, IReduction<TWide>
    {
        var result = Map.Fresh<T>(ResultSizes(x.Sizes, reduced, keepDims));
        Grid kept = Part(x, reduced, false), over = Part(x, reduced, true);
        int count = over.Count;
        // It takes none also where nothing depends on what they give.
        if (count == 0 && !TKernel.TakesEmpty && !takesEmpty)
        {
            throw new ArgumentException(
                $"{op}: x has shape {x.Shape}, so there are no elements to reduce, and no elements have no {op.ToLowerInvariant()}");
        }

        if (result.Length == 0)
            return result;
        if (count == 0)
            result.AsSpan().Fill(T.CreateTruncating(TKernel.Finish(TKernel.Nothing, TWide.Zero)));
        else if (kept.Rank == 0 && over.Rank == 1 && count > 2 * ChunkElements)
            result.AsSpan()[0] = T.CreateTruncating(TKernel.Finish(OfParts<T, TWide, TKernel>(x, over.Strides[0], count), TWide.CreateTruncating(count)));
        else if (over.Rank > 0 && kept.Rank > 0 && over.Strides[^1] > kept.Strides[^1])
        {
            var columns = new ColumnTotals<T, TWide, TKernel>(result, x, kept, over);
            Workers.Run(ref columns, columns.Chunks, OperationsEach * x.Length);
        }
        else
        {
            var rows = new RowTotals<T, TWide, TKernel>(result, x, kept, over);
            Workers.Run(ref rows, rows.Chunks, OperationsEach * x.Length);
        }

        return result;
    }

    /// <summary>A long run, cut into parts that several threads share.</summary>
    static TWide OfParts<T, TWide, TKernel>(Tensor<T> x, int step, int length)
        where T : unmanaged, INumber<T>
        where TWide : unmanaged, INumber<TWide>
        where TKernel : struct, IReduction<TWide>
    {
        var parts = new PartTotals<T, TWide, TKernel>(x, step, length);
        Workers.Run(ref parts, parts.Totals.Length, OperationsEach * length);
        return Run<TWide, TWide, Combined<TWide, TKernel>>.Total(ref parts.Totals[0], parts.Totals.Length, 1);
    }

    static int[] ResultSizes(int[] sizes, bool[] reduced, bool keepDims)
    {
        var result = new List<int>(sizes.Length);
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            if (!reduced[axis])
                result.Add(sizes[axis]);
            else if (keepDims)
                result.Add(1);
        }

        return [.. result];
    }

    static Grid Part<T>(Tensor<T> x, bool[] reduced, bool which)
        where T : unmanaged
    {
        var (sizes, strides) = (new List<int>(x.Rank), new List<int>(x.Rank));
        for (int axis = 0; axis < x.Rank; axis++)
        {
            if (reduced[axis] != which)
                continue;
            // A run crosses neighbouring axes with one step where it can, so a dense tensor is one run.
            if (sizes.Count > 0 && strides[^1] == (long)x.Strides[axis] * x.Sizes[axis])
                (sizes[^1], strides[^1]) = (sizes[^1] * x.Sizes[axis], x.Strides[axis]);
            else if (x.Sizes[axis] != 1)
            {
                sizes.Add(x.Sizes[axis]);
                strides.Add(x.Strides[axis]);
            }
        }

        return new([.. sizes], [.. strides]);
    }

    /// <summary>The second half of a reduction: what it combines is mapped already.</summary>
    readonly struct Combined<T, TKernel> : IReduction<T>
        where TKernel : struct, IReduction<T>
    {
        public static bool TakesEmpty => TKernel.TakesEmpty;

        public static T Nothing => TKernel.Nothing;

        public static T Map(T x) => x;

        public static Vector512<T> Map(Vector512<T> x) => x;

        public static T Combine(T a, T b) => TKernel.Combine(a, b);

        public static Vector512<T> Combine(Vector512<T> a, Vector512<T> b) => TKernel.Combine(a, b);

        public static T Finish(T total, T count) => TKernel.Finish(total, count);
    }
}
