using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace D2lDsl.Data;

public static partial class LinearAlgebra
{
    /// <summary>The lower triangle L with A = L·Lᵀ (<c>torch.linalg.cholesky</c>).</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="a">A symmetric positive definite matrix, [n, n].</param>
    /// <returns>L, [n, n].</returns>
    /// <exception cref="ArgumentException">The matrix is not square, not symmetric or not positive definite, or an element is not finite.</exception>
    public static Tensor<T> Cholesky<T>(Tensor<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var matrix = Matrices.Symmetric(nameof(Cholesky), nameof(a), a);
        try
        {
            return Matrices.ToTensor<T>(matrix.Cholesky().Factor, a.Shape);
        }
        catch (ArgumentException)    // all that MathNet says of it
        {
            var least = matrix.Evd(Symmetricity.Symmetric).EigenValues.Min(value => value.Real);
            throw new ArgumentException(FormattableString.Invariant(
                $"LinearAlgebra.Cholesky: a {a.Shape} is not positive definite: its least eigenvalue is {least:G4}, and all must be above 0"));
        }
    }

    /// <summary>A = Q·R with orthonormal columns in Q and an upper triangle R (<c>torch.linalg.qr</c>).</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="a">A matrix, [m, n].</param>
    /// <returns>Q [m, k] and R [k, n], where k is the lesser of m and n.</returns>
    /// <remarks>The signs are such that the diagonal of R is not negative; PyTorch leaves them open.</remarks>
    /// <exception cref="ArgumentException">It is not a matrix, or an element is not finite.</exception>
    public static (Tensor<T> Q, Tensor<T> R) Qr<T>(Tensor<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var matrix = Matrices.Of(nameof(Qr), nameof(a), a);
        int m = matrix.RowCount, n = matrix.ColumnCount, k = Math.Min(m, n);
        // MathNet wants at least as many rows as columns; the first m columns of a wide matrix have the same Q.
        var q = matrix.SubMatrix(0, m, 0, k).QR(QRMethod.Thin).Q;
        var r = q.TransposeThisAndMultiply(matrix);
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < Math.Min(i, n); j++) r[i, j] = 0;
            if (r[i, i] >= 0) continue;
            q.SetColumn(i, -q.Column(i));
            r.SetRow(i, -r.Row(i));
        }
        return (Matrices.ToTensor<T>(q, [m, k]), Matrices.ToTensor<T>(r, [k, n]));
    }

    /// <summary>A = U·diag(S)·Vᵀ: two rotations and a stretching between them (<c>torch.linalg.svd(a, full_matrices=False)</c>).</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="a">A matrix, [m, n].</param>
    /// <returns>U [m, k], the singular values S [k] from the largest down, and Vᵀ [k, n], where k is the lesser of m and n.</returns>
    /// <remarks>The sign of each pair of singular vectors is open, here as in PyTorch.</remarks>
    /// <exception cref="ArgumentException">It is not a matrix, or an element is not finite.</exception>
    public static (Tensor<T> U, Tensor<T> S, Tensor<T> Vt) Svd<T>(Tensor<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var matrix = Matrices.Of(nameof(Svd), nameof(a), a);
        int m = matrix.RowCount, n = matrix.ColumnCount, k = Math.Min(m, n);
        var (u, values, vt) = ThinSvd(matrix);
        return (Matrices.ToTensor<T>(u, [m, k]), Matrices.ToTensor<T>(values, [k]), Matrices.ToTensor<T>(vt, [k, n]));
    }

    /// <summary>Eigenvalues and eigenvectors of a symmetric matrix, which always are real (<c>torch.linalg.eigh</c>).</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="a">A symmetric matrix, [n, n].</param>
    /// <returns>The values [n] from the least up, and the vectors [n, n]: column i, of length 1, belongs to value i.</returns>
    /// <exception cref="ArgumentException">The matrix is not square or not symmetric, or an element is not finite.</exception>
    public static (Tensor<T> Values, Tensor<T> Vectors) EigenSymmetric<T>(Tensor<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var evd = Matrices.Symmetric(nameof(EigenSymmetric), nameof(a), a).Evd(Symmetricity.Symmetric);
        var order = Enumerable.Range(0, evd.EigenValues.Count).OrderBy(i => evd.EigenValues[i].Real).ToArray();
        return (Matrices.ToTensor<T>([.. order.Select(i => evd.EigenValues[i].Real)], [order.Length]),
            Matrices.ToTensor<T>(Matrix<double>.Build.DenseOfColumnVectors(order.Select(i => evd.EigenVectors.Column(i))), a.Shape));
    }

    /// <summary>
    /// Eigenvalues and eigenvectors of any square matrix (<c>torch.linalg.eig</c>). Not every matrix has real ones: a rotation turns
    /// every vector, so its eigenvalues are complex.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="a">A square matrix, [n, n].</param>
    /// <returns>Values and vectors, ordered by the real and then by the imaginary part of the value.</returns>
    /// <exception cref="ArgumentException">The matrix is not square, or an element is not finite.</exception>
    public static EigenDecomposition<T> Eigen<T>(Tensor<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var matrix = Matrices.Square(nameof(Eigen), nameof(a), a);
        var evd = matrix.Evd(matrix.IsSymmetric() ? Symmetricity.Symmetric : Symmetricity.Asymmetric);
        var n = matrix.RowCount;
        var order = Enumerable.Range(0, n).OrderBy(i => evd.EigenValues[i].Real).ThenBy(i => evd.EigenValues[i].Imaginary).ToArray();
        var vectors = order.Select(i => ComplexVector(evd, i)).ToArray();

        Tensor<T> Values(Func<Complex, double> part) => Matrices.ToTensor<T>([.. order.Select(i => part(evd.EigenValues[i]))], [n]);
        Tensor<T> Vectors(Func<Complex, double> part) =>
            Matrices.ToTensor<T>(Matrix<double>.Build.Dense(n, n, (row, column) => part(vectors[column][row])), a.Shape);
        return new(Values(z => z.Real), Values(z => z.Imaginary), Vectors(z => z.Real), Vectors(z => z.Imaginary));
    }

    /// <summary>The vector of an eigenvalue, of length 1: of a complex pair MathNet keeps the real part in one column, the imaginary in the next.</summary>
    static Complex[] ComplexVector(Evd<double> evd, int i)
    {
        var first = evd.EigenValues[i].Imaginary < 0 ? i - 1 : i;
        var sign = Math.Sign(evd.EigenValues[i].Imaginary);
        Complex[] vector = [.. Enumerable.Range(0, evd.EigenVectors.RowCount).Select(row =>
            new Complex(evd.EigenVectors[row, first], sign == 0 ? 0 : sign * evd.EigenVectors[row, first + 1]))];
        var length = Math.Sqrt(vector.Sum(z => z.Real * z.Real + z.Imaginary * z.Imaginary));
        return Array.ConvertAll(vector, z => z / length);
    }

    /// <summary>MathNet's U of m rows is m by m; of a tall matrix A = Q·R it is enough to decompose R.</summary>
    static (Matrix<double> U, double[] S, Matrix<double> Vt) ThinSvd(Matrix<double> matrix)
    {
        if (matrix.RowCount < matrix.ColumnCount)
        {
            var (left, values, right) = ThinSvd(matrix.Transpose());
            return (right.Transpose(), values, left.Transpose());
        }
        if (matrix.RowCount > matrix.ColumnCount)
        {
            var qr = matrix.QR(QRMethod.Thin);
            var (inner, values, right) = ThinSvd(qr.R);
            return (qr.Q * inner, values, right);
        }
        var svd = matrix.Svd();
        return (svd.U, svd.S.ToArray(), svd.VT);
    }
}
