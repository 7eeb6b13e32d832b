using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace D2lDsl;

/// <summary>Where a loader gathers its batches: one buffer, under a tensor of full length and one of the short last length.</summary>
sealed class BatchBuffer<T>
    where T : unmanaged
{
    readonly Tensor<T> source, full, last;
    readonly int[] sampleSizes, sampleStrides, batchStrides;
    readonly bool isDense;

    public BatchBuffer(Tensor<T> source, int capacity, int rest)
    {
        this.source = source;
        sampleSizes = source.Sizes[1..];
        sampleStrides = source.Strides[1..];
        full = new Tensor<T>([capacity, .. sampleSizes]);
        last = new Tensor<T>(full.Storage, full.Offset, [rest, .. sampleSizes]);
        batchStrides = full.Strides[1..];
        isDense = Layout.IsRowMajor(sampleSizes, sampleStrides);
    }

    /// <summary>Copies the samples at the given positions of axis 0, one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Tensor<T> Gather(ReadOnlySpan<int> rows)
    {
        var batch = rows.Length == full.Sizes[0] ? full : last;
        if (isDense)
        {
            Copy(rows, batch);
            return batch;
        }

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

    /// <summary>Samples without gaps: those of a few bytes are moved as one number each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Copy(ReadOnlySpan<int> rows, Tensor<T> batch)
    {
        int length = full.Strides[0];
        ref byte target = ref Unsafe.As<T, byte>(ref batch.Origin), origin = ref Unsafe.As<T, byte>(ref source.Origin);
        nint bytes = (nint)length * Unsafe.SizeOf<T>(), distance = (nint)source.Strides[0] * Unsafe.SizeOf<T>();
        switch (bytes)
        {
            case 1:
                Move<byte>(rows, ref target, ref origin, distance);
                break;
            case 4:
                Move<uint>(rows, ref target, ref origin, distance);
                break;
            case 8:
                Move<ulong>(rows, ref target, ref origin, distance);
                break;
            case 16:
                Move<Vector128<byte>>(rows, ref target, ref origin, distance);
                break;
            default:
                for (int i = 0; i < rows.Length; i++)
                {
                    MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref source.Origin, (nint)rows[i] * source.Strides[0]), length)
                        .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref batch.Origin, (nint)i * length), length));
                }

                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Move<TSample>(ReadOnlySpan<int> rows, ref byte target, ref byte origin, nint distance)
        where TSample : unmanaged
    {
        for (int i = 0; i < rows.Length; i++)
        {
            Unsafe.WriteUnaligned(
                ref Unsafe.Add(ref target, (nint)i * Unsafe.SizeOf<TSample>()),
                Unsafe.ReadUnaligned<TSample>(ref Unsafe.Add(ref origin, rows[i] * distance)));
        }
    }
}
