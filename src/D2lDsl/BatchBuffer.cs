using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>Where a loader gathers its batches: one buffer, under a tensor of full length and one of the short last length.</summary>
sealed class BatchBuffer<T>
    where T : unmanaged
{
    readonly Tensor<T> source, full, last;
    readonly int[] sampleSizes, sampleStrides, batchStrides;

    public BatchBuffer(Tensor<T> source, int capacity, int rest)
    {
        this.source = source;
        sampleSizes = source.Sizes[1..];
        sampleStrides = source.Strides[1..];
        full = new Tensor<T>([capacity, .. sampleSizes]);
        last = new Tensor<T>(full.Storage, 0, [rest, .. sampleSizes]);
        batchStrides = full.Strides[1..];
    }

    /// <summary>Copies the samples at the given positions of axis 0, one after the other.</summary>
    public Tensor<T> Gather(ReadOnlySpan<int> rows)
    {
        var batch = rows.Length == full.Sizes[0] ? full : last;
        nint from = source.Strides[0], to = full.Strides[0];
        for (int i = 0; i < rows.Length; i++)
        {
            Strided.Walk<T, T, CopyRow<T, T>>(
                sampleSizes,
                ref Unsafe.Add(ref batch.Origin, i * to), batchStrides,
                ref Unsafe.Add(ref source.Origin, rows[i] * from), sampleStrides);
        }

        return batch;
    }
}
