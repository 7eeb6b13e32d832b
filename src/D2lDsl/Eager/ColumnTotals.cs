using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using D2lDsl.Runtime;

namespace D2lDsl.Eager;

/// <summary>A reduction where memory runs along the results: some of them at a time, each pass combines a row of x with them.</summary>
readonly struct ColumnTotals<T, TWide, TKernel>(Tensor<T> result, Tensor<T> x, Grid kept, Grid over) : IChunks
    where T : unmanaged, INumber<T>
    where TWide : unmanaged, INumber<TWide>
    where TKernel : struct, IReduction<TWide>
{
    /// <summary>Results of a chunk: their totals stay in the first-level cache.</summary>
    const int Most = 512;

    readonly Grid outer = kept.Outer;
    readonly int width = kept.Sizes[^1], step = kept.Strides[^1], across = (kept.Sizes[^1] - 1) / Most + 1;

    /// <summary>Rows of results in a chunk.</summary>
    readonly int each = Math.Max(
        Math.Max(1, Reduce.ChunkElements / over.Count / Math.Min(Most, kept.Sizes[^1])),
        (int)((long)kept.Outer.Count * ((kept.Sizes[^1] - 1) / Most + 1) / Workers.MostChunks) + 1);

    public int Chunks => across * ((outer.Count - 1) / each + 1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]
    public void Run(int chunk, int worker)
    {
        var (group, part) = Math.DivRem(chunk, across);
        Span<TWide> totals = stackalloc TWide[Most];
        totals = totals[..Math.Min(Most, width - part * Most)];
        Span<int> place = stackalloc int[outer.Rank], along = stackalloc int[over.Rank];
        int row = group * each, last = Math.Min(row + each, outer.Count);
        int origin = x.Offset + outer.At(row, place) + part * Most * step;
        TWide count = TWide.CreateTruncating(over.Count);
        for (; row < last; row++, outer.Next(place, ref origin))
        {
            along.Clear();
            int position = origin;
            Begin(totals, ref x.Storage[position]);
            while (over.Next(along, ref position))
                Add(totals, ref x.Storage[position]);

            var results = result.AsSpan().Slice(row * width + part * Most, totals.Length);
            for (int i = 0; i < results.Length; i++)
                results[i] = T.CreateTruncating(TKernel.Finish(totals[i], count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Begin(Span<TWide> totals, ref T first)
    {
        for (int i = 0; i < totals.Length; i++)
            totals[i] = TKernel.Map(TWide.CreateTruncating(Unsafe.Add(ref first, (nint)i * step)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Add(Span<TWide> totals, ref T first)
    {
        int i = 0;
        if (step == 1)
        {
            for (; i <= totals.Length - ElementLanes.Count<TWide>(); i += ElementLanes.Count<TWide>())
            {
                var total = Vector512.LoadUnsafe(ref totals[i]);
                TKernel.Combine(total, Run<T, TWide, TKernel>.Mapped(ref first, i)).StoreUnsafe(ref totals[i]);
            }
        }

        for (; i < totals.Length; i++)
            totals[i] = TKernel.Combine(totals[i], TKernel.Map(TWide.CreateTruncating(Unsafe.Add(ref first, (nint)i * step))));
    }
}
