namespace D2lDsl;

/// <summary>
/// All operations on tensors. With <c>using static D2lDsl.Ops;</c> a model reads as maths: <c>Mean(Square(MatMul(x, w) + b - y))</c>.
/// Each is an instance method of <see cref="Tensor{T}"/> too. Run as written they compute at once; inside a <c>[Model]</c> the compiler
/// reads the same calls, fuses and differentiates them.
/// </summary>
/// <remarks>Results are new tensors unless the docs say "view". Names are PyTorch's; each method quotes its counterpart.</remarks>
public static partial class Ops;
