using System.Numerics;
using System.Runtime.CompilerServices;
using D2lDsl.Runtime;

namespace D2lDsl.Eager;

/// <summary>The totals of the parts of one long run.</summary>
readonly struct PartTotals<T, TWide, TKernel>(Tensor<T> x, int step, int length) : IChunks
    where T : unmanaged, INumber<T>
    where TWide : unmanaged, INumber<TWide>
    where TKernel : struct, IReduction<TWide>
{
    readonly TWide[] totals = new TWide[(length - 1) / Reduce.ChunkElements + 1];

    public TWide[] Totals => totals;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int chunk, int worker)
    {
        int from = chunk * Reduce.ChunkElements;
        totals[chunk] = Run<T, TWide, TKernel>.Total(ref x.Storage[x.Offset + from * step], Math.Min(Reduce.ChunkElements, length - from), step);
    }
}
