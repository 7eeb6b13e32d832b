namespace D2lDsl;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The tensor as PyTorch prints it: <c>tensor([[0., 1.],\n        [2., 3.]])</c>, four decimals, a common width, "..." in the middle of
    /// more than 1000 elements. The element type follows unless it is float32, int64 or bool.
    /// </summary>
    public override string ToString() => TensorPrinter<T>.Print(this);
}
