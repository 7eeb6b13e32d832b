using System.Numerics;
using System.Runtime.CompilerServices;
using D2lDsl.Runtime;

namespace D2lDsl.Eager;

/// <summary>A reduction, one result after the other.</summary>
readonly struct RowTotals<T, TWide, TKernel>(Tensor<T> result, Tensor<T> x, Grid kept, Grid over) : IChunks
    where T : unmanaged, INumber<T>
    where TWide : unmanaged, INumber<TWide>
    where TKernel : struct, IReduction<TWide>
{
    readonly int count = over.Count, each = Math.Max(1, Math.Max(Reduce.ChunkElements / over.Count, result.Length / Workers.MostChunks + 1));

    public int Chunks => (result.Length - 1) / each + 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int chunk, int worker)
    {
        var results = result.AsSpan();
        results = results.Slice(chunk * each, Math.Min(each, results.Length - chunk * each));
        var outer = over.Rank == 0 ? over : over.Outer;
        var (length, step) = over.Rank == 0 ? (1, 1) : (over.Sizes[^1], over.Strides[^1]);
        Span<int> place = stackalloc int[kept.Rank], along = stackalloc int[outer.Rank];
        int origin = x.Offset + kept.At(chunk * each, place);
        foreach (ref T one in results)
        {
            along.Clear();
            int position = origin;
            TWide total = Run<T, TWide, TKernel>.Total(ref x.Storage[position], length, step);
            while (outer.Next(along, ref position))
                total = TKernel.Combine(total, Run<T, TWide, TKernel>.Total(ref x.Storage[position], length, step));
            one = T.CreateTruncating(TKernel.Finish(total, TWide.CreateTruncating(count)));
            kept.Next(place, ref origin);
        }
    }
}
