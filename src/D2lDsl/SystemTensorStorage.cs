using System.Runtime.CompilerServices;
using SystemTensors = System.Numerics.Tensors;

namespace D2lDsl;

/// <summary>
/// Reaches the array under a tensor of System.Numerics.Tensors, which that library gives away only as spans. Two private fields of it
/// are read; should a later version rename them, sharing says so instead of copying silently.
/// </summary>
static class SystemTensorStorage<T>
    where T : unmanaged
{
    public static Tensor<T> Share(SystemTensors.Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        int[] sizes = new int[x.Rank], strides = new int[x.Rank];
        for (int axis = 0; axis < sizes.Length; axis++)
            (sizes[axis], strides[axis]) = (checked((int)x.Lengths[axis]), checked((int)x.Strides[axis]));
        try
        {
            return new Tensor<T>(Values(x), Start(x), sizes, strides);
        }
        catch (MissingFieldException)
        {
            throw new NotSupportedException(
                $"{typeof(SystemTensors.Tensor<>).Assembly.GetName()} does not let its elements be shared; use Tensor.From(array, shape)");
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_values")]
    static extern ref T[] Values(SystemTensors.Tensor<T> x);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_start")]
    static extern ref int Start(SystemTensors.Tensor<T> x);
}
