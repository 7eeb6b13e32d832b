using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace D2lDsl.Data;

/// <summary>
/// What is solved rather than computed by a formula: linear systems, decompositions and eigenvalues (<c>torch.linalg</c>), by
/// MathNet.Numerics.
/// </summary>
/// <remarks>
/// Everything is computed in double precision, for float tensors too. Results are new tensors and carry no gradient. A singular matrix is
/// refused where the result would mean nothing: where its condition number is beyond what a double can tell from infinity.
/// </remarks>
public static partial class LinearAlgebra
{
    // 1 / 2⁻⁵²: beyond it no digit of a solution is right.
    const double LargestCondition = 4503599627370496;

    /// <summary>Solves A·x = b (<c>torch.linalg.solve</c>).</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="a">A square matrix, [n, n].</param>
    /// <param name="b">One right side [n], or k of them [n, k].</param>
    /// <returns>x, of the shape of <paramref name="b"/>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, an element is not finite, or A is singular.</exception>
    public static Tensor<T> Solve<T>(Tensor<T> a, Tensor<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var matrix = Matrices.Square(nameof(Solve), nameof(a), a);
        var right = Matrices.RightSide(nameof(Solve), a, b);
        var lu = matrix.LU();
        RefuseSingular(nameof(Solve), a, matrix, lu.Determinant == 0 ? null : lu.Inverse(), "no unique x solves the system; LeastSquares gives the shortest of the best ones");
        return Matrices.ToTensor<T>(lu.Solve(right), b.Shape);
    }

    /// <summary>The inverse of a matrix (<c>torch.linalg.inv</c>). To solve a system, <see cref="Solve"/> is faster and more accurate.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="a">A square matrix, [n, n].</param>
    /// <returns>A⁻¹, [n, n].</returns>
    /// <exception cref="ArgumentException">The matrix is not square or singular, or an element is not finite.</exception>
    public static Tensor<T> Inverse<T>(Tensor<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var matrix = Matrices.Square(nameof(Inverse), nameof(a), a);
        var lu = matrix.LU();
        var inverse = lu.Determinant == 0 ? null : lu.Inverse();
        RefuseSingular(nameof(Inverse), a, matrix, inverse, "it has no inverse");
        return Matrices.ToTensor<T>(inverse!, a.Shape);
    }

    /// <summary>The determinant of a matrix (<c>torch.linalg.det</c>); 0 for a singular one, up to rounding.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="a">A square matrix, [n, n].</param>
    /// <exception cref="ArgumentException">The matrix is not square, or an element is not finite.</exception>
    public static T Determinant<T>(Tensor<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => T.CreateTruncating(Matrices.Square(nameof(Determinant), nameof(a), a).Determinant());

    /// <summary>The number of independent rows (<c>torch.linalg.matrix_rank</c>): of singular values above the largest · max(m, n) · 2⁻⁵².</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="a">A matrix, [m, n].</param>
    /// <exception cref="ArgumentException">It is not a matrix, or an element is not finite.</exception>
    public static int Rank<T>(Tensor<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var matrix = Matrices.Of(nameof(Rank), nameof(a), a);
        return Rank(matrix.Svd(computeVectors: false).S, matrix);
    }

    /// <summary>
    /// The x for which A·x comes nearest to b, the sum of squared differences being least (<c>torch.linalg.lstsq</c>). Where several do,
    /// as when columns of A depend on each other, the shortest of them.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="a">A matrix of any proportions, [m, n]: one row an equation.</param>
    /// <param name="b">One right side [m], or k of them [m, k].</param>
    /// <returns>The solution, what is left over, and how many columns of A are independent.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or an element is not finite.</exception>
    public static LeastSquaresSolution<T> LeastSquares<T>(Tensor<T> a, Tensor<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var matrix = Matrices.Of(nameof(LeastSquares), nameof(a), a);
        var right = Matrices.RightSide(nameof(LeastSquares), a, b);
        var (u, s, vt) = ThinSvd(matrix);
        var rank = Rank(s, matrix);
        var parts = u.TransposeThisAndMultiply(right);    // b along each singular vector
        var x = vt.TransposeThisAndMultiply(Matrix<double>.Build.Dense(s.Length, right.ColumnCount, (i, k) => i < rank ? parts[i, k] / s[i] : 0));

        int[] sizes = [.. b.Shape];
        sizes[0] = matrix.ColumnCount;
        var left = (matrix * x - right).ColumnNorms(2).Select(norm => norm * norm).ToArray();
        return new(Matrices.ToTensor<T>(x, sizes), Matrices.ToTensor<T>(left, b.Rank == 1 ? [] : [left.Length]), rank);
    }

    static int Rank(IEnumerable<double> singularValues, Matrix<double> matrix)
    {
        var least = singularValues.Max() * Math.Max(matrix.RowCount, matrix.ColumnCount) * Math.Pow(2, -52);
        return singularValues.Count(value => value > least);
    }

    /// <summary>The condition number tells what the determinant does not: 1e-20·I is as regular as I.</summary>
    static void RefuseSingular<T>(string method, Tensor<T> a, Matrix<double> matrix, Matrix<double>? inverse, string consequence)
        where T : unmanaged
    {
        // An inverse with NaN in it has no norm to compare, so the question is asked this way round.
        if (inverse is not null && matrix.L1Norm() * inverse.L1Norm() < LargestCondition) return;
        var rank = Rank(matrix.Svd(computeVectors: false).S, matrix);
        throw new ArgumentException(rank < matrix.RowCount
            ? $"LinearAlgebra.{method}: a {a.Shape} is singular, only {rank} of its {matrix.RowCount} rows are independent: {consequence}"
            : $"LinearAlgebra.{method}: a {a.Shape} is so nearly singular that rounding decides the result: {consequence}");
    }
}
