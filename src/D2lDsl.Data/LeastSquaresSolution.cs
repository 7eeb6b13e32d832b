namespace D2lDsl.Data;

/// <summary>What <see cref="LinearAlgebra.LeastSquares"/> found.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="X">The solution, [n] or [n, k].</param>
/// <param name="Residual">The sum of squares of A·x − b: of shape [] for one right side, [k] for k of them.</param>
/// <param name="Rank">How many columns of A are independent. If not all of them, other solutions are as good as this one.</param>
public sealed record LeastSquaresSolution<T>(Tensor<T> X, Tensor<T> Residual, int Rank)
    where T : unmanaged;
