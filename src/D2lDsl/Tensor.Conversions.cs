using SystemTensor = System.Numerics.Tensors.Tensor;

namespace D2lDsl;

public sealed partial class Tensor<T>
{
    /// <summary>A number as a tensor of rank 0, so that <c>x[..2] = 12</c> and <c>Maximum(x, 0f)</c> read as in PyTorch.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Tensor<T>(T value) => new([value], 0, []);

    /// <summary>The element of a tensor that has exactly one (<c>float(x)</c>).</summary>
    /// <param name="x">The tensor.</param>
    /// <exception cref="InvalidOperationException">The tensor has no or several elements.</exception>
    public static explicit operator T(Tensor<T> x) => x.Item();

    /// <summary>
    /// The tensor as one of System.Numerics.Tensors, which has no rank 0 (a scalar becomes shape [1]). It shares the elements.
    /// </summary>
    /// <param name="x">The tensor.</param>
    public static implicit operator System.Numerics.Tensors.Tensor<T>(Tensor<T> x) => x.Rank == 0
        ? SystemTensor.Create(x.Storage, x.Offset, [1], [])
        : SystemTensor.Create(x.Storage, x.Offset, Widen(x.Sizes), x.WidenStrides());

    /// <summary>A tensor of System.Numerics.Tensors as one of ours. It shares the elements.</summary>
    /// <param name="x">The tensor.</param>
    public static implicit operator Tensor<T>(System.Numerics.Tensors.Tensor<T> x) => SystemTensorStorage<T>.Share(x);
}
